import './node-version.ts'

const { hintCommand } = await import('./verbs.ts')
await hintCommand(process.argv.slice(2))
