import type { Report } from '../test/lab/report.ts'
import type { Checkout } from './checkout.ts'
import { html } from './html.ts'
import { interviewTexts } from './interview-texts.ts'
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
  /** What the reader's own runs have shown, in a sentence: what was lost, and that the fix holds. */
  own: string
}

/** Where a server shows the page with the picture of a chapter's last run. */
export const pictureAddress = (slug: string): string => `live/runs/${slug}/report.html`

/** Reads the last verdict of each chapter from `.runs`, which `npm test 4` writes. Whatever can't be read is left out. */
export function readVerdicts(runs: Checkout): Verdict[] {
  const slugs = runs.list('').filter((name) => /^\d\d-[\w-]+$/.test(name))
  return slugs.flatMap((slug) => {
    const [judged, failed, passed] = ['report', 'own-fail', 'own-pass'].map((name) =>
      parse(runs.read(`${slug}/${name}.json`)),
    ) as [Report | null, Report | null, Report | null]
    // The judge also runs other files as a chapter's answer. Only the reader's own says how far they are.
    const isOwn = judged?.candidate?.startsWith(`exercises/${slug}/`) ?? false
    const last = isOwn ? judged : (passed ?? failed)
    if (!last) return []
    const hasPicture = isOwn && runs.read(`${slug}/report.html`) !== undefined
    const title = last.code ?? texts.run.outcomes[last.outcome]
    const own = tellOwnRuns(failed, passed)
    return [{ slug, passed: last.outcome === 'PASS', title, panel: drawPanel(slug, last, hasPicture), own }]
  })
}

/** @param passed the run that passed after `failed`; null when none did. */
function tellOwnRuns(failed: Report | null, passed: Report | null): string {
  const words = interviewTexts.own
  if (!failed) return passed ? words.fixed : ''
  const { lost, placed } = failed.happened
  if (lost.length > 0) return (passed ? words.lostAndFixed : words.lost)(lost.length, placed)
  return (passed ? words.failedAndFixed : words.failed)(failed.code ?? '')
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
