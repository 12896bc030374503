import { beforeAll, describe, expect, it } from 'vitest'
import type { Assets } from '../../site/assets.ts'
import { BrokenContent } from '../../site/broken-content.ts'
import { buildSite } from '../../site/build.ts'
import { createHighlighter, type Highlighter } from '../../site/highlight.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'

const LESSON = 'chapters/01-auto-ack/lesson.md'
const INTERVIEW = 'chapters/01-auto-ack/interview.md'
const RECORDED = 'chapters/01-auto-ack/recorded.json'
const OPENING = 'chapters/opening.md'
const PATHS = 'chapters/loss-paths.yaml'
const GLOSSARY = 'chapters/glossary.yaml'
const EQUIVALENCE = 'chapters/equivalence.yaml'

interface Mistake {
  name: string
  file: string
  /** What the file says, and what it says instead; '' takes it out. */
  from: string
  to: string
  /** Text on the line that the error must name; the file's first line when left out. */
  at?: string
  says: string
}

const mistakes: Mistake[] = [
  { name: 'no front matter', file: LESSON, from: '---\ntitle', to: 'title', says: 'there is no front matter' },
  {
    name: 'broken YAML',
    file: LESSON,
    from: 'promise: every',
    to: 'promise: "every',
    at: 'promise:',
    says: 'not valid YAML',
  },
  {
    name: 'a key is missing',
    file: LESSON,
    from: 'title: The warehouse that forgets\n',
    to: '',
    says: 'has no "title"',
  },
  {
    name: 'a misspelt key',
    file: LESSON,
    from: 'hints:',
    to: 'hint:',
    at: 'hint:',
    says: 'nobody reads the key "hint"',
  },
  {
    name: 'a key that is no text',
    file: LESSON,
    from: 'code: LOST_ON_CONSUMER_CRASH',
    to: 'code: 7',
    at: 'code: 7',
    says: '"code" must be text',
  },
  {
    name: 'a death at a stop that is not on the way',
    file: LESSON,
    from: 'at: warehouse',
    to: 'at: wherehouse',
    at: 'route:',
    says: 'no stop "wherehouse"',
  },
  {
    name: 'an answer that nobody gives',
    file: LESSON,
    from: 'missing: [ack]',
    to: 'missing: [thanks]',
    at: 'route:',
    says: 'no answer "thanks"',
  },
  {
    name: 'no death on the way of an order',
    file: LESSON,
    from: '    - at: warehouse\n      how: what it holds dies with it\n',
    to: '',
    at: 'route:',
    says: 'does not say where an order can get lost',
  },
  {
    name: 'two hints',
    file: LESSON,
    from: '  - Look at the options of `consume`. Then find the line after which the parcel is on the truck.\n',
    to: '',
    at: 'hints:',
    says: 'there are 2 hints',
  },
  {
    name: 'a code that the exercise did not earn',
    file: LESSON,
    from: 'code: LOST_ON_CONSUMER_CRASH',
    to: 'code: STALLED',
    at: 'code: STALLED',
    says: 'the recorded exercise earned LOST_ON_CONSUMER_CRASH',
  },
  {
    name: 'headings out of order',
    file: LESSON,
    from: '## Why\n',
    to: '## Reasons\n',
    at: '## Reasons',
    says: '"## Why" belongs',
  },
  {
    name: 'a heading too many',
    file: LESSON,
    from: '## Sources\n',
    to: '## Sources\n\n## More\n',
    at: '## More',
    says: 'one too many',
  },
  {
    name: 'the last heading is missing',
    file: LESSON,
    from: '## Sources\n',
    to: '',
    at: 'Consumer Prefetch',
    says: '"## Sources" is missing',
  },
  {
    name: 'text above the first heading',
    file: LESSON,
    from: '## The question\n',
    to: 'Hello.\n\n## The question\n',
    at: 'Hello.',
    says: 'above the first heading',
  },
  {
    name: 'no such file',
    file: LESSON,
    from: '<<< exercises/01-auto-ack/warehouse.ts#consume',
    to: '<<< exercises/nowhere.ts',
    at: '<<< exercises',
    says: 'no file "exercises/nowhere.ts"',
  },
  {
    name: 'a file outside the checkout',
    file: LESSON,
    from: '<<< exercises/01-auto-ack/warehouse.ts#consume',
    to: '<<< ../../etc/hosts',
    at: '<<< ../',
    says: 'no file "../../etc/hosts"',
  },
  {
    name: 'no such region',
    file: LESSON,
    from: 'warehouse.ts#consume',
    to: 'warehouse.ts#cancel',
    at: '#cancel',
    says: 'no region "cancel". It has consume.',
  },
  {
    name: 'no such run',
    file: LESSON,
    from: '<<< run:wrong/ack-on-receipt',
    to: '<<< run:wrong/sleep',
    at: '<<< run:wrong',
    says: 'It has exercise, solution, wrong/ack-on-receipt',
  },
  {
    name: 'a link to no page',
    file: LESSON,
    from: '../02-ack-timing/lesson.md#why',
    to: '../03-persistence/lesson.md',
    at: '../03-persistence',
    says: 'the page 03-persistence/index.html, which does not exist',
  },
  {
    name: 'a link to no id, on the second line of a paragraph',
    file: LESSON,
    from: 'See also [the interview](interview.md#consumer-loss).',
    to: 'See\n[the interview](interview.md#nothing).',
    at: 'interview.md#nothing',
    says: 'has no id "nothing"',
  },
  {
    name: 'a link to a file that is no page',
    file: LESSON,
    from: 'interview.md#consumer-loss',
    to: '../../README.md',
    at: '../../README.md',
    says: 'leads to no page',
  },
  ...[
    'http://www.rabbitmq.com/docs',
    'mailto:somebody@example.org',
    'https://localhost/docs',
    'https://www.rabbitmq.com:8080/docs',
    'https://me@www.rabbitmq.com/docs',
    'https://www.rabbitmq.com/docs,',
    'https://',
  ].map((address) => ({
    name: `a link out of the book, to ${address}`,
    file: LESSON,
    from: '../02-ack-timing/lesson.md#why',
    to: address,
    at: address,
    says: `the link "${address}" is no address that a reader can open`,
  })),
  {
    name: 'a heading id that is taken',
    file: LESSON,
    from: '{#who-holds-it}',
    to: '{#sources}',
    at: '{#sources}',
    says: 'has the id "sources" already',
  },
  {
    name: 'a language without a grammar',
    file: LESSON,
    from: '```bash',
    to: '```cobol',
    at: '```cobol',
    says: 'no grammar is loaded for "cobol"',
  },
  {
    name: 'a picture',
    file: LESSON,
    from: 'A message is yours',
    to: '![](a.png) A message is yours',
    at: '![]',
    says: 'no pictures',
  },
  {
    name: 'not JSON',
    file: RECORDED,
    from: '"exercise": {',
    to: '"exercise" {',
    at: '"exercise" {',
    says: 'this is not JSON',
  },
  {
    name: 'a run that is no report',
    file: RECORDED,
    from: '"outcome": "PASS"',
    to: '"outcome": "FINE"',
    at: '"solution": {',
    says: 'the run "solution" is missing or is no report',
  },
  {
    name: 'the chapter of another folder',
    file: INTERVIEW,
    from: 'chapter: 01-auto-ack',
    to: 'chapter: 02-ack-timing',
    at: 'chapter:',
    says: 'in the folder "01-auto-ack"',
  },
  {
    name: 'no such level',
    file: INTERVIEW,
    from: '- level: middle',
    to: '- level: wizard',
    at: 'wizard',
    says: '"level: wizard" is not a level',
  },
  {
    name: 'no word on what is sought',
    file: INTERVIEW,
    from: '- after: whether you can name the effect that must be safe first\n',
    to: '',
    at: '## When exactly',
    says: 'what the interviewer is after',
  },
  {
    name: 'a part of a question is missing',
    file: INTERVIEW,
    from: '### Common wrong answer\n\n> "Only',
    to: '> "Only',
    at: '### What to listen for',
    says: '"### Common wrong answer" is expected here',
  },
  {
    name: 'an empty part',
    file: INTERVIEW,
    from: '> "Only the one that was being processed."\n\nIt counts what the *handler* holds. The broker has pushed far more into the process by then.',
    to: '',
    at: '### Common wrong answer',
    says: 'nothing stands under "### Common wrong answer"',
  },
  {
    name: 'a follow-up without a question',
    file: INTERVIEW,
    from: '2. **Why not in `finally`?**',
    to: '2. Why not?',
    at: '2. Why not?',
    says: 'a follow-up needs a question in bold',
  },
  {
    name: 'evidence of no kind',
    file: INTERVIEW,
    from: '- scenario: warehouse-dies, shows: SIGKILL, LOST_ON_CONSUMER_CRASH',
    to: '- everybody knows',
    at: '- everybody knows',
    says: '"everybody knows" is not evidence',
  },
  {
    name: 'a source without its version',
    file: INTERVIEW,
    from: '- wrong fix: prefetch-only, shows: LOST_ON_CONSUMER_CRASH in warehouse-dies',
    to: '- source: [Docs](https://example.org)',
    at: '[Docs]',
    says: 'is not evidence',
  },
  {
    name: 'a wrong fix that nobody recorded',
    file: INTERVIEW,
    from: '- wrong fix: prefetch-only,',
    to: '- wrong fix: prayer,',
    at: 'prayer',
    says: 'has no wrong fix "prayer". It has ack-on-receipt',
  },
  {
    name: 'a fact that nobody reads',
    file: INTERVIEW,
    from: '- level: middle',
    to: '- level: middle\n- lvel: senior',
    at: '- lvel',
    says: 'nobody reads "lvel: senior". A question has a level, after and builds on',
  },
  {
    name: 'one follow-up is no chain',
    file: INTERVIEW,
    from: '2. **Why not in `finally`?** Because `finally` also runs when the effect failed.\n',
    to: '',
    at: '1. **And a crash after the commit',
    says: '1 follow-ups: a chain has two to five',
  },
  {
    name: 'no red flag',
    file: INTERVIEW,
    from: '- red flag: "we use manual ack"\n',
    to: '',
    at: '- good sign: says that everything',
    says: 'two good signs and one red flag',
  },
  {
    name: 'a sign of no kind',
    file: INTERVIEW,
    from: '- red flag: "we use manual ack"',
    to: '- green flag: smiles',
    at: 'green flag',
    says: '"green flag: smiles" is no sign',
  },
  {
    name: 'a run that does not say what it shows',
    file: INTERVIEW,
    from: '- scenario: warehouse-dies, shows: SIGKILL, LOST_ON_CONSUMER_CRASH',
    to: '- scenario: warehouse-dies',
    at: '- scenario: warehouse-dies',
    says: '"scenario: warehouse-dies" is not evidence. Write "- scenario: id, shows:',
  },
  {
    name: 'a question builds on one that is not there',
    file: INTERVIEW,
    from: '- builds on: consumer-loss',
    to: '- builds on: consumer-luck',
    at: 'consumer-luck',
    says: 'no question before this one is "01-auto-ack/consumer-luck"',
  },
  {
    name: 'a question builds on itself',
    file: INTERVIEW,
    from: '- builds on: consumer-loss',
    to: '- builds on: when-to-ack',
    at: '- builds on: when-to-ack',
    says: 'no question before this one is "01-auto-ack/when-to-ack"',
  },
  {
    name: 'a question builds on a harder one',
    file: INTERVIEW,
    from: '- level: junior',
    to: '- level: senior',
    at: '- builds on',
    says: 'a middle question builds on "01-auto-ack/consumer-loss", which is senior',
  },
  {
    name: 'an opening without one level',
    file: OPENING,
    from: '### middle\n\nWe say "accepted" after the confirm.\n\n',
    to: '',
    at: '### senior',
    says: '"middle" with a text is expected here',
  },
  {
    name: 'a part of the opening that nobody reads',
    file: OPENING,
    from: '## What makes them stop',
    to: '## Jokes\n\nOne.\n\n## What makes them stop',
    at: '## Jokes',
    says: '"What makes them stop listening" with a text is expected here',
  },
  {
    name: 'a branch without an id',
    file: OPENING,
    from: ' {#manual-ack}',
    to: '',
    at: '### "We use manual',
    says: 'has no id. Write "### What was said {#id}"',
  },
  {
    name: 'a branch without its question',
    file: OPENING,
    from: '- asks: When exactly do you ack?\n',
    to: '',
    at: '### "We use manual',
    says: 'has no "- asks: ..."',
  },
  {
    name: 'a branch that does not say why',
    file: OPENING,
    from: '\n\nMost losses come from a wrong moment.',
    to: '',
    at: '### "We use manual',
    says: 'with a text below the list',
  },
  {
    name: 'a branch at no stop',
    file: OPENING,
    from: '- stop: warehouse',
    to: '- stop: pub',
    at: '- stop: pub',
    says: 'the way of an order has no stop "pub". It has customer',
  },
  {
    name: 'a branch that leads to no chain',
    file: OPENING,
    from: '02-ack-timing/when-to-ack',
    to: '02-ack-timing/never',
    at: '02-ack-timing/never',
    says: 'no chain is named "02-ack-timing/never"',
  },
  {
    name: 'a sentence without its why',
    file: OPENING,
    from: ' Nobody who has run a broker says so.',
    to: '',
    at: '1. **"It is 100',
    says: 'the sentence in bold, or what follows it, is missing',
  },
  {
    name: 'an id twice',
    file: INTERVIEW,
    from: '{#when-to-ack}',
    to: '{#consumer-loss}',
    at: '## When exactly',
    says: 'the id "consumer-loss" is taken by the question on line',
  },
  {
    name: 'a broken link in an answer',
    file: INTERVIEW,
    from: 'as with samples',
    to: 'see [it](lesson.md#nope), as with samples',
    at: 'lesson.md#nope',
    says: 'has no id "nope"',
  },
]

