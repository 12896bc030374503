import { LEVELS } from '../question.ts'
import type { Bank } from './bank.ts'
import { MINUTES, type Wishes } from './draw-interview.ts'

/** Wishes as a text that fits behind the # of an address, so that a friend can open the same interview. */
export function encodeWishes(wishes: Wishes, edition: string): string {
  const { minutes, level, chapters, seed } = wishes
  return new URLSearchParams({ seed, minutes: `${minutes}`, level, chapters: chapters.join(' '), edition }).toString()
}

/** Reads what {@link encodeWishes} wrote; null when it is none, or asks for what this book has not. */
export function decodeWishes(code: string, bank: Bank): { wishes: Wishes; sameEdition: boolean } | null {
  const fields = new URLSearchParams(code)
  const minutes = MINUTES.find((minutes) => `${minutes}` === fields.get('minutes'))
  const level = LEVELS.find((level) => level === fields.get('level'))
  const seed = fields.get('seed')?.trim()
  const chapters = (fields.get('chapters') ?? '').split(' ').filter((slug) => slug !== '')
  const known = chapters.every((chapter) => bank.chapters.some(({ slug }) => slug === chapter))
  if (!minutes || !level || !seed || chapters.length === 0 || !known) return null
  return { wishes: { minutes, level, seed, chapters }, sameEdition: fields.get('edition') === bank.edition }
}
