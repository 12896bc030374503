import { describe, expect, it } from 'vitest'
import { Slots } from './slots.ts'

/** Plays a story at some slots: '+a' comes to work, '-a' has done its work, '!a' fails at it. Says who works at the end. */
async function working(count: number, story: string): Promise<string> {
  const slots = new Slots(count)
  const works = new Map<string, { resolve(): void; reject(error: Error): void }>()
  for (const [step, name] of story.split(' ').map((word) => [word[0], word.slice(1)] as const)) {
    const work = works.get(name)
    if (step === '+') {
      const used = slots.use(() => {
        const { promise, ...ends } = Promise.withResolvers<void>()
        works.set(name, ends)
        return promise.finally(() => works.delete(name))
      })
      used.catch(() => {}) // '!': it is told to the caller, who is not of interest here
    } else if (work === undefined) throw new Error(`"${step}${name}" in "${story}": ${name} does not work`)
    else if (step === '-') work.resolve()
    else work.reject(new Error(`${name} fails`))
    await new Promise(setImmediate)
  }
  return [...works.keys()].join(' ')
}

describe('slots', () => {
  it.each<[rule: string, count: number, story: string, working: string]>([
    ['who comes first works at once', 2, '+a', 'a'],
    ['as many work as there are slots', 2, '+a +b', 'a b'],
    ['and no more', 2, '+a +b +c +d', 'a b'],
    ['a slot that is given back goes to the one who waits', 2, '+a +b +c -a', 'b c'],
    ['who has waited longest comes first', 1, '+a +b +c +d -a -b', 'c'],
    ['who comes when a slot is given back does not pass those who wait', 1, '+a +b -a +c', 'b'],
    ['a failure gives its slot back, too', 1, '+a +b !a', 'b'],
    ['when all is done, all slots are free again', 2, '+a +b +c -a -b -c +d +e +f', 'd e'],
    ['and no more than there were', 1, '+a -a +b -b +c +d', 'c'],
  ])('%s: %i, %s', async (_, count, story, expected) => {
    expect(await working(count, story)).toBe(expected)
  })

  it('tell what came of the work', async () => {
    await expect(new Slots(1).use(async () => 'done')).resolves.toBe('done')
  })

  it.each<[how: string, work: () => Promise<never>]>([
    ['fails', () => Promise.reject(new Error('no cores left'))],
    [
      'throws before it begins',
      () => {
        throw new Error('no cores left')
      },
    ],
  ])('tell why work %s, and go on', async (_, work) => {
    const slots = new Slots(1)
    await expect(slots.use(work)).rejects.toThrow('no cores left')
    await expect(slots.use(async () => 'the next one')).resolves.toBe('the next one')
  })
})
