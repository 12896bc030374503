import './node-version.ts'

/** `npm run record:terminal`: plays each verb in a pseudo-terminal, and keeps what was seen for the site. For authors. */
const { writeFileSync } = await import('node:fs')
const { learnSession, quietSessions } = await import('../learner/sessions.ts')
const { recordedTerminal } = await import('../learner/recorded-terminal.ts')
const sessions = [await learnSession(), ...(await quietSessions())]
const text = sessions.map((session) => {
  const { lines, ...about } = session
  const rows = lines.map((line) => `    ${JSON.stringify(line)}`).join(',\n')
  return `  ${JSON.stringify(about).slice(0, -1)},"lines":[\n${rows}\n  ]}`
})
writeFileSync(recordedTerminal, `[\n${text.join(',\n')}\n]\n`)
