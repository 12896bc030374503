import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawScene } from '../../site/picture/draw-scene.ts'
import { rangesText } from '../../site/picture/ranges.ts'
import { allChapters } from '../lab/chapters.ts'
import { checkout } from '../lab/paths.ts'
import type { Recorded } from '../lab/recorded.ts'
import type { Report } from '../lab/report.ts'

const readRecorded = (slug: string): Recorded =>
  JSON.parse(readFileSync(join(checkout, 'chapters', slug, 'recorded.json'), 'utf8'))

/** The words that a reader sees in a picture. */
const visible = (svg: string) =>
  svg
    .replace(/<(title|desc)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe.each(allChapters())('the pictures of $slug', ({ slug }) => {
  const { exercise, solution, wrong } = readRecorded(slug)
  const runs: [string, Report][] = [['exercise', exercise], ['solution', solution], ...Object.entries(wrong)]

  it.each(runs)('%s: says what came out, and where each lost order was gone', (_, { outcome, happened, scene }) => {
    expect(scene?.outcome).toBe(outcome === 'PASS' ? 'kept' : 'broken')
    const steps = scene?.steps ?? []
    const dead = steps.flatMap(({ dies = [] }) => dies).sort((a, b) => a - b)
    expect(dead).toEqual(scene?.lost)
    // An order that the lab itself had in hand when a run was broken off was lost by nobody.
    if (/\bgone\b/.test(scene?.ending ?? '')) expect(dead).toEqual(happened.lost)
    if (scene === null || outcome === 'PASS') return
    const words = visible(drawScene(scene, { id: 'run' }).text)
    for (const { text } of steps.filter(({ tone }) => tone !== 'normal'))
      expect(words).toContain(text.replaceAll('"', '&quot;'))
    if (dead.length > 0) expect(words).toContain(rangesText(dead))
  })

  it('the solution is shown with the fault that the exercise fails at', () => {
    expect(solution.scenario).toBe(exercise.scenario)
    const faults = ({ scene }: Report) => scene?.steps.filter(({ tone }) => tone === 'fault').map(({ show }) => show.as)
    expect(faults(solution)).toEqual(faults(exercise))
  })
})
