import { type Html, html } from '../html.ts'
import { type Label, type Lane, layOut, PAD, type Row, SHIFT, SIZE, WIDTH } from './layout-scene.ts'
import type { Scene } from './scene.ts'
import { describeScene } from './scene-words.ts'
import { lineHeight, widthOf } from './words.ts'

/**
 * Draws a run as a sequence of frames: a lane for each who took part, time downwards. It is drawn narrow enough for a
 * phone, and may be shown larger. Its texts can be selected; its colours are the page's.
 * @param id of the picture on its page
 * @param lively each step takes the focus and names its orders in `data-orders`: for a page that has a script for it
 */
export function drawScene(scene: Scene, { id, lively = false }: { id: string; lively?: boolean }): Html {
  const layout = layOut(scene)
  const { headline, lanes, rows, ending, top, bottom, height } = layout
  return html`<svg class="picture scene ${scene.outcome}" viewBox="0 0 ${WIDTH} ${height}" role="${lively ? 'group' : 'img'}" aria-labelledby="${id}-title" aria-describedby="${id}-story">
<title id="${id}-title">${scene.headline}</title><desc id="${id}-story">${describeScene(scene)}</desc>
<g class="verdict">${sign(scene.outcome === 'kept' ? 'tick' : 'cross', 12, 16)}<text y="4">${spans(headline, 26, SIZE + 1, 'start')}</text></g>
${lanes.map((lane) => drawName(lane, top - 8))}${lanes.map(drawLane)}
${rows.map((row) => drawRow(row, `${id}-${scene.steps.indexOf(row.step) + 1}`, lively))}${lanes.map((lane) => drawName(lane, bottom + 2 * lineHeight(SIZE)))}${drawBox(ending, 'ending')}</svg>
`
}

function drawName({ name, x }: Lane, bottom: number): Html {
  const parts = name.length > 11 ? name.split(/(?<=-)/) : [name]
  const lines = parts.length > 2 ? [parts[0] ?? '', parts.slice(1).join('')] : parts
  const first = bottom - lines.length * lineHeight(SIZE)
  return html`<text class="name" y="${round(first)}">${spans(lines, x, SIZE)}</text>`
}

function drawLane({ x, top, bottom, gaps, bars }: Lane): Html {
  const stops = [top, ...gaps.flatMap((gap) => [gap.top, gap.bottom]), bottom]
  const lives = Array.from(
    { length: stops.length / 2 },
    (_, index) => `M${round(x)} ${round(stops[2 * index])}V${round(stops[2 * index + 1])}`,
  )
  return html`<path class="lane" d="${lives.join('')}"/>
${gaps.filter(({ frozen }) => frozen).map((gap) => html`<path class="frozen" d="M${round(x)} ${round(gap.top)}V${round(gap.bottom)}"/>`)}${bars.map((bar) => html`<rect class="bar" x="${round(x) - 4}" y="${round(bar.top)}" width="8" height="${round(bar.bottom - bar.top)}"/>`)}`
}

function drawRow(row: Row, id: string, lively: boolean): Html {
  const { step, lane, to, label, dies } = row
  const attributes =
    lively &&
    html` id="${id}" tabindex="0" data-orders="${[...new Set([...step.orders, ...(step.dies ?? [])])].join(' ')}" data-text="${step.text}"`
  const time = html`<text class="time" x="2" y="${round(label.top + lineHeight(SIZE) - 3)}">${(step.atMs / 1000).toFixed(2)}</text>`
  return html`<g class="step ${step.tone} ${step.show.as}"${attributes}>${time}${to === null ? drawAt(row, lane) : drawBetween(row, lane, to)}${dies && drawBox(dies, 'gone')}${lively && html`<rect class="focus" x="1" y="${round(row.top - 4)}" width="${WIDTH - 2}" height="${round(row.bottom - row.top + 8)}"/>`}</g>
`
}

function drawAt({ step, label, y }: Row, { x }: Lane): Html {
  if (step.show.as !== 'crash') return drawBox(label, step.show.as, step.tone)
  return html`${drawLabel(label, step.tone)}<path class="cut" d="M${round(x) - 12} ${round(y + 3)}l6-6 6 6 6-6 6 6"/>`
}

