import './node-version.ts'

const { main } = await import('./proof-command.ts')
await main(process.argv.slice(2))
