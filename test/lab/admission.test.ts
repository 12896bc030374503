import { expect, it } from 'vitest'
import { Admission } from './admission.ts'

/** A machine whose idle share the test decides, and plays that end when the test says so. */
function machine() {
  const state = { idle: 1 }
  const admission = new Admission(() => state.idle)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const play = (name: string) =>
    admission.use(async () => {
      begun.push(name)
      await new Promise<void>((resolve) => ends.set(name, resolve))
    })
  return { state, admission, begun, play, end: (name: string) => ends.get(name)?.() }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))
const later = () => new Promise((resolve) => setTimeout(resolve, 400))

it('lets three in at once, however busy the machine is', async () => {
  const { state, begun, play } = machine()
  state.idle = 0
  for (const name of ['a', 'b', 'c', 'd']) void play(name)
  await later()
  expect(begun).toEqual(['a', 'b', 'c'])
})

it('lets the next one in when one of three has ended', async () => {
  const { state, begun, play, end } = machine()
  state.idle = 0
  for (const name of ['a', 'b', 'c', 'd']) void play(name)
  await soon()
  end('b')
  await later()
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

it('lets more in, one after the other, while the machine has time', async () => {
  const { begun, play } = machine()
  for (const name of ['a', 'b', 'c', 'd', 'e']) void play(name)
  await soon()
  expect(begun).toEqual(['a', 'b', 'c'])
  await later()
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('lets the urgent in before all others, and does not count them', async () => {
  const { state, admission, begun, play, end } = machine()
  state.idle = 0
  for (const name of ['a', 'b', 'c', 'd']) void play(name)
  void admission.urgentTurn().then(() => begun.push('urgent'))
  await soon()
  end('a')
  await later()
  expect(begun).toEqual(['a', 'urgent', 'b', 'c', 'd'])
})
