import './node-version.ts'

const { main } = await import('./test-command.ts')
await main(process.argv.slice(2))
