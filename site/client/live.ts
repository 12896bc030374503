// Loaded only while `npm start` serves the book: shows what has changed, and what the judge says.
import type { News } from '../live-shelf.ts'
import type { Verdict } from '../verdicts.ts'
import { element } from './parts/element.ts'
import { showNotice } from './parts/notice.ts'
import { tellOwnRuns } from './parts/own-runs.ts'
import { keepPlace, reload } from './parts/place.ts'
import { path } from './parts/root.ts'
import { markPassed, showPanel, verdictNotice } from './parts/verdict.ts'

const edition = document.currentScript?.dataset.edition
const chapter = document.querySelector<HTMLElement>('main')?.dataset.chapter

keepPlace()
new EventSource('/live/news').addEventListener('message', ({ data }) => take(JSON.parse(data) as News))

async function take(news: News): Promise<void> {
  if (news.kind === 'edition') {
    if (news.edition !== edition) reload()
    else await showVerdicts()
  } else if (news.kind === 'broken') showNotice('broken', element('code', '', news.message))
  else if (news.kind === 'pages') {
    showNotice('broken', null)
    if (news.paths.includes(path)) reload()
  } else {
    const verdict = (await showVerdicts()).find(({ slug }) => slug === news.slug)
    if (verdict) showNotice('verdict', verdictNotice(verdict, verdict.slug === chapter))
  }
}

async function showVerdicts(): Promise<Verdict[]> {
  const verdicts = (await (await fetch('/live/verdicts.json')).json()) as Verdict[]
  markPassed(verdicts)
  tellOwnRuns(document, verdicts)
  const mine = verdicts.find(({ slug }) => slug === chapter)
  if (mine) showPanel(mine)
  return verdicts
}
