import { rangesText } from './ranges.ts'
import { inOrder, lanesOf, type Scene, type Step } from './scene.ts'
import { lineHeight, widthOf, wrap } from './words.ts'

/** The type of a picture, in its units. */
export const SIZE = 12.5
export const WIDTH = 400
const EDGE = 4
/** Left of the lanes stands when something happened. */
const TIMES = 40
/** A box is this much wider than its text, on each side. */
export const PAD = 7
/** A text makes room for the sign before it by so much. */
export const SHIFT = 8
const GAP = 11
const ARROW = 13
/** The widest box on a lane: beside it the other lanes must stay visible. */
const WIDEST = 210

export interface Lane {
  name: string
  x: number
  /** From where to where somebody lives here. */
  top: number
  bottom: number
  /** Where it is down, or stands still. */
  gaps: { top: number; bottom: number; frozen: boolean }[]
  /** Where work is in progress. */
  bars: { top: number; bottom: number }[]
}

/** A step with its place. Texts are lines around `x`, from `top` downwards. */
export interface Row {
  step: Step
  lane: Lane
  to: Lane | null
  top: number
  /** Where the arrow, the cut or the break is drawn; the middle of a box. */
  y: number
  bottom: number
  label: Label
  /** Under the step: which orders are gone with it. */
  dies: Label | null
}

export interface Label {
  lines: string[]
  /** The middle of the text. */
  x: number
  top: number
  width: number
  height: number
}

export interface Layout {
  headline: string[]
  lanes: Lane[]
  rows: Row[]
  ending: Label
  /** Where the lanes begin, and where they end. */
  top: number
  bottom: number
  height: number
}

/** Finds the place of everything in the picture of a scene. Twenty orders take no more room than one: steps are grouped. */
export function layOut(scene: Scene): Layout {
  const headline = wrap(scene.headline, WIDTH - 30, SIZE + 1)
  const head = 14 + headline.length * lineHeight(SIZE + 1)
  const names = lanesOf(scene)
  const top = head + 2 * lineHeight(SIZE) + 8
  const room = (WIDTH - TIMES) / names.length
  const lanes = names.map(
    (name, index): Lane => ({ name, x: TIMES + room * (index + 0.5), top, bottom: 0, gaps: [], bars: [] }),
  )
  const rows: Row[] = []
  let y = top + GAP
  for (const step of inOrder(scene.steps)) {
    const row = placeStep(step, lanes, y)
    rows.push(row)
    y = row.bottom + GAP
  }
  const bottom = y
  for (const lane of lanes) lane.bottom = bottom
  liveOn(rows)
  const ending = labelAt(textOfEnding(scene), WIDTH / 2, bottom + 2 * lineHeight(SIZE) + 14, WIDTH - 2 * EDGE - 40)
  return { headline, lanes, rows, ending, top, bottom, height: Math.ceil(ending.top + ending.height + PAD + 4) }
}

/** The sentence at the end, with the lost orders by their numbers. */
export const textOfEnding = ({ ending, lost }: Scene): string =>
  lost.length === 0 ? ending : `${ending}: ${rangesText(lost)}`

function placeStep(step: Step, lanes: Lane[], top: number): Row {
  const lane = lanes.find(({ name }) => name === step.lane) as Lane
  const to = lanes.find(({ name }) => name === step.to) ?? null
  const isBox = to === null && step.show.as !== 'crash'
  const middle = to === null ? lane.x : (lane.x + to.x) / 2
  const label = labelAt(step.text, middle, top + (isBox ? PAD - 2 : 0), isBox ? WIDEST : WIDTH - TIMES - EDGE)
  const end = label.top + label.height
  const y = isBox ? label.top + label.height / 2 : end + ARROW / 2 + (step.show.as === 'frame' ? 0 : 4)
  const drawn = isBox ? end + PAD - 2 : y + (step.show.as === 'frame' ? ARROW / 2 : 8)
  const dies =
    step.dies === undefined
      ? null
      : labelAt(`gone: ${rangesText(step.dies)}`, placeOfDeath(lane, to, step), drawn + 6, WIDEST)
  return {
    ...{ step, lane, to, top, y, label, dies },
    bottom: dies === null ? drawn : dies.top + dies.height + PAD - 3,
  }
}

/** An order dies with who is killed; on the line; or at the broker, which forgets it. */
function placeOfDeath(lane: Lane, to: Lane | null, { show }: Step): number {
  if (to === null) return lane.x
  return show.as === 'frame' && show.nowhere ? (lane.x + to.x) / 2 : to.x
}

/** A text around a place, moved as far as it must to stay inside of the picture. */
function labelAt(text: string, middle: number, top: number, widest: number): Label {
  const lines = wrap(text, widest - 2 * PAD, SIZE)
  const width = Math.max(...lines.map((line) => widthOf(line, SIZE))) + 2 * PAD + 2 * SHIFT // and a sign before it
  const x = Math.min(Math.max(middle, TIMES + width / 2), WIDTH - EDGE - width / 2)
  return { lines, x: Math.max(x, width / 2), top, width, height: lines.length * lineHeight(SIZE) }
}

/** Who starts late, who is killed, who stands still, and who works. */
function liveOn(rows: Row[]): void {
  for (const [index, { step, lane, y, bottom }] of rows.entries()) {
    const later = rows.slice(index + 1)
    const end = (isEnd: (row: Row) => boolean) => later.find((row) => row.lane === lane && isEnd(row))?.y
    const goesOn = end(({ step: { show } }) => show.as === 'back')
    switch (step.show.as) {
      case 'start':
        lane.top = y
        break
      case 'crash':
        if (goesOn === undefined) lane.bottom = y
        else lane.gaps.push({ top: y, bottom: goesOn, frozen: false })
        break
      case 'freeze':
        lane.gaps.push({ top: y, bottom: goesOn ?? lane.bottom, frozen: true })
        break
      case 'hold': {
        const done = ({ step: { show, orders } }: Row) =>
          show.as === 'crash' || (show.as === 'effect' && orders.some((order) => step.orders.includes(order)))
        lane.bars.push({ top: bottom, bottom: end(done) ?? lane.bottom })
        break
      }
    }
  }
}
