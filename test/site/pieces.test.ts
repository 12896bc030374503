import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBook } from '../../site/book.ts'
import { readTitle, slug, splitSections } from '../../site/chunk.ts'
import { drawDifference } from '../../site/code-block.ts'
import { markLines, readFocus } from '../../site/focus.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { readInterview } from '../../site/interview.ts'
import { diffLines, hunks } from '../../site/line-diff.ts'
import { drawRun } from '../../site/recorded-run.ts'
import { readSnippet } from '../../site/snippet.ts'
import { readStory } from '../../site/tempting-fixes.ts'
import { ROOT } from '../../site/workshop.ts'
import type { Report } from '../lab/report.ts'
import { contrast, readColours } from './colours.ts'
import { fixtureCheckout } from './fixture.ts'

const at = { file: 'lesson.md', line: 1 }
const nested = `before
  // #region outer
  one
    // #region inner
    two
    // #endregion

  three
  // #endregion outer
after`

describe('a snippet', () => {
  const read = (target: string) => readSnippet(fixtureCheckout({ 'a.ts': nested }), target, at).code

  it.each([
    ['a.ts#outer', 'one\n  two\n\nthree'],
    ['a.ts#inner', 'two'],
    ['a.ts', 'before\n  one\n    two\n\n  three\nafter'],
  ])('%s is dedented and has no region marks', (target, code) => {
    expect(read(target)).toBe(code)
  })
})

describe('marked lines', () => {
  it.each([
    ['ts {2}', 'ts', [2]],
    ['a.ts#region {2,4-6}', 'a.ts#region', [2, 4, 5, 6]],
    ['ts', 'ts', []],
    ['{1}', '', [1]],
  ])('%s', (text, rest, lines) => {
    expect(readFocus(text, at)).toEqual({ rest, lines: new Set(lines) })
  })

  it('are marked, and the others are not', () => {
    expect(markLines(['a', 'b'], new Set([2]), at)).toEqual(['a', '<mark>b</mark>'])
  })
})

describe('a heading', () => {
  it.each([
    ['Why', 'why'],
    ['What the judge does', 'what-the-judge-does'],
    ['Does `noAck` lose it?', 'does-noack-lose-it'],
    ['消息会丢吗？', '消息会丢吗'],
  ])('%s gets the id %s', (title, id) => {
    expect(slug(title)).toBe(id)
  })

  it('may name its id', () => {
    expect(readTitle('Why? {#because}')).toEqual({ title: 'Why?', id: 'because' })
  })

  it('is not a comment in a code fence', () => {
    const text = '## One\n```bash\n## not a heading\n```\n## Two\nx'
    const { sections } = splitSections({ file: 'a.md', line: 10, text }, 2)
    expect(sections.map(({ title, line }) => [title, line])).toEqual([
      ['One', 10],
      ['Two', 14],
    ])
  })
})

describe('an interview', () => {
  const file = 'chapters/01-auto-ack/interview.md'
  const checkout = fixtureCheckout()
  const [question, second] = readInterview(file, checkout.read(file) ?? '', '01-auto-ack').questions

  it('is typed, with a line for each part', () => {
    expect(question).toMatchObject({
      id: 'consumer-loss',
      title: 'How can a consumer lose messages?',
      level: 'junior',
      after: 'whether you know the moment at which the broker forgets',
    })
    expect(question?.evidence).toMatchObject([
      {
        kind: 'scenario',
        id: 'warehouse-dies',
        shows: 'SIGKILL, LOST_ON_CONSUMER_CRASH',
        at: { line: checkout.lineOf(file, '- scenario: warehouse-dies') },
      },
      { kind: 'wrong-fix', name: 'prefetch-only', shows: 'LOST_ON_CONSUMER_CRASH in warehouse-dies' },
      {
        kind: 'source',
        text: { text: '[Consumer acknowledgements](https://www.rabbitmq.com/docs/confirms), RabbitMQ 4.0' },
      },
    ])
  })

  it('says what it builds on, and what a friend listens for', () => {
    expect(question?.buildsOn).toEqual([])
    expect(second?.buildsOn).toMatchObject([{ text: 'consumer-loss', line: checkout.lineOf(file, '- builds on:') }])
    expect(question?.signs).toMatchObject({
      good: [
        { text: 'says that everything delivered is lost' },
        { text: 'names the moment at which the broker forgets' },
      ],
      bad: [{ text: '"we use manual ack"', line: checkout.lineOf(file, '- red flag: "we') }],
    })
    expect(readBook(checkout).chains.get('02-ack-timing/when-to-ack')).toEqual(['02-ack-timing/consumer-loss'])
  })

  it('keeps a follow-up of many lines together, and its code', () => {
    const third = question?.followUps[2]
    expect(question?.followUps).toHaveLength(4)
    expect(third?.question).toBe('What does amqplib do by default?')
    expect(third?.answer.line).toBe(checkout.lineOf(file, 'What does amqplib do by default?'))
    expect(third?.answer.text).toContain('\n```ts\nawait channel.consume')
  })
})

