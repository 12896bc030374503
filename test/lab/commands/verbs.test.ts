import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findChapter, shippedText } from '../chapters.ts'
import { judgeVersion } from '../learner/judge-version.ts'
import { writeProgress } from '../learner/progress.ts'
import { TestDesk } from '../learner/test-desk.ts'
import { checkout } from '../paths.ts'

const chapter = findChapter('1')
const shipped = shippedText(chapter.edit) as string

let desk: TestDesk
beforeEach(() => {
  desk = new TestDesk('verbs')
  writeFileSync(desk.at(chapter.edit), shipped)
})
afterEach(() => desk[Symbol.dispose]())

vi.setConfig({ testTimeout: 60_000 }) // a process takes half a second to start, and longer beside others

/** Runs a verb as npm does, in a world without git. */
function run(verb: string, ...args: string[]): Promise<{ exitCode: unknown; out: string; err: string }> {
  const env = { ...desk.env, PATH: '', NO_COLOR: '1' }
  const command = ['--import', 'tsx', `test/lab/commands/${verb}.ts`, ...args]
  return new Promise((resolve) =>
    execFile(process.execPath, command, { cwd: checkout, env }, (error, out, err) =>
      resolve({ exitCode: error?.code ?? 0, out, err }),
    ),
  )
}

function noted(status: 'passed' | 'failed', lastCode: string, judge = judgeVersion(chapter.slug)): void {
  const entry = { status, attempts: 2, lastCode, judge, file: 'f', at: '2026-01-02T03:04:05.000Z' }
  writeProgress({ [chapter.slug]: entry }, desk.at('progress.json'))
}

test('list shows every chapter, and how far the reader is', async () => {
  noted('failed', 'NEVER_SETTLED')
  expect((await run('list')).out).toMatch(/→ ✗ 01-auto-ack .* not yet, NEVER_SETTLED, 2 verdicts/)
  noted('passed', 'PASS')
  const { out } = await run('list')
  expect(out).toMatch(/ {2}✓ 01-auto-ack .* passed/)
  expect(out).toMatch(/→ .* 02-ack-timing/)
})

test('a chapter whose hidden test has changed since the pass is to be checked again', async () => {
  noted('passed', 'PASS', 'another judge')
  expect((await run('list')).out).toMatch(/→ ↻ 01-auto-ack .* check again/)
  const [first] = JSON.parse((await run('list', '--json')).out)
  expect(first).toMatchObject({ slug: chapter.slug, standing: 'check-again', attempts: 2, lastCode: 'PASS' })
})

test('a progress file that is broken is kept, and the reader is told', async () => {
  writeFileSync(desk.at('progress.json'), '{')
  const { exitCode, err } = await run('list')
  expect(exitCode).toBe(0)
  expect(err).toMatch(/progress\.json can't be read\. It is kept as \S+progress\.json\.broken-/)
})

test('hint takes a number or the slug, and fits the last failure', async () => {
  for (const { out } of await Promise.all(['1', '01', '01-auto-ack'].map((name) => run('hint', name, '--json')))) {
    expect(JSON.parse(out)).toMatchObject({ code: chapter.code, text: chapter.hints[0] })
  }
  noted('failed', 'NEVER_SETTLED')
  const hint = JSON.parse((await run('hint', '1', '3', '--json')).out)
  expect(hint).toMatchObject({ code: 'NEVER_SETTLED', level: 3, of: 3 })
  expect(hint.text).toContain('channel.ack(message)')
})

test('a fourth hint and an unknown chapter are answered with what there is', async () => {
  expect(await run('hint', '1', '4')).toMatchObject({ exitCode: 1, err: 'There are 3 hints, and no number 4.\n' })
  expect((await run('diff', '99')).err).toMatch(/There is no chapter "99"\. The chapters are:\n {3}1 {2}01-auto-ack/)
})

test('diff tells what the reader has changed', async () => {
  expect((await run('diff', '1')).out).toContain('no difference')
  writeFileSync(desk.at(chapter.edit), shipped.replace('noAck: true', 'noAck: false'))
  const { out } = await run('diff', '1')
  expect(out).toContain('1 line out, 1 in')
  expect(out).toMatch(/^-.*noAck: true.*\n\+.*noAck: false/m)
  expect(JSON.parse((await run('diff', '1', '--json')).out)).toMatchObject({ against: 'start', removed: 1, added: 1 })
})

test('the solution is shown after a pass, or to who asks twice', async () => {
  const refused = await run('solution', '1')
  expect(refused).toMatchObject({ exitCode: 1, out: '' })
  expect(refused.err).toContain('npm run solution 1 -- --really')
  expect((await run('diff', '1', '--solution')).exitCode).toBe(1)
  const solution = readFileSync(`${checkout}/solutions/01-auto-ack/warehouse.ts`, 'utf8')
  expect(JSON.parse((await run('solution', '1', '--really', '--json')).out).text).toBe(solution)
  noted('passed', 'NEVER_SETTLED')
  expect((await run('solution', '1')).out).toContain(solution.trimEnd())
  expect(JSON.parse((await run('diff', '1', '--solution', '--json')).out).added).toBeGreaterThan(0)
})

test('reset brings the start back, and keeps what was there', async () => {
  writeFileSync(desk.at(chapter.edit), '// mine')
  expect(JSON.parse((await run('reset', '1', '--json')).out).kept).toMatch(/\.kept\/01-auto-ack\/warehouse\..*Z\.ts$/)
  expect(readFileSync(desk.at(chapter.edit), 'utf8')).toBe(shipped)
  const [copy = ''] = readdirSync(desk.at('.kept/01-auto-ack'))
  expect(readFileSync(desk.at(`.kept/01-auto-ack/${copy}`), 'utf8')).toBe('// mine')
  expect((await run('reset', '1')).out).toContain('nothing of yours to keep')
  expect((await run('reset')).exitCode).toBe(1) // never by guess
})
