import './node-version.ts'

const { solutionCommand } = await import('./verbs.ts')
await solutionCommand(process.argv.slice(2))
