import './node-version.ts'

const { main } = await import('./role-command.ts')
await main(process.argv.slice(2))
