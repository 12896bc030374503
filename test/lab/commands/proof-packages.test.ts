import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkProofPackages } from './proof-packages.ts'

test('a proof without its tools names them, and the command that gets them', () => {
  const root = mkdtempSync(join(tmpdir(), 'zero-loss-packages-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeFileSync(join(root, 'package.json'), '{ "devDependencies": { "here": "1.0.0", "@not/here": "1.0.0" } }')
  mkdirSync(join(root, 'node_modules/here'), { recursive: true })
  expect(() => checkProofPackages(root)).toThrow('packages that are not installed: @not/here.')
  expect(() => checkProofPackages()).not.toThrow()
})
