import './node-version.ts'

const { main } = await import('./doctor-command.ts')
process.exitCode = await main()
