const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }

/** The words of a piece of HTML that this generator has drawn: no tags, no pictures, blanks made one. */
export const plainText = (html: string): string =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<button[\s\S]*?<\/button>/g, ' ')
    .replace(/<\/?(?:a|b|code|em|i|ins|del|span|strong|s|small|time|mark)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim()

/** A title with the apostrophes that Markdown would give it, for where it stands as it is: a list, a window's name. */
export const curled = (title: string): string => title.replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
