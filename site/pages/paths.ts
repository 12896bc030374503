import type { Book, Entry } from '../book.ts'
import { type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import { type LossPath, places } from '../loss-paths.ts'
import type { Markdown } from '../markdown.ts'
import { wrongFixId } from '../tempting-fixes.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { fixesPath, lessonPath, PATHS, type Page } from './page.ts'

/** The map of loss paths: all of them, by who loses the message. */
export function pathsPage({ paths, contents }: Book, markdown: Markdown): Page {
  const draft = openDraft(PATHS)
  const { map } = texts
  const sections = Object.values(places).map((holder) => {
    const mine = paths.filter((path) => path.holder === holder)
    draft.headings.push({ level: 2, id: holder, title: map.holders[holder] })
    return html`<section data-holder="${holder}" aria-labelledby="${holder}">
<h2 id="${holder}">${map.holders[holder]} <small>${mine.length}</small></h2>
<ol class="paths">
${mine.map((path) => drawPath(path, markdown, draft))}</ol>
</section>
`
  })
  const main = html`${smallLabel(texts.book, map.title(paths.length), map.lead)}
${drawFilter(contents.filter(({ slug }) => paths.some(({ entry }) => entry?.slug === slug)))}
<div class="prose">
${sections}</div>`
  return {
    path: PATHS,
    title: map.title(paths.length),
    reference: map.name,
    description: map.lead,
    main,
    headings: draft.headings,
    links: draft.links,
    scripts: ['paths'],
    styles: ['reference'],
  }
}

/** Hidden until the script that filters has come. */
function drawFilter(entries: Entry[]): Html {
  const { map } = texts
  const option = (value: string, name: string) => html`<option value="${value}">${name}</option>`
  return html`<form class="filter" aria-label="${map.filter}" hidden>
<label>${map.search} <input type="search" name="text" autocomplete="off"></label>
<label>${map.lostBy} <select name="holder">${option('', map.anybody)}${Object.values(places).map((holder) => option(holder, map.holders[holder]))}</select></label>
<label>${map.treatedIn} <select name="chapter">${option('', map.anyChapter)}${entries.map(({ slug, title }) => option(slug, `${slug.slice(0, 2)} ${title}`))}</select></label>
<output data-all="${map.all}" data-some="${map.some}" data-none="${map.none}"></output>
</form>`
}

function drawPath(path: LossPath, markdown: Markdown, draft: Draft): Html {
  const { id, title, how, fix, kind, entry } = path
  return html`<li id="${id}"${entry && html` data-chapter="${entry.slug}"`}><a class="number" href="#${id}">${id}</a><div><h3>${markdown.line(title, draft)}${kind !== 'loss' && html` <em>${texts.map.kinds[kind]}</em>`}</h3>
<p>${markdown.line(how, draft)}</p>
<p class="cure">${markdown.line(fix, draft)}</p>
<p class="proof">${drawProof(path, markdown, draft)}</p></div></li>
`
}

/** Where the book shows it, and the source. */
function drawProof({ entry, shown, source }: LossPath, markdown: Markdown, draft: Draft): Html {
  const where = entry && drawWhere(entry, shown, draft)
  return html`${where}${where && source && ' · '}${source && markdown.line(source, draft)}`
}

function drawWhere(entry: Entry, shown: LossPath['shown'], draft: Draft): Html {
  const name = texts.chapter(entry.number)
  if (!entry.chapter) return html`<span class="planned">${name}, ${texts.inPreparation}</span>`
  const [to, fragment] =
    shown?.kind === 'wrong-fix'
      ? [fixesPath(entry.slug), wrongFixId(shown.name)]
      : [lessonPath(entry.slug), shown ? 'what-the-judge-does' : 'the-question']
  draft.links.push({ to, fragment, at: shown?.at ?? { file: 'chapters/loss-paths.yaml', line: 1 } })
  const what = shown && html`: ${texts.map.shown[shown.kind]} <code>${shown.name}</code>`
  return html`<a href="${addressFrom(draft.path, to)}#${fragment}">${name}${what}</a>`
}
