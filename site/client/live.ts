// Loaded only while `npm start` serves the book: shows what has changed, and what the judge says.
import type { News } from '../live-shelf.ts'
import type { Standing } from '../verdicts.ts'
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
  if (news.kind === 'edition' && news.edition !== edition) reload()
  else if (news.kind === 'broken') showNotice('broken', element('code', '', news.message))
  else if (news.kind === 'pages') {
    showNotice('broken', null)
    if (news.paths.includes(path)) reload()
  } else {
    const { verdicts } = await showStanding()
    const verdict = news.kind === 'verdict' && verdicts.find(({ slug }) => slug === news.slug)
    if (verdict) showNotice('verdict', verdictNotice(verdict, verdict.slug === chapter))
  }
}

async function showStanding(): Promise<Standing> {
  const standing = (await (await fetch('/live/standing.json')).json()) as Standing
  markPassed(standing.passed)
  tellOwnRuns(document, standing.verdicts)
  const mine = standing.verdicts.find(({ slug }) => slug === chapter)
  if (mine) showPanel(mine)
  return standing
}
