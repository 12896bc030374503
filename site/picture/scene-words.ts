import { textOfEnding } from './layout-scene.ts'
import { rangesText } from './ranges.ts'
import { inOrder, type Scene, type Step } from './scene.ts'

/** The picture in words, for who can't see it: every step in order, where orders are gone, and what came out. */
export function describeScene(scene: Scene): string {
  return [`Scenario: ${scene.title}`, ...inOrder(scene.steps).map(describeStep), textOfEnding(scene)]
    .join('. ')
    .concat('.')
}

function describeStep({ atMs, lane, to, show, text, dies = [] }: Step): string {
  const who = show.as === 'frame' && to !== undefined ? `${lane} to ${to}` : lane
  const gone = dies.length === 0 ? '' : `. Gone with it: ${rangesText(dies)}`
  return `${(atMs / 1000).toFixed(2)} s, ${who}: ${text}${gone}`
}
