import './node-version.ts'

/**
 * `npm run record:terminal`: plays each verb in a pseudo-terminal, and keeps what was seen for the site. For authors.
 * With `-- --without-lab` the verbs that need no broker are played again, and the others stay as they were recorded.
 */
const { keepSessions, readSessions } = await import('../learner/recorded-terminal.ts')
const { quietSessions } = await import('../learner/sessions.ts')
const { labSessionIds, labSessions } = await import('../learner/lab-sessions.ts')
const withoutLab = process.argv.includes('--without-lab')
const kept = () => readSessions().filter(({ id }) => labSessionIds.includes(id))
const lab = withoutLab ? kept() : await labSessions()
const isLoop = ({ id }: { id: string }) => id === 'first-run' || id === 'learn'
keepSessions([...lab.filter(isLoop), ...(await quietSessions()), ...lab.filter((session) => !isLoop(session))])
