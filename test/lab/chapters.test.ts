import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { texts } from '../../site/texts.ts'
import {
  allChapters,
  type Chapter,
  ChapterProblem,
  candidatesOf,
  findChapter,
  isAsShipped,
  sealExercises,
} from './chapters.ts'

const edit = 'exercises/04-publisher-confirms/order-service.ts'
const chapter: Chapter = {
  number: 4,
  slug: '04-publisher-confirms',
  question: 'Who knows?',
  title: 'Take it back',
  promise: 'every claimed order is stored',
  edit,
  code: 'LOST_WITHOUT_FAULT',
  hints: ['a', 'b', 'c'],
}
const other: Chapter = { ...chapter, number: 12, slug: '12-outbox', title: 'The outbox' }

const lesson = (code: string) =>
  [
    ...['---', `title: Take it back`, 'question: Who knows?', 'promise: every claimed order is stored'],
    ...[`edit: ${edit}`, `code: ${code}`, 'route: { deaths: [{ at: queue, how: x }] }'],
    ...['hints: [a, b, c]', '---', ''],
    ...texts.lessonHeadings.map(({ title }) => `## ${title}\n\nText.\n`),
  ].join('\n')

const files = {
  'chapters/04-publisher-confirms/lesson.md': lesson('LOST_WITHOUT_FAULT'),
  [edit]: 'one\ntwo\n',
  'test/04-publisher-confirms/right/with-wait.ts': '',
  'test/04-publisher-confirms/right/notes.md': 'no candidate',
  'test/04-publisher-confirms/wrong/sleep.ts': '// earns: STALLED\ncode\n',
  'test/04-publisher-confirms/wrong/await-nothing.ts': '// earns: NEVER_SETTLED\ncode\n',
}

/** A checkout in a temporary folder, with its exercise sealed as shipped; then `changes` are made. */
async function checkoutWith(changes: Record<string, string> = {}) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'zero-loss-chapters-'))
  const write = async (written: Record<string, string>) => {
    for (const [path, text] of Object.entries(written)) {
      await mkdir(dirname(join(folder.path, path)), { recursive: true })
      await writeFile(join(folder.path, path), text)
    }
  }
  await write(files)
  sealExercises([chapter], folder.path)
  await write(changes)
  return folder
}

describe('a chapter is found', () => {
  it.each(['4', '04', '004', '04-publisher-confirms'])('by %s', (wanted) => {
    expect(findChapter(wanted, [other, chapter])).toBe(chapter)
  })

  it.each(['5', '0', '', '4.0', '-4', '+4', ' 4', '4x', '0x4', '04-publisher', 'publisher-confirms', 'constructor'])(
    'not by "%s"',
    (wanted) => {
      expect(() => findChapter(wanted, [chapter, other])).toThrow(ChapterProblem)
    },
  )

  it('or the list of chapters is shown', () => {
    expect(() => findChapter('99', [chapter, other])).toThrowErrorMatchingInlineSnapshot(`
      [ChapterProblem: There is no chapter "99". The chapters are:
         4  04-publisher-confirms  Take it back
        12  12-outbox  The outbox]
    `)
  })

  it.each(['1', '01', '01-auto-ack'])('in this checkout by %s', (wanted) => {
    expect(findChapter(wanted)).toMatchObject({ number: 1, slug: '01-auto-ack', code: 'LOST_ON_CONSUMER_CRASH' })
  })
})

describe('the chapters of a checkout', () => {
  it('are read from their lessons, in order', async () => {
    await using root = await checkoutWith({
      'chapters/02-ack-timing/lesson.md': lesson('STALLED'),
      'chapters/03-no-lesson-yet/interview.md': '',
    })
    expect(allChapters(root.path)).toEqual([{ ...chapter, number: 2, slug: '02-ack-timing', code: 'STALLED' }, chapter])
  })

  it.each(['NO_SUCH_CODE', 'constructor'])('a code that does not exist, %s: file and line', async (code) => {
    await using root = await checkoutWith({ 'chapters/04-publisher-confirms/lesson.md': lesson(code) })
    expect(() => allChapters(root.path)).toThrow(
      new ChapterProblem(`chapters/04-publisher-confirms/lesson.md:6: there is no failure code "${code}".`),
    )
  })
})

describe('the candidates of a chapter', () => {
  it('are its exercise, its solution, and its fixes by name', async () => {
    await using root = await checkoutWith()
    const told = candidatesOf(chapter, root.path).map(({ name, file, expected }) => [
      ...[name.slice('04-publisher-confirms/'.length), file],
      expected?.outcome === 'FAIL' ? expected.code : expected?.outcome,
    ])
    expect(told).toEqual([
      ['exercise', edit, 'LOST_WITHOUT_FAULT'],
      ['solution', 'solutions/04-publisher-confirms/order-service.ts', 'PASS'],
      ['right/with-wait', 'test/04-publisher-confirms/right/with-wait.ts', 'PASS'],
      ['wrong/await-nothing', 'test/04-publisher-confirms/wrong/await-nothing.ts', 'NEVER_SETTLED'],
      ['wrong/sleep', 'test/04-publisher-confirms/wrong/sleep.ts', 'STALLED'],
    ])
  })

  it.each<[story: string, text: string, asShipped: boolean]>([
    ['as it was', 'one\ntwo\n', true],
    ['with the line ends of Windows', 'one\r\ntwo\r\n', true],
    ['with one letter more', 'one\ntwo!\n', false],
    ['with a line end more', 'one\ntwo\n\n', false],
    ['empty', '', false],
  ])('an exercise %s', async (_, text, asShipped) => {
    await using root = await checkoutWith({ [edit]: text })
    expect(isAsShipped(edit, root.path)).toBe(asShipped)
    const expected = asShipped ? { outcome: 'FAIL', code: 'LOST_WITHOUT_FAULT' } : null
    expect(candidatesOf(chapter, root.path)[0]?.expected).toEqual(expected)
  })

  it('an exercise that was never sealed is the reader’s', async () => {
    await using root = await checkoutWith({ 'exercises/shipped.json': '{}' })
    expect(candidatesOf(chapter, root.path)[0]?.expected).toBeNull()
  })

  it.each<[story: string, firstLine: string]>([
    ['no promise', "import { connect } from 'amqplib'"],
    ['an unknown code', '// earns: LOST_SOMEHOW'],
    ['a word of JavaScript', '// earns: constructor'],
    ['no code', '// earns:'],
    ['two codes', '// earns: STALLED EXITED'],
    ['nothing at all', ''],
  ])('a wrong fix with %s is refused with file and line', async (_, firstLine) => {
    const path = 'test/04-publisher-confirms/wrong/sleep.ts'
    await using root = await checkoutWith({ [path]: `${firstLine}\n// earns: STALLED\n` })
    expect(() => candidatesOf(chapter, root.path)).toThrow(
      new ChapterProblem(
        `${join(root.path, path)}:1: a wrong fix begins with "// earns: CODE", a code of test/lab/codes.ts. This is: ${firstLine}`,
      ),
    )
  })
})
