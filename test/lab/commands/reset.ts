import './node-version.ts'

const { resetCommand } = await import('./verbs.ts')
await resetCommand(process.argv.slice(2))
