import { join } from 'node:path'
import { requirePackages } from '../installed.ts'

requirePackages(join(import.meta.dirname, '../..'))
await import('./start-command.ts')
