import './node-version.ts'

const { listCommand } = await import('./verbs.ts')
await listCommand(process.argv.slice(2))
