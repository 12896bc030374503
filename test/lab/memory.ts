import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runsFolder } from './paths.ts'

/** Small facts about this machine that are slow to find out again. Losing them costs time only. */
const path = join(runsFolder, 'memory.json')

export function remember(key: string, text: string): void {
  mkdirSync(runsFolder, { recursive: true })
  writeFileSync(path, `${JSON.stringify({ ...readAll(), [key]: { text, at: Date.now() } })}\n`)
}

/** What was remembered, unless it is older than `maxAgeMs`. */
export function recall(key: string, maxAgeMs: number): string | null {
  const fact = readAll()[key]
  return fact !== undefined && Date.now() - fact.at < maxAgeMs ? fact.text : null
}

function readAll(): Record<string, { text: string; at: number }> {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  } catch {
    return {}
  }
}
