import './node-version.ts'

const { main } = await import('./hint-command.ts')
main(process.argv.slice(2))
