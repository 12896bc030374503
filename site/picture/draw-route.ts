import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'
import type { Answer, Death, Route, Stop } from './route.ts'
import { lineHeight, wrap } from './words.ts'

const SIZE = 12.5
/** What a unit of the picture is on a page that has room for it, in CSS pixels. */
const SCALE = 1.2
/** Where answers go back, left of everything. */
const GUTTER = 66
const BOX = { left: 78, right: 216 }
/** The way itself: stops are strung on it. */
const AXIS = 96
const DEATHS = { mark: 234, text: 250 }
const STOP_HEIGHT = 36
const HOUSE_NAME = 24
const GAP = 10

type Sign = 'cross' | 'door'
const CLASSES = { cross: 'death', door: 'said' }

/** A stop with its place in the picture. */
interface Placed {
  stop: Stop
  /** The middle of its sign. */
  y: number
  top: number
  /** It is the first one in its house, and says whose that is. */
  entersHouse: boolean
  deaths: { death: Death; lines: string[]; y: number }[]
}

/**
 * Draws the way of an order downwards: boxes are processes, signs on the line are places where an order rests, arrows
 * on the left are answers, and on the right stands how it can get lost.
 * @param width of the picture in its own units: the wider it is, the fewer lines the texts take. A letter is 7.5 wide.
 * @param id of the picture on its page
 * @param sign before each text on the right: a cross where an order dies, a door where a question comes from
 */
export function drawRoute(
  route: Route,
  { id, width = 400, sign = 'cross' }: { id: string; width?: number; sign?: Sign },
): Html {
  const { placed, houses, height } = place(route, width)
  const first = placed[0] as Placed
  const last = placed.at(-1) as Placed
  return html`<svg class="picture journey" viewBox="0 0 ${width} ${height}" width="${Math.round(width * SCALE)}" role="group" aria-labelledby="${id}-title">
<title id="${id}-title">${route.title}: ${describeRoute(route)}</title>
${houses.map(({ top, bottom }) => html`<rect class="house" x="${BOX.left}" y="${top}" width="${BOX.right - BOX.left}" height="${bottom - top}" rx="4"/>`)}
<path class="way" d="M${AXIS} ${first.y}V${last.y - 9}"/><path class="tip" d="M${AXIS - 4.5} ${last.y - 16}l4.5 9 4.5-9z"/>
${placed.map((one) => drawStop(one, sign))}${route.answers.map((answer) => drawAnswer(answer, placed))}</svg>
`
}

/** The picture in words, for who can't see it. */
export function describeRoute({ stops, answers }: Route): string {
  const deaths = stops.flatMap(({ name, house, deaths }) =>
    deaths.map(({ how }) => `${house === null ? name : `${house}, ${name}`}: ${how}`),
  )
  const missing = answers.filter(({ missing }) => missing).map(({ name }) => texts.route.unasked(name))
  return [texts.route.way(stops.map(({ name, house }) => house ?? name).filter(isNew)), ...missing, ...deaths].join(
    '. ',
  )
}

const isNew = (name: string, index: number, names: string[]) => names[index - 1] !== name

function place(
  { stops }: Route,
  width: number,
): {
  placed: Placed[]
  houses: { top: number; bottom: number }[]
  height: number
} {
  const placed: Placed[] = []
  const houses: { top: number; bottom: number }[] = []
  let y = 4
  for (const [index, stop] of stops.entries()) {
    const before = stops[index - 1]
    const entersHouse = stop.house !== null && stop.house !== before?.house
    if (entersHouse) houses.push({ top: y, bottom: y })
    const top = y
    if (entersHouse) y += HOUSE_NAME
    const written = stop.deaths.map((death) => ({
      death,
      lines: wrap(textOf(death), width - DEATHS.text - 4, SIZE),
    }))
    const deathsHeight = written.reduce((sum, { lines }) => sum + lines.length * lineHeight(SIZE) + 5, 0)
    const height = Math.max(STOP_HEIGHT, deathsHeight + 6)
    let deathY = y + STOP_HEIGHT / 2 + 4 - lineHeight(SIZE) // its first line goes on where the stop's name ends
    const deaths = written.map((one) => {
      const at = deathY
      deathY += one.lines.length * lineHeight(SIZE) + 5
      return { ...one, y: at }
    })
    placed.push({ stop, y: y + STOP_HEIGHT / 2, top, entersHouse, deaths })
    y += height
    const house = houses.at(-1)
    if (stop.house !== null && house !== undefined) {
      house.bottom = y
      if (stops[index + 1]?.house !== stop.house) y += GAP
    } else if (stops[index + 1]?.house !== null) y += GAP / 2
  }
  return { placed, houses, height: Math.ceil(y) }
}