describe('the opening question', () => {
  const checkout = fixtureCheckout()
  const { opening } = readBook(checkout)
  const lineOf = (text: string) => checkout.lineOf('chapters/opening.md', text)

  it('has an answer for each level', () => {
    const texts = Object.entries(opening.answers).map(([level, { text }]) => [level, text.trim()])
    expect(texts).toEqual([
      ['junior', 'We confirm, we persist, we acknowledge.'],
      ['middle', 'We say "accepted" after the confirm.'],
      ['senior', 'We have an outbox.'],
    ])
  })

  it('branches from what was said, at a stop of the way, into chains', () => {
    expect(opening.branches).toMatchObject([
      {
        id: 'manual-ack',
        said: '"We use manual acknowledgement."',
        stop: 'warehouse',
        asks: 'When exactly do you ack?',
        chains: [{ text: '01-auto-ack/consumer-loss' }, { text: '02-ack-timing/when-to-ack' }],
        why: { line: lineOf('Most losses'), text: 'Most losses come from a wrong moment.' },
      },
    ])
    expect(opening.turnOffs.map(({ said }) => said)).toEqual(['"It is 100 % safe."', '"Exactly once."'])
  })
})

describe('a comparison', () => {
  it('keeps the changed lines and their neighbours', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const after = ['a', 'B', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    const shown = hunks(diffLines(before, after), 1).map((hunk) =>
      hunk.map(({ kind, line }) => `${kind} ${kind === 'deleted' ? before[line] : after[line]}`),
    )
    expect(shown).toEqual([
      ['same a', 'deleted b', 'added B', 'same c'],
      ['same h', 'added i'],
    ])
  })

  it('of equal texts shows nothing', () => {
    expect(hunks(diffLines(['a'], ['a']), 2)).toEqual([])
  })
})

describe('what a wrong fix changes', () => {
  const file = (path: string, code: string) => ({ path, region: null, code })
  const before =
    "import type { Order } from '../shop.ts'\n\n// TODO: mend it\nopen() // opens\nconsume({ noAck: true })"
  const after =
    "import type { Order } from '../../../exercises/shop.ts'\nopen()\n// now it is safe\nconsume({ noAck: false })"

  it('leaves out other paths, blank lines and comments that are gone', async () => {
    const drawn = drawDifference(await createHighlighter(), file('a.txt', before), file('b.txt', after)).text
    const lines = drawn.replace(/<figcaption>.*<\/figcaption>/, '').replace(/<[^>]+>/g, '')
    expect(lines.split('\n')).toEqual([
      '  open()',
      '- consume({ noAck: true })',
      '+ // now it is safe',
      '+ consume({ noAck: false })',
    ])
  })
})

describe('the story of a wrong fix', () => {
  it.each([
    ['// earns: X\n/** One line. */\ncode', 'One line.', 'code'],
    ['// earns: X\n/**\n * Two\n * lines.\n */\n\ncode', 'Two\nlines.', 'code'],
    ['// earns: X\ncode', null, 'code'],
    ['// earns: X\ncode\n/** Not at the top. */', null, 'code\n/** Not at the top. */'],
  ])('%j', (text, story, code) => {
    expect(readStory(text)).toMatchObject({ story, code })
  })
})

describe('a recorded run', () => {
  const run = (change: Partial<Report>) => {
    const { exercise } = JSON.parse(fixtureCheckout().read('chapters/01-auto-ack/recorded.json') ?? '')
    return drawRun({ ...exercise, ...change }).text
  }

  it('says fault and loss in words, and crosses out each lost order', () => {
    expect(run({})).toContain('gone: #8 … #20')
    expect(run({})).toContain('SIGKILL while it ships #8')
    expect(run({ scene: null })).toContain('<em>lost here</em>')
    expect(run({ scene: null })).toContain('<em>fault</em>')
    expect(run({ scene: null }).match(/<s>#\d+<\/s>/g)).toHaveLength(13)
  })

  it('shows the reason and the last output when there are some, and escapes them', () => {
    const text = run({ reason: 'It threw <Error>.', output: ['a < b'], firstTry: 'nothing was unacked.' })
    expect(text).toContain('It threw &lt;Error&gt;.')
    expect(text).toContain('a &lt; b')
    expect(text).toContain('The first try was inconclusive: nothing was unacked.')
  })

  it('counts the lost orders that it has no room for', () => {
    const lost = Array.from({ length: 100 }, (_, index) => index + 1)
    expect(
      run({
        scene: null,
        happened: {
          role: 'warehouse' as const,
          placed: 100,
          claimed: 100,
          stored: 100,
          delivered: 0,
          shipped: 0,
          redelivered: 0,
          duplicated: 0,
          lost,
        },
      }),
    ).toContain('and 60 more')
  })
})

describe('the colours', () => {
  const colours = readColours(readFileSync(join(ROOT, 'site/assets/book.css'), 'utf8'))
  const code = ['--ink', '--faded', '--code-k', '--code-s', '--code-n', '--code-f', '--code-c', '--code-i', '--code-d']
  const pairs: [string, string[]][] = [
    ['--paper', ['--ink', '--faded', '--link', '--lost', '--kept', '--doubt']],
    ['--card', ['--ink', '--faded', '--link', '--lost', '--kept', '--doubt']],
    ['--kraft-soft', ['--ink', '--link', '--lost', ...code.filter((name) => name !== '--faded')]],
    ['--code-paper', code],
    ['--kept-soft', ['--kept', ...code.filter((name) => name !== '--faded')]],
    ['--lost-soft', ['--lost', ...code.filter((name) => name !== '--faded')]],
  ]
  const cases = pairs.flatMap(([paper, inks]) =>
    inks.flatMap((ink) => (['light', 'dark'] as const).map((theme) => ({ paper, ink, theme }))),
  )

  it.each(cases)('$ink on $paper meets WCAG AA, $theme', ({ paper, ink, theme }) => {
    const [back, front] = [colours.get(paper), colours.get(ink)]
    expect(contrast(front?.[theme] ?? '', back?.[theme] ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})
