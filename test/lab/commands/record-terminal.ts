import './node-version.ts'

/**
 * `npm run record:terminal`: plays each verb in a pseudo-terminal, and keeps what was seen for the site. For authors.
 * With `-- --without-lab` the verbs that need no broker are played again, and the loop stays as it was recorded.
 */
const { keepSessions, readSessions } = await import('../learner/recorded-terminal.ts')
const { learnSession, quietSessions } = await import('../learner/sessions.ts')
const withoutLab = process.argv.includes('--without-lab')
const loop = withoutLab ? readSessions().filter(({ id }) => id === 'learn') : [await learnSession()]
keepSessions([...loop, ...(await quietSessions())])
