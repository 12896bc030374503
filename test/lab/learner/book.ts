import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkout, runsFolder } from '../paths.ts'

/** Where `npm start` writes down that it serves the book, and at which address. It is deleted when that ends. */
const servedFile = join(runsFolder, 'book.json')

/** A server on this machine answers at once; a killed one has left its address behind. */
const answerTimeoutMs = 300

/** A page of the book, as it is shown and as it is opened. */
export interface Page {
  text: string
  /** An address that a terminal opens: http: or file:. */
  address: string
}

/** Where a chapter can be read now. */
export interface Book {
  lesson(slug: string): Page
  interview(slug: string): Page
  /** The page of a tempting fix. */
  fix(slug: string, name: string): Page
  /** Its pages are the sources, and `npm start` would show them better. */
  isSource: boolean
}

/** Finds the book: where `npm start` serves it, else as `npm run build` has left it, else its sources. */
export async function findBook(env = process.env, root = checkout, served = servedFile): Promise<Book> {
  const address = env.ZERO_LOSS_BOOK || (await servedAddress(served))
  if (address !== null) return pages((path) => pageAt(new URL(path, address).href))
  if (existsSync(join(root, 'dist/index.html'))) return pages((path) => fileIn(root, `dist/${path}`))
  return {
    isSource: true,
    lesson: (slug) => fileIn(root, `chapters/${slug}/lesson.md`),
    interview: (slug) => fileIn(root, `chapters/${slug}/interview.md`),
    fix: (slug, name) => fileIn(root, `test/${slug}/wrong/${name}.ts`),
  }
}

function pages(page: (path: string) => Page): Book {
  return {
    isSource: false,
    lesson: (slug) => page(`${slug}/index.html`),
    interview: (slug) => page(`${slug}/interview.html`),
    fix: (slug, name) => page(`${slug}/fixes/${name}.html`),
  }
}

const pageAt = (address: string): Page => ({ text: address.replace(/\/index\.html$/, '/'), address })

const fileIn = (root: string, path: string): Page => ({ text: path, address: pathToFileURL(join(root, path)).href })

async function servedAddress(path: string): Promise<string | null> {
  if (!existsSync(path)) return null
  try {
    const { address } = JSON.parse(readFileSync(path, 'utf8')) as { address: string }
    return (await answers(address)) ? address : null
  } catch {
    return null // half written, or of another time: the book is found elsewhere
  }
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(address, { method: 'HEAD', timeout: answerTimeoutMs }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(false))
    asked.on('close', () => resolve(false))
    asked.end()
  })
}
