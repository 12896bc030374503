import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../paths.ts'
import { LabProblem } from '../problem.ts'

/**
 * Who came to lose orders may have left out 75 MB of tools that only the proof's own tests need: `npm ci --omit=dev`.
 * @throws LabProblem where they are not installed
 */
export function checkProofPackages(root = checkout): void {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const missing = Object.keys(devDependencies).filter((name) => !existsSync(join(root, 'node_modules', name)))
  if (missing.length === 0) return
  const mend = ['npm ci   # with them', 'npm test 1   # judges your exercise of chapter 1 without them']
  throw new LabProblem(`The whole proof needs packages that are not installed: ${missing.join(', ')}.`, { mend })
}