const textOf = ({ mark, how }: Death): string => (mark === undefined ? how : `${mark} ${how}`)

function drawStop({ stop, y, top, entersHouse, deaths }: Placed, sign: Sign): Html {
  const house = entersHouse && html`<text class="whose" x="${AXIS + 16}" y="${top + 17}">${stop.house}</text>`
  return html`<g class="stop ${stop.kind}${deaths.length > 0 && sign === 'cross' && ' deadly'}">${house}${drawSign(stop, y)}<text x="${AXIS + 16}" y="${y + 4}">${stop.name}</text>
${deaths.map((death) => drawDeath(death, sign))}</g>
`
}

function drawSign({ kind }: Stop, y: number): Html | false {
  switch (kind) {
    case 'memory':
      return html`<circle cx="${AXIS}" cy="${y}" r="7"/>`
    case 'disk':
      return html`<path d="M${AXIS - 8} ${y - 6}v12a8 3.5 0 0 0 16 0v-12a8 3.5 0 0 0-16 0a8 3.5 0 0 0 16 0"/>`
    case 'junction':
      return html`<path d="M${AXIS} ${y - 9}l9 9-9 9-9-9z"/>`
    case 'end':
      return html`<rect x="${AXIS - 7}" y="${y - 7}" width="14" height="14" rx="2"/>`
    case 'line':
      return html`<path d="M${AXIS - 7} ${y - 4}h14m0 8h-14"/>`
  }
}

function drawDeath({ death, lines, y }: Placed['deaths'][number], kind: Sign): Html {
  const rows = lines.map((line, index) => {
    const marked = index === 0 && death.mark !== undefined
    const words = marked ? html`<tspan class="mark">${death.mark}</tspan>${line.slice(death.mark?.length)}` : line
    return html`<tspan x="${DEATHS.text}" dy="${lineHeight(SIZE)}">${words}</tspan> `
  })
  const text = html`<text y="${y}">${rows}</text>`
  const top = y + lineHeight(SIZE) - 8.5
  const sign =
    kind === 'cross'
      ? html`<path class="cross" d="M${DEATHS.mark - 4.5} ${top}l9 9m0-9l-9 9"/>`
      : html`<path class="door" d="M${DEATHS.mark - 3} ${top}l5 4.5-5 4.5"/>`
  return death.href === undefined
    ? html`<g class="${CLASSES[kind]}">${sign}${text}</g>`
    : html`<a class="${CLASSES[kind]}" href="${death.href}">${sign}${text}</a>`
}

/** An answer leaves its stop to the left, goes up, and comes in again a little below the middle of its goal. */
function drawAnswer({ name, from, to, missing }: Answer, placed: Placed[]): Html | false {
  const start = placed.find(({ stop }) => stop.id === from)
  const end = placed.find(({ stop }) => stop.id === to)
  if (start === undefined || end === undefined) return false
  const x = GUTTER - 8
  const [y1, y2] = [start.y - 5, end.y + 5]
  const edge = (at: Placed) => (at.stop.house === null ? AXIS - 11 : BOX.left - 2)
  const label = missing ? texts.route.missing(name) : name
  const middle = (y1 + y2) / 2 + 4
  return html`<g class="answer${missing && ' missing'}"><path class="upwards" d="M${edge(start)} ${y1}H${x}V${y2}H${edge(end) - 6}"/><path class="tip" d="M${edge(end) - 8} ${y2 - 4.5}l9 4.5-9 4.5z"/>
${missing && html`<path class="cross" d="M${x - 5} ${middle + 8}l10 10m0-10l-10 10"/>`}<text x="${x - 5}" y="${middle}" text-anchor="end">${label}</text></g>
`
}
