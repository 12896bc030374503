import type { Report } from '../test/lab/report.ts'
import type { Checkout } from './checkout.ts'
import { html } from './html.ts'
import { drawLedger, drawStamp, tone } from './recorded-run.ts'
import { texts } from './texts.ts'

/** What the judge said of the reader's own file when it last ran, for the open pages. */
export interface Verdict {
  /** The chapter's slug. */
  slug: string
  passed: boolean
  /** The code, or the outcome when there is none. */
  title: string
  /** HTML, for the top of the lesson: the verdict, the numbers, and where the picture is. */
  panel: string
}

/** Where a server shows the page with the picture of a chapter's last run. */
export const pictureAddress = (slug: string): string => `live/runs/${slug}/report.html`

/** Reads the last verdict of each chapter from `.runs`, which `npm test 4` writes. Whatever can't be read is left out. */
export function readVerdicts(runs: Checkout): Verdict[] {
  const slugs = runs.list('').filter((name) => /^\d\d-[\w-]+$/.test(name))
  return slugs.flatMap((slug) => {
    const report = parse(runs.read(`${slug}/report.json`))
    // The judge also runs other files as a chapter's answer. Only the reader's own says how far they are.
    if (!report?.candidate?.startsWith(`exercises/${slug}/`)) return []
    const hasPicture = runs.read(`${slug}/report.html`) !== undefined
    const title = report.code ?? texts.run.outcomes[report.outcome]
    return [{ slug, passed: report.outcome === 'PASS', title, panel: drawPanel(slug, report, hasPicture) }]
  })
}

function drawPanel(slug: string, report: Report, hasPicture: boolean): string {
  const { candidate, scenario, reason } = report
  return html`<section class="verdict result ${tone(report)}" id="your-verdict" aria-label="${texts.live.yours}">
<p class="kicker">${texts.live.yours}</p>
${drawStamp(report)}
<p class="reason">${texts.live.judged(candidate)}. ${texts.run.scenario(scenario)}${hasPicture && html` · <a href="/${pictureAddress(slug)}">${texts.live.picture}</a>`}</p>
${reason && html`<p class="reason">${reason}</p>`}
${drawLedger(report)}</section>`.text
}

function parse(text: string | undefined): Report | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as Report)
  } catch {
    return null // half written: the watcher reads it again in a moment
  }
}
