/**
 * The command that the reader has typed, for lines that say how to run it again: npm tells its name, we know the rest.
 * `npm test` where nobody can know, in a test's worker for example.
 */
export function typedCommand(env = process.env, args = process.argv.slice(2)): string {
  const name = env.npm_lifecycle_event
  if (name === undefined || env.VITEST !== undefined) return 'npm test'
  const separator = args.some((arg) => arg.startsWith('-')) ? ['--'] : []
  return [name === 'test' ? 'npm test' : `npm run ${name}`, ...separator, ...args].join(' ')
}