/** Frames slope a little: a message needs time. */
function drawBetween({ step, label, y }: Row, from: Lane, to: Lane): Html {
  const direction = Math.sign(to.x - from.x)
  if (step.show.as === 'break') {
    const x = (from.x + to.x) / 2
    return html`${drawLabel(label, step.tone)}<path class="cut" d="M${round(x) - 5} ${round(y - 9)}l8 6-6 5 8 6"/>`
  }
  const nowhere = step.show.as === 'frame' && step.show.nowhere
  const start = from.x + 4 * direction
  const end = nowhere ? start + (to.x - start) * 0.55 : to.x - 5 * direction
  const [y1, y2] = [y - 3, y + 3]
  const tip = html`<path class="tip" d="M${round(end)} ${round(y2)}l${-9 * direction}-5.5v9.5z"/>`
  const again =
    step.show.as === 'frame' &&
    step.show.again &&
    html`<path class="tip" d="M${round(end - 8 * direction)} ${round(y2)}l${-9 * direction}-5.5v9.5z"/>`
  const forgets =
    step.tone === 'loss' &&
    !nowhere &&
    (from.name === 'broker' ? sign('cross', from.x, y1) : step.dies !== undefined && sign('cross', to.x, y2))
  const many = step.orders.length > 1
  return html`${drawLabel(label, step.tone)}<path class="arrow${many && ' many'}" d="M${round(start)} ${round(y1)}L${round(nowhere ? end : end - 5 * direction)} ${round(y2)}"/>${nowhere ? sign('cross', end, y2) : html`${tip}${again}`}${forgets}`
}

/** A text over the lanes: its halo keeps it readable. What broke and what got lost have a sign before it. */
function drawLabel(label: Label, tone: Row['step']['tone']): Html {
  return html`${toneSign(label, tone)}<text class="halo" y="${round(label.top - 3)}">${spans(label.lines, label.x + (tone === 'normal' ? 0 : SHIFT), SIZE)}</text>`
}

function drawBox(label: Label, kind: string, tone: Row['step']['tone'] = 'normal'): Html {
  const { x, top, width, height, lines } = label
  const tick = kind === 'gone' ? sign('cross', x - width / 2 + 12, top + lineHeight(SIZE) / 2) : toneSign(label, tone)
  const moved = kind === 'gone' || tone !== 'normal' ? SHIFT : 0
  return html`<rect class="box ${kind}" x="${round(x - width / 2)}" y="${round(top - PAD + 3)}" width="${round(width)}" height="${round(height + 2 * PAD - 6)}" rx="3"/>${tick}<text y="${round(top - 3)}">${spans(lines, x + moved, SIZE)}</text>`
}

function toneSign({ x, top, lines, width }: Label, tone: Row['step']['tone']): Html | false {
  if (tone === 'normal' || lines.length === 0) return false
  return sign(tone === 'loss' ? 'cross' : 'bolt', x - width / 2 + 10, top + lineHeight(SIZE) / 2)
}

const signs = { cross: 'm-4.5-4.5 9 9m0-9-9 9', tick: 'm-5 0 4 4.5 7-9', bolt: 'm2-7-5 8h6l-5 7' }

function sign(name: keyof typeof signs, x: number, y: number): Html {
  return html`<path class="${name}" d="M${round(x)} ${round(y)}${signs[name]}"/>`
}

/** The space between two lines is for who copies the text; where lines are centred it would push its line aside. */
function spans(lines: string[], x: number, size: number, anchor: 'middle' | 'start' = 'middle'): Html[] {
  return lines.map((line, index) => {
    const isLast = index === lines.length - 1
    const at = isLast || anchor === 'start' ? x : x + widthOf(' ', size) / 2
    return html`<tspan x="${round(at)}" dy="${round(lineHeight(size))}">${line}</tspan>${!isLast && ' '}`
  })
}

/** Whole units: nobody sees a part of one, and a page has a budget. */
const round = (value: number | undefined): number => Math.round(value ?? 0)