const inMarks: Mistake[] = [
  {
    name: 'a marked line that the code has not',
    file: LESSON,
    from: 'warehouse.ts#consume',
    to: 'warehouse.ts#consume {99}',
    at: '{99}',
    says: 'no line 99 to mark. It has 13',
  },
  {
    name: 'marked lines that are no numbers',
    file: LESSON,
    from: '```bash',
    to: '```bash {all}',
    at: '{all}',
    says: '"{all}" marks no lines',
  },
]

const inTables: Mistake[] = [
  {
    name: 'a table that is no YAML',
    file: PATHS,
    from: 'fix: A confirm channel.',
    to: 'fix: "A',
    at: 'fix: "A',
    says: 'not valid YAML',
  },
  {
    name: 'a table that is no list',
    file: GLOSSARY,
    from: '- term: Prefetch',
    to: 'term: Prefetch',
    says: 'not valid YAML',
  },
  {
    name: 'an entry without a key',
    file: PATHS,
    from: '  fix: A confirm channel.\n',
    to: '',
    at: 'id: P1',
    says: 'has no "fix"',
  },
  {
    name: 'a key that nobody reads',
    file: PATHS,
    from: 'kind: twice',
    to: 'sort: twice',
    at: 'sort:',
    says: 'nobody reads the key "sort"',
  },
  {
    name: 'a value that is no text',
    file: PATHS,
    from: 'kind: twice',
    to: 'kind: 2',
    at: 'kind: 2',
    says: '"kind" must be text',
  },
  {
    name: 'a kind that is none',
    file: PATHS,
    from: 'kind: twice',
    to: 'kind: thrice',
    at: 'thrice',
    says: '"thrice" is no kind',
  },
  { name: 'an id that is none', file: PATHS, from: 'id: C14', to: 'id: X1', at: 'id: X1', says: '"X1" is no id' },
  {
    name: 'a path twice',
    file: PATHS,
    from: 'id: C14',
    to: 'id: C1 # again',
    at: '# again',
    says: '"C1" is taken by the entry on line',
  },
  {
    name: 'a chapter that the book has not',
    file: PATHS,
    from: 'chapter: 02-ack-timing',
    to: 'chapter: 02-acks',
    at: '02-acks',
    says: 'no chapter "02-acks"',
  },
  {
    name: 'a path that nothing shows',
    file: PATHS,
    from: '  shown: wrong/prefetch-only\n',
    to: '',
    at: 'id: C1',
    says: 'nothing shows that C1 is true',
  },
  {
    name: 'a fix that the chapter has not',
    file: PATHS,
    from: 'wrong/prefetch-only',
    to: 'wrong/prayer',
    at: 'wrong/prayer',
    says: 'does not show "wrong/prayer"',
  },
  {
    name: 'a scenario that the chapter has not',
    file: PATHS,
    from: 'scenario/warehouse-dies',
    to: 'scenario/rain',
    at: 'scenario/rain',
    says: 'It has wrong/ack-on-receipt',
  },
  {
    name: 'a chapter that can show nothing yet',
    file: PATHS,
    from: '  chapter: 04-publisher-confirms',
    to: '  shown: wrong/no-confirm\n  chapter: 04-publisher-confirms',
    at: 'wrong/no-confirm',
    says: 'needs a written chapter',
  },
  {
    name: 'a source of a path without its version',
    file: PATHS,
    from: '), RabbitMQ 4.0"',
    to: ')"',
    at: 'consumer-prefetch)"',
    says: 'is no source',
  },
  {
    name: 'a term that leads nowhere',
    file: GLOSSARY,
    from: '  chapter: 01-auto-ack\n',
    to: '',
    at: 'term: Prefetch',
    says: 'nothing shows what "Prefetch" is',
  },
  {
    name: 'a term that leads to a chapter in preparation',
    file: GLOSSARY,
    from: '01-auto-ack',
    to: '12-outbox',
    at: '12-outbox',
    says: 'no written chapter',
  },
  {
    name: 'a cell without its source',
    file: EQUIVALENCE,
    from: '  kafka-source:',
    to: '  kafka-from:',
    at: 'id: accepted',
    says: 'has no "kafka-source"',
  },
  {
    name: 'a cell whose source is none',
    file: EQUIVALENCE,
    from: '"[Consumer prefetch]',
    to: '"See [Consumer prefetch]',
    at: 'See [',
    says: 'is no source',
  },
  {
    name: 'a link of the first page to no page',
    file: 'chapters/home.md',
    from: 'Node.js.',
    to: '[Node](08-unroutable/lesson.md)',
    at: '[Node]',
    says: 'does not exist',
  },
]

