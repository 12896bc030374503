import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import pc from 'picocolors'
import type { Chapter } from '../chapters.ts'
import { checkout } from '../paths.ts'
import { field } from '../terminal-report.ts'
import { deskRuns, onDesk } from './desk.ts'
import type { Phase } from './judging.ts'
import type { Screen } from './screen.ts'

/** What the reader is asked, and which file to edit. */
export function opening({ slug, title, question, promise, edit }: Chapter, screen: Screen): string {
  return [
    pc.bold(`${slug} · ${title}`),
    ...field('Asked', question, screen.columns),
    ...field('Promise', promise, screen.columns),
    ...field('Read', `chapters/${slug}/lesson.md, or the site: npm start`, screen.columns),
    `  ${pc.dim('Edit'.padEnd(11))}${screen.link(pc.cyan(edit), onDesk(edit))}`,
  ].join('\n')
}

/** After a pass: what is worth a look before the next chapter. */
export function whatNow({ slug, number }: Chapter, screen: Screen): string {
  const folder = join(checkout, 'test', slug, 'wrong')
  const fixes = existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.ts$/, '')) : []
  const picture = join(deskRuns, slug, 'report.html')
  const try1 = `npm test -- ${number} --candidate test/${slug}/wrong/${fixes[0]}.ts`
  return [
    pc.green(pc.bold('Passed. Before you go on:')),
    `  ${pc.dim('Picture'.padEnd(11))}${screen.link(relative(checkout, picture), picture)} ${pc.dim('(key o)')}`,
    ...(fixes.length === 0
      ? []
      : field('Tempting', `${fixes.join(', ')}: why does each lose orders? ${try1}`, screen.columns)),
    `  ${pc.dim('Interview'.padEnd(11))}${screen.link(`chapters/${slug}/interview.md`, join(checkout, 'chapters', slug, 'interview.md'))}`,
    `  ${pc.dim('Compare'.padEnd(11))}key s: your file against the solution`,
  ].join('\n')
}

/** `judging: 2 of 5 scenarios played · 0.8 s, usually 1.2 s`. */
export function phaseText({ text, usualSeconds, since }: Phase, now = performance.now()): string {
  if (since === null) return text
  const seconds = ((now - since) / 1000).toFixed(1)
  return `${text} · ${seconds} s${usualSeconds === null ? '' : `, usually ${usualSeconds.toFixed(1)} s`}`
}

const keys = [
  'h hint',
  'd diff',
  's solution',
  'r reset',
  'o picture',
  'l list',
  'n next',
  'b back',
  'j judge',
  'q quit',
]

/** The keys, on as many lines as a narrow terminal needs. */
export function keysText(columns: number): string {
  const lines = ['']
  for (const key of keys) {
    const line = lines.at(-1) as string
    if (line === '') lines[lines.length - 1] = key
    else if (line.length + key.length + 3 < columns) lines[lines.length - 1] = `${line} · ${key}`
    else lines.push(key)
  }
  return lines.map((line) => pc.dim(line)).join('\n')
}
