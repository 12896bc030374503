import './node-version.ts'

const { diffCommand } = await import('./verbs.ts')
await diffCommand(process.argv.slice(2))
