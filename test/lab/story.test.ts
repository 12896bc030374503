import { expect, it } from 'vitest'
import type { Scene, Step } from '../../site/picture/scene.ts'
import type { Report, TimelineLine } from './report.ts'
import { storyDifferences } from './story.ts'

const line = (kind: TimelineLine['kind'], text: string, actor = 'warehouse-1'): TimelineLine => {
  return { atMs: 1, actor, text, kind }
}
const kill = line('fault', 'SIGKILL while it ships #8')
const loss = line('loss', 'acks #8 … #20, not on a truck: forgotten by the broker from here on')
/** The picture that goes with the lines. */
const drawn = (timeline: TimelineLine[]): Scene => ({
  ...{ title: 'a warehouse dies', headline: 'Orders are gone', ending: '1 of 20 claimed orders is gone' },
  ...{ outcome: 'broken', lost: [8] },
  steps: timeline.map(
    ({ atMs, actor, kind, text }): Step => ({
      ...{ atMs, lane: actor, text, tone: kind, orders: [8] },
      ...(kind === 'fault' ? { show: { as: 'crash' }, dies: [8] } : { show: { as: 'note' } }),
    }),
  ),
})
const run = (timeline: TimelineLine[], about: Partial<Report> = {}) =>
  ({
    ...{ outcome: 'FAIL', code: 'LOST_ON_CONSUMER_CRASH', scenario: 'a warehouse dies' },
    ...{ happened: { lost: [8] }, timeline, scene: drawn(timeline) },
    ...about,
  }) as Report
const recorded = run([kill, loss])

it.each([
  [
    'other orders',
    run([line('fault', 'SIGKILL while it ships #5'), line('loss', loss.text.replace('#8 … #20', '#6'))]),
  ],
  ['another order of lines', run([loss, kill])],
  ['the same, more often', run([{ ...kill, text: `${kill.text}, 4 times` }, loss], { timeline: [kill, loss] })],
  ['one more place where orders got lost', run([kill, loss, line('loss', 'rejects #9 without requeue')])],
  ['what happened besides', run([line('normal', 'ships #1 … #7'), kill, loss])],
])('the same story: %s', (_, fresh) => {
  expect(storyDifferences(recorded, fresh)).toEqual([])
})

it.each([
  ['another code', run([kill, loss], { code: 'STALLED' }), ['-', '+']],
  ['another scenario', run([kill, loss], { scenario: 'a truck is full' }), ['-', '+']],
  ['no loss any more', run([kill, loss], { happened: { lost: [] } as never }), ['-', '+']],
  ['the fault is gone', run([loss]), ['-']],
  ['the reason is gone', run([kill]), ['-']],
  ['it got lost elsewhere', run([kill, line('loss', 'the process ends by itself, with exit code 1')]), ['-', '+']],
  ['it hit somebody else', run([{ ...kill, actor: 'warehouse-2' }, loss]), ['-', '+']],
])('another story: %s', (_, fresh, signs) => {
  const told = storyDifferences(recorded, fresh)
  expect([...new Set(told.map(([sign]) => sign))].sort()).toEqual([...signs].sort())
})

const redrawn = (change: (step: Step) => Step) =>
  run([kill, loss], { scene: { ...drawn([kill, loss]), steps: drawn([kill, loss]).steps.map(change) } })

it.each<[string, Report]>([
  ['the crash is drawn on another lane', redrawn((step) => ({ ...step, lane: 'broker' }))],
  [
    'orders are gone at another step',
    redrawn(({ dies: _, ...step }) => (step.tone === 'loss' ? { ...step, dies: [8] } : step)),
  ],
  ['orders are gone nowhere', redrawn(({ dies: _, ...step }) => step)],
  ['a frame is drawn as a note', redrawn((step) => ({ ...step, show: { as: 'frame' } }))],
  ['there is no picture', run([kill, loss], { scene: null })],
])('another picture under the same words: %s', (_, fresh) => {
  const told = storyDifferences(recorded, fresh)
  expect(told.length).toBeGreaterThan(0)
  expect(told.filter((line) => !line.includes('picture'))).toEqual([])
})
