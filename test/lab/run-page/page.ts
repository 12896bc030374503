import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Html, html, raw } from '../../../site/html.ts'
import { drawScene } from '../../../site/picture/draw-scene.ts'
import { rangesText } from '../../../site/picture/ranges.ts'
import { codes } from '../codes.ts'
import { checkout } from '../paths.ts'
import type { Report } from '../report.ts'

/**
 * Draws the page of one run: one file that opens from the disk, without a network. It holds the verdict, the numbers, the
 * picture, and what one asks next: where did order #8 go, what did the broker write, what did the process say.
 */
export function runPage(report: Report): string {
  const { chapter, scene, candidate, scenario } = report
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${report.code ?? report.outcome} · ${chapter} · Zero Loss</title>
<style>${raw(styles())}</style>
</head>
<body class="${scene?.outcome ?? 'open'}">
<main>
<header>
<p class="kicker">Zero Loss · run of ${chapter}</p>
<h1>${report.code ?? report.outcome}</h1>
<p class="what">${report.code === null ? scene?.headline : codes[report.code].title}</p>
</header>
<dl class="facts">
${fact('File', html`<code>${candidate}</code>`)}${fact('Promise', report.promise)}${fact('Scenario', scenario)}${report.outcome !== 'PASS' && fact('Because', report.reason ?? '')}${report.firstTry !== null && fact('First try', report.firstTry)}${report.already.length > 0 && fact('Already', report.already.join(' · '))}</dl>
${numbers(report)}
${picture(report)}
${outputs(report)}
${brokerLog(report)}
${replay(report)}
</main>
<script>${raw(script())}</script>
</body>
</html>
`.text
}

const fact = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`

function numbers({ happened }: Report): Html {
  const { role, placed, claimed, stored, delivered, shipped, redelivered, duplicated, lost } = happened
  const cells: [string, number][] =
    role === 'order-service'
      ? [
          ['placed', placed],
          ['accepted', claimed],
          ['of these stored', stored],
        ]
      : [
          ['placed', placed],
          ['delivered', delivered],
          ['shipped', shipped],
          ['redelivered', redelivered],
        ]
  if (duplicated > 0) cells.push(['shipped twice', duplicated])
  return html`<dl class="numbers">${cells.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}<div${lost.length > 0 && html` class="lost"`}><dt>lost</dt><dd>${lost.length}</dd></div></dl>
${lost.length > 0 && html`<p class="gone">Lost: ${rangesText(lost)}</p>`}`
}

function picture({ scene, details }: Report): Html | false {
  if (scene === null) return false
  const orders = [...new Set(scene.steps.flatMap(({ orders }) => orders))].sort((a, b) => a - b)
  const option = (order: number) =>
    html`<option value="${order}">#${order}${scene.lost.includes(order) && ', lost'}</option>`
  return html`<section aria-labelledby="picture">
<h2 id="picture">What happened</h2>
<p class="filter"><label for="order">Where did it go?</label> <select id="order"><option value="">every order</option>${orders.map(option)}</select></p>
<div class="stage">
<figure>${drawScene(scene, { id: 'run', lively: true })}</figure>
<div class="details" id="details" aria-live="polite" data-none="Nothing passed on the wire in this step." data-hint="Point at a step, or reach it with the Tab key: here stands what passed, frame by frame."></div>
</div>
${details !== null && html`<template id="frames">${details.frames.map((lines, index) => html`<pre data-step="run-${index + 1}">${lines.join('\n')}</pre>`)}</template>`}
</section>`
}

function outputs({ details, output }: Report): Html | false {
  const said = details?.outputs ?? (output.length > 0 ? [{ actor: 'the process', lines: output }] : [])
  if (said.length === 0) return html`<section><h2>What your process printed</h2><p>Nothing.</p></section>`
  return html`<section><h2>What your process printed</h2>
${said.map(({ actor, lines }) => html`<h3>${actor}, its last lines</h3><pre tabindex="0" role="group" aria-label="Output of ${actor}">${lines.join('\n')}</pre>`)}</section>`
}

function brokerLog({ details, broker }: Report): Html | false {
  if (details === null) return false
  const title = html`<h2>The broker’s log around the fault</h2><p>RabbitMQ ${broker.version}, ${broker.runtime}.</p>`
  if (details.brokerLog.length === 0) return html`<section>${title}<p>It wrote nothing then.</p></section>`
  return html`<section>${title}
<pre tabindex="0" role="group" aria-label="Log of the broker">${details.brokerLog.join('\n')}</pre></section>`
}

function replay({ chapter, candidate, seed }: Report): Html {
  const file = candidate.startsWith('exercises/') ? '' : ` --candidate ${candidate}`
  return html`<section><h2>Again, with the same seed</h2>
<pre>npm test -- ${Number.parseInt(chapter, 10)}${file} --seed ${seed}</pre></section>`
}

/** The book's colours and the picture's style, and the little that this page has of its own. */
function styles(): string {
  const read = (path: string) => readFileSync(join(checkout, path), 'utf8')
  const colours = /:root \{[\s\S]*?\n\}/.exec(read('site/assets/book.css'))?.[0] ?? ''
  return [colours, read('site/assets/picture.css'), read('test/lab/run-page/page.css')].join('\n')
}

const script = () => readFileSync(join(import.meta.dirname, 'browser.js'), 'utf8')
