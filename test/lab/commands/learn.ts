import './node-version.ts'

const { main } = await import('./learn-command.ts')
await main(process.argv.slice(2))
