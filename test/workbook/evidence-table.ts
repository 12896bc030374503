import { chainId } from '../../site/chains.ts'
import type { Evidence } from '../../site/evidence.ts'
import type { Interview } from '../../site/interview.ts'

/** Where the table is kept, relative to the checkout. */
export const evidenceFile = 'chapters/EVIDENCE.md'

/** What every answer of the book rests on, one line for each piece of evidence, in Markdown. */
export function drawEvidenceTable(chapters: { slug: string; interview: Interview }[]): string {
  return [
    '# What each answer rests on',
    '',
    'Made by `npm run evidence` from the interviews; `npm test` fails while this table is not what they say. A scenario or',
    'a wrong fix is played by `npm test`, and what it shows is compared with the run. A source was read in the version that',
    'is named. What was measured was measured once, by hand.',
    ...chapters.flatMap(({ slug, interview }) => [
      '',
      `## ${slug}`,
      '',
      '| question | level | kind | evidence | shows |',
      '|---|---|---|---|---|',
      ...interview.questions.flatMap(({ id, level, evidence }) =>
        evidence.map((entry) => `| ${[`\`${chainId(slug, id)}\``, level, ...cellsOf(entry)].map(cell).join(' | ')} |`),
      ),
    ]),
    '',
  ].join('\n')
}

function cellsOf(evidence: Evidence): string[] {
  if (evidence.kind === 'scenario') return ['scenario', `\`${evidence.id}\``, evidence.shows]
  if (evidence.kind === 'wrong-fix') return ['wrong fix', `\`${evidence.name}\``, evidence.shows]
  const [, first = '', rest = ''] = evidence.kind === 'source' ? splitSource(evidence.text.text) : []
  if (evidence.kind === 'source') return ['source', first, rest]
  const colon = evidence.text.text.indexOf(': ')
  return ['measured', evidence.text.text.slice(0, colon), evidence.text.text.slice(colon + 2)]
}

/** The link, and what follows it: the version. */
const splitSource = (text: string) => /^(\[[^\]]+\]\([^)\s]+\)),\s*([\s\S]+)$/.exec(text) ?? [text, text, '']

/** A cell is one line, and a bar would end it. */
const cell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
