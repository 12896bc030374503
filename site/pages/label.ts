import { type Html, type HtmlValue, html } from '../html.ts'

/** The shipping label of a page that is no lesson: what the page belongs to, its title, a sentence about it, and more. */
export const smallLabel = (kicker: HtmlValue, title: HtmlValue, lead?: string, more?: Html): Html =>
  html`<header class="label small">
<p class="kicker">${kicker}</p>
<h1>${title}</h1>
${lead !== undefined && html`<p>${lead}</p>\n`}${more}</header>`
