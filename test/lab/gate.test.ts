import { expect, it } from 'vitest'
import { Gate } from './gate.ts'

/**
 * Plays a story at one gate: '+a' comes to be inside with others, '+A' to be inside alone, '-a' lets go.
 * @returns who is inside at the end, in the order in which they came in
 */
async function insideAfter(story: string): Promise<string> {
  const gate = new Gate()
  const inside = new Map<string, () => void>()
  const gone = new Map<string, () => void>()
  for (const [step, name] of story.split(' ').map((word) => [word[0], word.slice(1)] as const)) {
    if (step === '+') {
      const isAlone = name === name.toUpperCase()
      void (isAlone ? gate.exclusive() : gate.shared()).then((letGo) => inside.set(name, letGo))
    } else {
      const letGo = inside.get(name) ?? gone.get(name)
      if (letGo === undefined) throw new Error(`"${step}${name}" in "${story}": ${name} is not inside`)
      letGo()
      inside.delete(name)
      gone.set(name, letGo)
    }
    await new Promise(setImmediate)
  }
  return [...inside.keys()].join(' ')
}

it.each<[rule: string, story: string, inside: string]>([
  ['many may be inside at a time', '+a +b +c', 'a b c'],
  ['who wants to be alone comes into an empty gate at once', '+A', 'A'],
  ['nobody joins one who is alone', '+A +b', 'A'],
  ['not even another one', '+A +B', 'A'],
  ['who wants to be alone waits for the one inside', '+a +B', 'a'],
  ['for all that are inside', '+a +b +C -a', 'b'],
  ['and comes in when the last one lets go', '+a +b +C -a -b', 'C'],
  ['who comes later waits behind the one who wants to be alone', '+a +B +c', 'a'],
  ['so many can never keep it waiting for ever', '+a +B +c -a', 'B'],
  ['all who wait come in when the one who was alone lets go', '+A +b +c -A', 'b c'],
  ['those who want to be alone take turns', '+A +B +C -A', 'B'],
  ['in the order in which they came', '+A +B +C -A -B', 'C'],
  ['others come in between them, in their order', '+A +b +C +d -A', 'b'],
  ['and those behind go on waiting', '+A +b +C +d -A -b', 'C'],
  ['until it is their turn', '+A +b +C +d -A -b -C', 'd'],
  ['an empty gate is as new', '+a +B -a -B +c +d', 'c d'],
  ['letting go twice does not let go for another one', '+a +b +C -a -a', 'b'],
  ['nor does it open the gate to a third one', '+A +B +c -A -A', 'B'],
])('%s: %s', async (_, story, inside) => {
  expect(await insideAfter(story)).toBe(inside)
})
