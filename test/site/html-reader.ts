const VOID = new Set(['area', 'br', 'hr', 'img', 'input', 'link', 'meta', 'source'])

/** The names of all tags that open, in order, and the first one that doesn't close, or closes what isn't open. */
export function readTags(page: string): { names: string[]; problem: string | null } {
  const names: string[] = []
  const open: string[] = []
  const text = page.replace(/<script>[\s\S]*?<\/script>/g, '<script></script>')
  for (const [tag, slash, name = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?>/g)) {
    if (slash === '/') {
      const last = open.pop()
      if (last !== name) return { names, problem: `${tag} closes <${last}>` }
    } else {
      names.push(name)
      if (!VOID.has(name) && !tag.endsWith('/>')) open.push(name)
    }
  }
  return { names, problem: open.length > 0 ? `<${open.join('> <')}> never closes` : null }
}

/** The levels of the headings of a page, in order. */
export const outline = (page: string): number[] =>
  [...page.matchAll(/<h([1-6])[\s>]/g)].map((match) => Number(match[1]))

/** The values of an attribute on all tags of a name, in order. */
export function attributesOf(page: string, tag: string, attribute: string): string[] {
  const values = [...page.matchAll(new RegExp(`<${tag}\\s[^>]*?\\b${attribute}="([^"]*)"`, 'g'))]
  return values.map((match) => match[1] ?? '')
}

const SPOKEN =
  'aria-label|title|placeholder|name="description" content|data-(?:hide|copy|copied|names|all|some|none|of)'

/**
 * What a page says: its texts, one by one, and the attributes that somebody reads. Left out are the name of another
 * language, and the picture of a recorded run, in which the lab speaks.
 */
export function shownIn(page: string): string[] {
  const text = page.replace(
    /<(script|style|svg class="picture scene|a class="switch)\b[\s\S]*?<\/(?:script|style|svg|a)>/g,
    '',
  )
  const attributes = [...text.matchAll(new RegExp(`\\s(?:${SPOKEN})="([^"]*)"`, 'g'))].map((match) => match[1] ?? '')
  const pieces = text
    .replace(/<\/?tspan[^>]*>/g, '') // a line of a text in a picture
    .replace(/<[^>]*>/g, '\n')
    .split('\n')
  return [...attributes, ...pieces].map(withoutEntities)
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

const withoutEntities = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? '')
