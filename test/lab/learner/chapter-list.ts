import pc from 'picocolors'
import type { Chapter } from '../chapters.ts'
import type { Progress } from './progress.ts'
import { type Standing, standingOf } from './standing.ts'

/** A chapter as `npm run list` tells it. */
export interface ListedChapter {
  number: number
  slug: string
  title: string
  file: string
  standing: Standing
  attempts: number
  /** 'PASS' or the code of the last failure; null before the first verdict. */
  lastCode: string | null
}

const words: Record<Standing, string> = {
  passed: 'passed',
  'check-again': 'check again: its test has changed since you passed',
  failed: 'not yet',
  changed: 'begun, and not judged yet',
  untouched: '',
}

/** Where the reader stands with every chapter. */
export function listed(chapters: Chapter[], progress: Progress): ListedChapter[] {
  return chapters.map((chapter) => {
    const { number, slug, title, edit } = chapter
    const { attempts = 0, lastCode = null } = progress[slug] ?? {}
    return { number, slug, title, file: edit, standing: standingOf(chapter, progress), attempts, lastCode }
  })
}

/** One line a chapter, which a narrow terminal cuts at its edge. */
export function listText(list: ListedChapter[], current: string | null): string {
  const width = Math.max(...list.map(({ slug }) => slug.length))
  const rows = list.map(({ slug, title, standing, attempts, lastCode }) => {
    const arrow = slug === current ? pc.bold('→') : ' '
    const said = [words[standing], standing === 'failed' ? lastCode : null, attempts > 0 ? times(attempts) : null]
    const note = said.filter((part) => part !== null && part !== '').join(', ')
    return `${arrow} ${signOf(standing)} ${slug.padEnd(width)}  ${title}${note === '' ? '' : pc.dim(` · ${note}`)}`
  })
  return [...rows, '', progressBar(list)].join('\n')
}

/** `■■□□□□  2 of 6 passed`. A letter each for a terminal that knows no others. */
export function progressBar(list: { standing: Standing }[]): string {
  const cells = list.map(({ standing }) =>
    standing === 'passed' ? pc.green('■') : standing === 'check-again' ? pc.yellow('▣') : pc.dim('□'),
  )
  const passed = list.filter(({ standing }) => standing === 'passed').length
  return `${cells.join('')}  ${passed} of ${list.length} passed`
}

function signOf(standing: Standing): string {
  const signs = { passed: pc.green('✓'), 'check-again': pc.yellow('↻'), failed: pc.red('✗'), changed: pc.cyan('•') }
  return standing === 'untouched' ? ' ' : signs[standing]
}

const times = (count: number) => (count === 1 ? '1 verdict' : `${count} verdicts`)
