import type { Report, TimelineLine } from '../test/lab/report.ts'
import { type Html, html } from './html.ts'
import { drawScene } from './picture/draw-scene.ts'
import { texts } from './texts.ts'

const MANY = 40

/** Draws the recorded runs of a lesson side by side: the exercise loses orders, and the solution doesn't. */
export function drawRuns(exercise: Report, solution: Report): Html {
  const { runtime, version } = exercise.broker
  const run = (name: string, report: Report) => html`<div class="run ${tone(report)}">
<p class="whose"><b>${name}</b> <code>${report.candidate}</code></p>
${drawStamp(report)}
${drawNumbers(report)}
${drawPicture(report)}</div>
`
  return html`<figure class="pair">
<figcaption><b>${texts.run.both}</b> ${texts.run.scenario(exercise.scenario)}<br><span class="fineprint">${texts.run.fineprint(version, runtime, exercise.seed)}</span></figcaption>
${run(texts.run.exercise, exercise)}${run(texts.run.solution, solution)}</figure>
`
}

/** Draws a run as a ticket: what was promised, what happened to the orders, and when. */
export function drawRun(report: Report): Html {
  const { runtime, version } = report.broker
  return html`<figure class="ticket ${tone(report)}">
<figcaption><b>${texts.run.title}</b> <code>${report.candidate}</code><br>${texts.run.scenario(report.scenario)}</figcaption>
${drawStamp(report)}
<p class="promise"><b>${texts.run.promise}</b> ${report.promise}</p>
${report.reason && html`<p class="reason">${report.reason}</p>`}
${report.firstTry && html`<p class="reason">${texts.run.firstTry(report.firstTry)}</p>`}
${report.scene ? drawNumbers(report) : drawLedger(report)}
${drawPicture(report)}
${report.output.length > 0 && html`<p class="reason">${texts.run.output}</p><pre tabindex="0" role="group" aria-label="${texts.run.output}"><code>${report.output.join('\n')}</code></pre>`}
<p class="fineprint">${texts.run.fineprint(version, runtime, report.seed)}</p>
</figure>
`
}

/** What passed on the wire; as lines, where there is no picture. */
export function drawPicture({ scene, candidate, timeline }: Report): Html | false {
  return scene ? drawScene(scene, { id: `run-${candidate.replace(/\W+/g, '-')}` }) : drawTimeline(timeline)
}

/** The outcome, and the code when it failed. */
export function drawStamp(report: Report): Html {
  return html`<p class="stamp"><b>${texts.run.outcomes[report.outcome]}</b>${report.code && html` <code>${report.code}</code>`}</p>`
}

/** The numbers, and the lost orders one by one. */
export function drawLedger(report: Report): Html {
  const { lost } = report.happened
  return html`${drawNumbers(report)}
${lost.length > 0 && drawLost(lost)}`
}

/** The numbers alone. */
export function drawNumbers({ happened }: Report): Html {
  const { role, placed, claimed, stored, delivered, shipped, redelivered, duplicated, lost } = happened
  const numbers: [string, number][] =
    role === 'order-service'
      ? [
          [texts.run.placed, placed],
          [texts.run.accepted, claimed],
          [texts.run.stored, stored],
        ]
      : [
          [texts.run.placed, placed],
          [texts.run.delivered, delivered],
          [texts.run.shipped, shipped],
          [texts.run.redelivered, redelivered],
        ]
  if (duplicated > 0) numbers.push([texts.run.duplicated, duplicated])
  const cells = numbers.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)
  const lostCell = html`<div${lost.length > 0 && html` class="lost"`}><dt>${texts.run.lost}</dt><dd>${lost.length}</dd></div>`
  return html`<dl class="ledger">${cells}${lostCell}</dl>`
}

function drawLost(lost: number[]): Html {
  const chips = lost.slice(0, MANY).map((number) => html`<li><s>#${number}</s></li>`)
  const more = lost.length > MANY && html`<li>${texts.run.more(lost.length - MANY)}</li>`
  return html`<ul class="chips" aria-label="${texts.run.lostOrders}">${chips}${more}</ul>`
}

function drawTimeline(timeline: TimelineLine[]): Html | false {
  if (timeline.length === 0) return false
  const lines = timeline.map(
    ({ atMs, actor, text, kind }) =>
      html`<li${kind !== 'normal' && html` class="${kind}"`}><time>${(atMs / 1000).toFixed(3)} s</time> <b>${actor}</b> <span>${text}${kind !== 'normal' && html` <em>${texts.run.marks[kind]}</em>`}</span></li>
`,
  )
  return html`<ol class="timeline" aria-label="${texts.run.timeline}">
${lines}</ol>`
}

/** Says how a run ended, for the colour of what shows it. */
export const tone = ({ outcome }: Report): string =>
  outcome === 'PASS' ? 'kept' : outcome === 'FAIL' ? 'broken' : 'open'
