import { describe, expect, it } from 'vitest'
import { readStory } from '../../site/tempting-fixes.ts'
import { allChapters } from '../lab/chapters.ts'
import { isOlder } from '../lab/versions.ts'
import { filesOf, type WrongFix } from './chapter-files.ts'
import { placeOf, problemAt } from './problem.ts'

type Fix = Pick<WrongFix, 'file' | 'text' | 'before'>

/** A mistake that another RabbitMQ answers in another way. */
interface Dependence {
  /** From this version on it is another story. */
  from: string
  why: string
  isIn(code: string): boolean
}

const transientQueue = /assertQueue\([^)]*durable: false/

const dependences: Dependence[] = [
  {
    from: '4.2', // new nodes; https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.2.0.md
    why: 'Khepri keeps an exchange that is not durable',
    isIn: (code) => /assertExchange\([^)]*durable: false/.test(code) && !transientQueue.test(code),
  },
  {
    from: '4.3', // https://github.com/rabbitmq/rabbitmq-server/releases/tag/v4.3.0
    why: 'a queue that is neither durable nor exclusive is refused',
    isIn: (code) => transientQueue.test(code) && !/exclusive: true/.test(code),
  },
  {
    from: '4.3', // https://www.rabbitmq.com/docs/4.3/nack
    why: 'a nack does not count towards the delivery limit',
    isIn: (code) => /x-delivery-limit|deliveryLimit/.test(code) && /\.nack\(/.test(code),
  },
]

/** Words of a story that speak of a version, or of the store that came with one. */
const versionWords = /Mnesia|Khepri|RabbitMQ \d|(before|until|since|from|up to) (RabbitMQ )?\d\.\d/i

/** A wrong fix that is wrong, or earns its code, on some versions only says so: else its proof fails on the others. */
function versionProblems(fix: Fix): string[] {
  const { story, code } = readStory(fix.text)
  const found = dependences.filter(({ isIn }) => isIn(code))
  const [first] = found.toSorted((one, other) => (isOlder(one.from, other.from) ? -1 : 1))
  const place = placeOf(fix, fix.before === null ? '// earns:' : '// before:')
  if (first !== undefined && (fix.before === null || isOlder(first.from, fix.before)))
    return [problemAt(place, `from ${first.from} on ${first.why}: write "// before: ${first.from}".`)]
  if (fix.before === null && versionWords.test(story ?? ''))
    return [problemAt(placeOf(fix, versionWords), 'its story depends on the version, and no "// before:" says so.')]
  return []
}

it.each(allChapters())('$slug: a wrong fix that depends on the version says so', async (chapter) => {
  const { wrong } = await filesOf(chapter)
  expect(wrong.flatMap(versionProblems)).toEqual([])
})

describe('it is noticed when', () => {
  const fix = (code: string, before: string | null = null, story = '"It is." It is not so.'): Fix => ({
    ...{ file: 'fix.ts', before },
    text: `// earns: EXITED\n${before === null ? '' : `// before: ${before}\n`}/** ${story} */\n${code}\n`,
  })
  const exchange = "await channel.assertExchange(exchange, 'direct', { durable: false })"
  const queue = 'await channel.assertQueue(queue, { durable: false })'
  const limit = "await channel.assertQueue(queue, { arguments: { 'x-delivery-limit': 5 } })"

  it.each<[story: string, fix: Fix, problems: string[]]>([
    ['not, when no version matters', fix('await channel.assertQueue(queue, { durable: true })'), []],
    ['not, when the version is named', fix(exchange, '4.2'), []],
    ['not, when a reject counts on every version', fix(`${limit}\nchannel.reject(message, true)`), []],
    [
      'an exchange is not durable',
      fix(exchange),
      ['fix.ts:1: from 4.2 on Khepri keeps an exchange that is not durable: write "// before: 4.2".'],
    ],
    [
      'a queue is not durable',
      fix(`${exchange}\n${queue}`),
      ['fix.ts:1: from 4.3 on a queue that is neither durable nor exclusive is refused: write "// before: 4.3".'],
    ],
    [
      'a nack should count',
      fix(`${limit}\nchannel.nack(message)`),
      ['fix.ts:1: from 4.3 on a nack does not count towards the delivery limit: write "// before: 4.3".'],
    ],
    [
      'the version is too new',
      fix(exchange, '4.3'),
      ['fix.ts:2: from 4.2 on Khepri keeps an exchange that is not durable: write "// before: 4.2".'],
    ],
    [
      'the story says it, and the head does not',
      fix('', null, '"It is." Not with Mnesia.'),
      ['fix.ts:2: its story depends on the version, and no "// before:" says so.'],
    ],
  ])('%s', (_, broken, problems) => {
    expect(versionProblems(broken)).toEqual(problems)
  })
})
