import { describe, expect, it } from 'vitest'
import { raw } from '../../site/html.ts'
import { plainText } from '../../site/plain-text.ts'
import { type SearchIndex, searchIndex } from '../../site/search-index.ts'
import { wordsOf } from '../../site/words.ts'

describe('the words of a text', () => {
  it.each([
    ['Publish, then wait.', ['publish', 'then', 'wait']],
    ['noAck: true', ['noack', 'true']],
    ['LOST_ON_CONSUMER_CRASH', ['lost_on_consumer_crash', 'lost', 'on', 'consumer', 'crash']],
    ['消息确认', ['消息', '息确', '确认']],
    ['确认', ['确认']],
    ['死', ['死']],
    ['Ack 消息确认!', ['ack', '消息', '息确', '确认']],
    ['用noAck会丢', ['用', 'noack', '会丢']],
    ['', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })
})

describe('plain text', () => {
  it.each([
    ['<p>One <code>ack</code>.</p><p>Two</p>', 'One ack. Two'],
    ['a &lt; b &amp;&amp; c', 'a < b && c'],
    ['<b>no</b>Ack', 'noAck'],
    ['<svg><text>drawn</text></svg>words<button>Copy</button>', 'words'],
  ])('of %s', (html, text) => {
    expect(plainText(html)).toBe(text)
  })
})

describe('the index', () => {
  it('cuts pages at their headings, paths and terms, and can be loaded as a script', () => {
    const main = raw(
      '<h1>Title</h1><p>Lead.</p><h2 id="why">Why</h2><p>Because &lt;b&gt;.</p>' +
        '<ol><li id="P1"><a>P1</a><div><h3>Fire</h3><p>Gone.</p></div></li></ol><dl><dt id="ack">Ack</dt><dd>Done.</dd></dl>',
    )
    const page = { path: 'a/index.html', title: 'A', description: '', main, headings: [], links: [] }
    const script = searchIndex([page])
    expect(script).not.toContain('<')
    const scope: { zeroLossIndex?: SearchIndex } = {}
    new Function('globalThis', script)(scope)
    expect(scope.zeroLossIndex?.sections).toEqual([
      { to: 'a/index.html', page: 'A', title: '', text: 'Title Lead.' },
      { to: 'a/index.html#why', page: 'A', title: 'Why', text: 'Because <b>.' },
      { to: 'a/index.html#P1', page: 'A', title: 'P1 Fire', text: 'Gone.' },
      { to: 'a/index.html#ack', page: 'A', title: 'Ack', text: 'Done.' },
    ])
  })
})
