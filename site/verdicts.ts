import type { Report } from '../test/lab/report.ts'
import type { Checkout } from './checkout.ts'
import { html } from './html.ts'
import { drawScene } from './picture/draw-scene.ts'
import { drawLedger, drawStamp, tone } from './recorded-run.ts'
import { catalogues, speak, type Texts, texts } from './texts.ts'

/** How far the reader is, for the open pages. */
export interface Standing {
  /** The slugs of the chapters that they have passed. */
  passed: string[]
  verdicts: Verdict[]
}

/** What the judge said of the reader's own file when it last ran. */
export interface Verdict {
  /** The chapter's slug. */
  slug: string
  passes: boolean
  /** The code, or the outcome when there is none. */
  title: Spoken
  /** HTML, for the top of the lesson: the verdict, the numbers and the picture. */
  panel: Spoken
  /** What the reader's own runs have shown, in a sentence: what was lost, and that the fix holds. */
  own: Spoken
}

/** The same in each language that the book speaks, by its name: 'en', 'zh'. */
export type Spoken = Readonly<Record<string, string>>

/** Where a server shows the page of a chapter's last run. */
export const runAddress = (slug: string): string => `live/runs/${slug}/report.html`

/** The reader's progress, which the judge writes, and `npm run learn`. */
export const PROGRESS = 'progress.json'

/**
 * Reads how far the reader is: from the kept runs, which `npm test 4` writes, and from the progress. What can't be read is
 * left out. Who has passed, has passed, also while they try something else.
 */
export function readStanding(runs: Checkout, checkout: Checkout, languages: readonly Texts[] = catalogues): Standing {
  const verdicts = readVerdicts(runs, languages)
  const passed = [...readPassed(checkout), ...verdicts.filter(({ passes }) => passes).map(({ slug }) => slug)]
  return { verdicts, passed: [...new Set(passed)].sort() }
}

/** What the judge said of the reader's own files when it last ran. */
export function readVerdicts(runs: Checkout, languages: readonly Texts[] = catalogues): Verdict[] {
  const inEach = (say: () => string): Spoken =>
    Object.fromEntries(languages.map((language) => [language.lang, speak(language, say)]))
  const slugs = runs.list('').filter((name) => /^\d\d-[\w-]+$/.test(name))
  return slugs.flatMap((slug) => {
    const read = (name: string) => parse<Report>(runs.read(`${slug}/${name}.json`))
    const [judged, failed, passed] = [read('report'), read('own-fail'), read('own-pass')]
    // The judge also runs other files as a chapter's answer. Only the reader's own says how far they are.
    const isOwn = judged?.candidate?.startsWith(`exercises/${slug}/`) ?? false
    const last = isOwn ? judged : (passed ?? failed)
    if (!last) return []
    return [
      {
        slug,
        title: inEach(() => last.code ?? texts.run.outcomes[last.outcome]),
        passes: last.outcome === 'PASS',
        panel: inEach(() => drawPanel(last, isOwn ? runAddress(slug) : null)),
        own: inEach(() => tellOwnRuns(failed, passed)),
      },
    ]
  })
}

/** @param passed the run that passed after `failed`; null when none did. */
function tellOwnRuns(failed: Report | null, passed: Report | null): string {
  const words = texts.interviewPages.own
  if (!failed) return passed ? words.fixed : ''
  const { lost, placed } = failed.happened
  if (lost.length > 0) return (passed ? words.lostAndFixed : words.lost)(lost.length, placed)
  return (passed ? words.failedAndFixed : words.failed)(failed.code ?? '')
}

function readPassed(checkout: Checkout): string[] {
  const progress = parse<{ chapters?: Record<string, { status?: string }> }>(checkout.read(PROGRESS))
  return Object.entries(progress?.chapters ?? {}).flatMap(([slug, { status }]) => (status === 'passed' ? [slug] : []))
}

/** @param page where the whole run is shown, or null */
function drawPanel(report: Report, page: string | null): string {
  const { candidate, scenario, reason, scene } = report
  return html`<section class="result ${tone(report)}" id="your-verdict" aria-label="${texts.live.yours}">
<p class="kicker">${texts.live.yours}</p>
${drawStamp(report)}
<p class="reason">${texts.live.judged(candidate)}. ${texts.run.scenario(scenario)}</p>
${reason && html`<p class="reason">${reason}</p>`}
${drawLedger(report)}
${scene && html`<details open><summary>${texts.live.picture}</summary>${drawScene(scene, { id: 'your-run' })}</details>`}
${page && html`<p class="reason"><a href="/${page}">${texts.live.wholeRun}</a></p>`}</section>`.text
}

function parse<T>(text: string | undefined): T | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as T)
  } catch {
    return null // half written: the watcher reads it again in a moment
  }
}
