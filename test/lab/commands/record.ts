import './node-version.ts'

const { main } = await import('./record-command.ts')
await main(process.argv.slice(2)).catch((await import('./shared.ts')).fail)
