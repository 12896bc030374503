import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fromCheckout, onDesk } from './desk.ts'

/** How far a reader has come with one chapter. */
export interface ChapterProgress {
  /** `passed` stays: who tries a tempting fix afterwards has still passed. */
  status: 'passed' | 'failed'
  /** Verdicts so far. */
  attempts: number
  /** 'PASS', or the code of the last failure. */
  lastCode: string
  /** The judge that gave the status: see `judgeVersion`. With another one now, the chapter is to be checked again. */
  judge: string
  /** The file that was given the status: see `fingerprint`. */
  file: string
  /** When the last verdict came, as ISO 8601 in UTC. */
  at: string
}

/** All chapters that were judged, by slug. */
export type Progress = Record<string, ChapterProgress>

/** What was read, and what the reader must be told of it. */
export interface ReadProgress {
  progress: Progress
  /** One line when the file could not be read and was kept aside. */
  trouble: string | null
}

/** Ignored by git, without any path or time zone of a machine: copy it, and you go on elsewhere. */
export const progressFile = 'progress.json'

const format = 1

/**
 * Reads the progress. A file that can't be understood is kept beside it under another name, never overwritten.
 * @param path absolute; the reader's own without it
 */
export function readProgress(path = onDesk(progressFile)): ReadProgress {
  const text = textOf(path)
  if (text === null) return { progress: {}, trouble: null }
  const progress = parse(text)
  if (progress !== null) return { progress, trouble: null }
  const aside = `${path}.broken-${stamp()}`
  renameSync(path, aside)
  const trouble = `${basename(path)} can't be read. It is kept as ${fromCheckout(aside)}; the progress begins anew.`
  return { progress: {}, trouble }
}

/** Writes the progress in one step: whoever reads at any moment finds the old file or the new one, whole. */
export function writeProgress(progress: Progress, path = onDesk(progressFile)): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.draft`
  const file = openSync(draft, 'w')
  try {
    writeSync(file, `${JSON.stringify({ format, chapters: progress }, null, 2)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

/** The chapter's progress after one more verdict. */
export function afterVerdict(
  before: ChapterProgress | undefined,
  { code, judge, file, now }: { code: string; judge: string; file: string; now: Date },
): ChapterProgress {
  const attempts = (before?.attempts ?? 0) + 1
  const told = { attempts, lastCode: code, at: now.toISOString() }
  if (code === 'PASS') return { status: 'passed', ...told, judge, file }
  if (before?.status === 'passed') return { ...before, ...told }
  return { status: 'failed', ...told, judge, file }
}

/** 2026-11-26T03-40-05Z, for names of files: every file system takes it. */
export const stamp = (now = new Date()) => `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): Progress | null {
  try {
    const { format: written, chapters } = JSON.parse(text) as { format: number; chapters: Progress }
    if (written !== format || typeof chapters !== 'object' || chapters === null) return null
    return Object.values(chapters).every(isEntry) ? chapters : null
  } catch {
    return null
  }
}

function isEntry(entry: Partial<ChapterProgress> | null): boolean {
  if (typeof entry !== 'object' || entry === null) return false
  const texts = [entry.lastCode, entry.judge, entry.file, entry.at]
  const isKnown = entry.status === 'passed' || entry.status === 'failed'
  return isKnown && Number.isInteger(entry.attempts) && texts.every((text) => typeof text === 'string')
}
