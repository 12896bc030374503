import { basename } from 'node:path'
import type { Evidence } from '../../site/evidence.ts'
import type { Question } from '../../site/question.ts'
import type { Recorded } from '../../site/recorded.ts'
import type { Scenario } from '../lab/scenario.ts'
import { problemAt } from './problem.ts'

/** The runs that the answers of a chapter may point at. */
export interface Runs {
  scenarios: { list: Pick<Scenario, 'id' | 'faults' | 'lossCode'>[] }
  wrong: { file: string }[]
  recorded: Pick<Recorded, 'file'> & { wrong: ReadonlyMap<string, RecordedRun> }
}

type RecordedRun = Parameters<Recorded['wrong']['set']>[1]

type Shown = Extract<Evidence, { shows: string }>

/**
 * What is wrong with what an answer says of a run: the run is not there, or it shows something else. So an answer that is
 * pointed at another run is noticed, although that run exists.
 */
export function claimProblems(evidence: Shown, runs: Runs): string[] {
  const { what, name, known, shown } =
    evidence.kind === 'scenario' ? ofScenario(evidence.id, runs) : ofWrongFix(evidence.name, runs)
  if (shown.length === 0)
    return [problemAt(evidence.at, `this chapter has no ${what} "${name}"; it has ${known.join(', ')}.`)]
  if (shown.includes(evidence.shows)) return []
  return [
    problemAt(
      evidence.at,
      `the ${what} "${name}" does not show "${evidence.shows}"; it shows "${shown.join('" or "')}". Read the answer again.`,
    ),
  ]
}

/** A question, as far as it speaks of runs. */
export type Speaking = Pick<Question, 'line' | 'title' | 'answer' | 'followUps' | 'wrongAnswer' | 'evidence'>

/**
 * Whether a question lists the wrong fixes that its text names, and names those that it lists. Some wrong fixes earn the
 * same code in the same scenario: what tells them apart is the sentence that each of them disproves.
 */
export function namingProblems(question: Speaking, file: string, { wrong }: Runs): string[] {
  const { answer, followUps, wrongAnswer, evidence, line } = question
  const text = [answer, ...followUps.map((followUp) => followUp.answer), wrongAnswer]
    .map((chunk) => chunk.text)
    .join('\n')
  const known = wrong.map(({ file: path }) => basename(path, '.ts'))
  const named = known.filter((name) => text.includes(`\`${name}\``))
  const listed = evidence.flatMap((entry) => (entry.kind === 'wrong-fix' ? [entry] : []))
  const twice = evidence.flatMap((entry, index) => {
    if (!('shows' in entry)) return []
    const isSame = (other: Evidence) => 'shows' in other && idOf(other) === idOf(entry)
    return evidence.findIndex(isSame) < index ? [problemAt(entry.at, `"${idOf(entry)}" is listed twice.`)] : []
  })
  return [
    ...listed
      .filter(({ name }) => known.includes(name) && !named.includes(name))
      .map(({ name, at }) => problemAt(at, `the text does not say what \`${name}\` shows: name it there.`)),
    ...named
      .filter((name) => !listed.some((entry) => entry.name === name))
      .map((name) => problemAt({ file, line }, `the text names \`${name}\`, and its evidence does not list it.`)),
    ...twice,
  ]
}

const idOf = (entry: Shown) => (entry.kind === 'scenario' ? entry.id : entry.name)

/** What one may say of a scenario: what it breaks, and the code of those who lose orders by it. */
function ofScenario(id: string, { scenarios: { list } }: Runs) {
  const found = list.filter((scenario) => scenario.id === id)
  const shown = found.map(({ faults, lossCode }) =>
    [...(faults.length === 0 ? ['no fault'] : faults), lossCode].join(', '),
  )
  return { what: 'scenario', name: id, known: list.map((scenario) => scenario.id), shown }
}

/** What one may say of a wrong fix: the code that it earned, in which scenario, and how many orders that cost. */
function ofWrongFix(name: string, { wrong, recorded }: Runs) {
  const known = wrong.map(({ file }) => basename(file, '.ts'))
  const run = recorded.wrong.get(name)
  if (run === undefined || !known.includes(name)) return { what: 'wrong fix', name, known, shown: [] }
  const failed = run.played.find(({ outcome }) => outcome !== 'PASS')
  const earned = `${run.code} in ${failed?.scenario}`
  const { lost, claimed } = run.happened
  return {
    what: 'wrong fix',
    name,
    known,
    shown: lost.length === 0 ? [earned] : [earned, `${earned}, ${lost.length} of ${claimed} lost`],
  }
}
