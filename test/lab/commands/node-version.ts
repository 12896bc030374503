import * as nodeModule from 'node:module'
import { join } from 'node:path'
import { requirePackages } from '../../../site/installed.ts'

/** Imported first by every command: an old Node must say so, not die in a dependency. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 22)) {
  console.error(
    `Zero Loss needs Node 22.22 or newer and runs on ${process.versions.node}: the "node" package is not installed. Run npm ci again, with install scripts allowed for it, or install Node 24 yourself.`,
  )
  process.exit(3)
}

requirePackages(join(import.meta.dirname, '../../..'))

// Compiled code is kept between runs: the broker starts a tenth of a second sooner.
nodeModule.enableCompileCache(join(import.meta.dirname, '../../../.runs/compile-cache'))