describe('broken content', () => {
  let highlighter: Highlighter
  let assets: Assets

  beforeAll(async () => {
    highlighter = await createHighlighter()
    assets = await theAssets
  })

  const errorOf = (changes: Parameters<typeof fixtureCheckout>[0]): string => {
    try {
      buildSite(fixtureCheckout(changes), highlighter, assets)
    } catch (error) {
      if (error instanceof BrokenContent) return error.message
      throw error
    }
    return 'nothing was thrown'
  }

  it('is not in the fixture', () => {
    expect(errorOf({})).toBe('nothing was thrown')
  })

  it.each([...mistakes, ...inMarks, ...inTables])(
    'names file, line and cure: $name',
    ({ file, from, to, at, says }) => {
      const text = fixtureCheckout().read(file) ?? ''
      expect(text, 'the fixture has the text that the case changes').toContain(from)
      const changes = { [file]: text.replace(from, to) }
      const line = at === undefined ? 1 : fixtureCheckout(changes).lineOf(file, at)
      const message = errorOf(changes)
      expect(message).toContain(says)
      expect(message.startsWith(`${file}:${line}: `), `${message}\nshould begin with ${file}:${line}`).toBe(true)
      expect(message).toMatch(/[.?!"] [A-Z][^.]/) // ... and what to do
    },
  )

  it.each([LESSON, INTERVIEW, RECORDED])('names a missing %s', (file) => {
    expect(errorOf({ [file]: null })).toBe(
      `${file}:1: the file is missing. A chapter has lesson.md, interview.md and recorded.json.`,
    )
  })

  it.each([PATHS, GLOSSARY, EQUIVALENCE, 'chapters/home.md'])('names a missing %s', (file) => {
    expect(errorOf({ [file]: null })).toMatch(new RegExp(`^${file}:1: the file is missing`))
  })

  it.each([
    'exercises/01-auto-ack/warehouse.ts',
    'solutions/01-auto-ack/warehouse.ts',
    'test/01-auto-ack/wrong/prefetch-only.ts',
  ])('names a missing %s, and the lesson that wants it', (file) => {
    expect(errorOf({ [file]: null })).toMatch(new RegExp(`^${LESSON}:\\d+: there is no file "${file}"`))
  })

  it('names a region without an end', () => {
    const open = (text: string) => text.replace('  // #endregion\n', '')
    expect(errorOf({ 'exercises/01-auto-ack/warehouse.ts': open })).toMatch(
      /lesson\.md:\d+: the region "consume" of .* has no end/,
    )
  })
})
