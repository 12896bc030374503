import type { Entry } from './book.ts'
import { type Death, type Route, shopRoute } from './picture/route.ts'
import { texts } from './texts.ts'

/**
 * The way of an order with every place where this book lets one die.
 * @param address where a chapter is read, by its slug, as seen from the page that shows the picture
 */
export function bookRoute(contents: Entry[], address: (slug: string) => string): Route {
  const deaths = contents.flatMap(({ slug, number, chapter }): (Death & { at: string })[] => {
    const mark = String(number).padStart(2, '0')
    if (chapter !== null) {
      return chapter.lesson.route.deaths.map((death) => ({ ...death, mark, href: address(slug) }))
    }
    return texts.plannedDeaths.filter((death) => death.slug === slug).map(({ at, how }) => ({ at, how, mark }))
  })
  return shopRoute(texts.routeOfBook, deaths)
}
