import { describe, expect, it } from 'vitest'
import { drawScene } from '../../site/picture/draw-scene.ts'
import { rangesText } from '../../site/picture/ranges.ts'
import { inOrder } from '../../site/picture/scene.ts'
import { readTags } from '../site/html-reader.ts'
import { codes } from './codes.ts'
import { chapterOne } from './histories.ts'
import type { History } from './history.ts'
import { judge } from './judge.ts'
import { ledgerOf } from './ledger.ts'
import { OrderNumbers } from './order-numbers.ts'
import { orderServiceDays } from './order-service-days.ts'
import { sceneOf } from './scene-of.ts'

const sceneFrom = (history: History) => sceneOf(history, judge(history))
const draw = (history: History) => drawScene(sceneFrom(history), { id: 'run' }).text
const all: Record<string, History> = { ...chapterOne, ...orderServiceDays }
const lostIn = (history: History) => new OrderNumbers(history.orderIds).of(ledgerOf(history).lost)
const losing = Object.entries(all).filter(([, history]) => lostIn(history).length > 0)

/** What a reader sees: the texts, without what only a screen reader is told. */
const visible = (svg: string) =>
  svg
    .replace(/<(title|desc)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
/** What a screen reader is told. */
const told = (svg: string) =>
  [...svg.matchAll(/<(title|desc) [^>]*>([\s\S]*?)<\/\1>/g)].map((match) => match[2]).join(' ')
const escaped = (text: string) => text.replaceAll('"', '&quot;')

describe.each(losing)('%s: why are these orders lost?', (_, history) => {
  const finding = judge(history)
  const svg = draw(history)
  const places = { visible: visible(svg), told: told(svg) }

  it('names every lost order, and where it was gone', () => {
    const lost = lostIn(history)
    const scene = sceneFrom(history)
    const dead = scene.steps.flatMap(({ dies = [] }) => dies)
    expect([...dead].sort((a, b) => a - b)).toEqual(lost)
    for (const text of Object.values(places)) expect(text).toContain(rangesText(lost))
  })

  it('names the crash, or what else the lab broke', () => {
    const faults = sceneFrom(history).steps.filter(({ tone }) => tone === 'fault')
    expect(faults.length).toBeGreaterThanOrEqual(new Set(history.faults).size)
    for (const { text } of faults) for (const shown of Object.values(places)) expect(shown).toContain(text)
  })

  it('names the guarantee that is missing', () => {
    const title = finding.outcome === 'FAIL' ? codes[finding.code].title : ''
    const losses = sceneFrom(history).steps.filter(({ tone }) => tone === 'loss')
    expect(losses.length).toBeGreaterThan(0)
    for (const text of [title, ...losses.map((step) => step.text)]) {
      for (const shown of Object.values(places)) expect(shown).toContain(escaped(text))
    }
  })
})

it.each(Object.entries(all))('%s: the picture is pure, small, and fit for any page', (_, history) => {
  const scene = sceneFrom(history)
  expect(draw(history)).toBe(draw(structuredClone(history)))
  expect(scene.steps.length).toBeLessThanOrEqual(14)
  expect(readTags(draw(history)).problem).toBeNull()
  expect(draw(history)).not.toMatch(/ style=|<script|<style|NaN|undefined/)
  expect(JSON.stringify(scene)).not.toMatch(/order-\d/) // numbers, not ids: but lanes have names
})

it('a passing run says so, and names no order as lost', () => {
  const svg = draw(chapterOne.solution)
  expect(visible(svg)).toContain('The promise held')
  expect(svg).not.toContain('gone')
})

it('what has been delivered before is marked', () => {
  const steps = sceneFrom(chapterOne.solution).steps
  expect(steps.filter(({ show }) => show.as === 'frame' && show.again).map(({ text }) => text)).toEqual([
    'deliver #8 … #17 again, marked redelivered',
  ])
})

it('says of an ack that is read after the kill of its sender that the order died with it', () => {
  const history = structuredClone(chapterOne['ack-on-receipt'])
  const acks = history.events.filter(({ kind, atMs }) => kind === 'ack' && atMs === 483)
  const others = history.events.filter((event) => !acks.includes(event))
  const kill = others.findIndex(({ kind }) => kind === 'fault')
  history.events = [...others.slice(0, kill + 1), ...acks, ...others.slice(kill + 1)]
  const scene = sceneFrom(history)
  const dying = scene.steps.filter(({ dies }) => dies !== undefined)
  expect(dying.map(({ show }) => show.as)).toEqual(['crash'])
  const drawn = inOrder(scene.steps).map(({ text }) => text)
  const kills = drawn.findIndex((text) => text.startsWith('SIGKILL'))
  expect(drawn.findIndex((text) => text.includes('not on a truck'))).toBeLessThan(kills)
  expect(inOrder(scene.steps)).toHaveLength(scene.steps.length)
})
