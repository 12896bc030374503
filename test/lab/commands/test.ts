import './node-version.ts'

const { beginRunFor } = await import('./early-start.ts')
const args = process.argv.slice(2)
// The broker boots for seconds: it starts before the command has read its own code.
const run = beginRunFor(args)
const { main } = await import('./test-command.ts')
await main(args, run)
