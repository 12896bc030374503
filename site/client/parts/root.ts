/** The address of the site's top folder, 'http://127.0.0.1:4321/': every script lies one folder below. Ask at once. */
export const root = new URL('..', (document.currentScript as HTMLScriptElement).src).href

/** The path of this page in the site, '01-auto-ack/index.html'. */
export const path = decodeURI(location.href.slice(root.length).replace(/[?#].*$/, '')).replace(
  /(^|\/)$/,
  '$1index.html',
)
