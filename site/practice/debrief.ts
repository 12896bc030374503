import { type Grade, gradeOfChain, type StepGrade } from './grades.ts'
import type { HeldQuestion, MockRun } from './mock-run.ts'

/** What an interview came to. */
export interface Debrief {
  minutes: number
  /** How many steps earned each grade. */
  counts: Record<StepGrade, number>
  /** The questions to look at again, the weakest first; with the numbers of their weak and skipped steps, 0 is the question. */
  weak: { question: HeldQuestion; grade: Grade; steps: number[] }[]
  /** Everything was solid. */
  solid: HeldQuestion[]
  /** Drawn, and never asked. */
  notReached: HeldQuestion[]
}

/** Looks back on an interview. */
export function debriefOf(run: MockRun): Debrief {
  const counts: Debrief['counts'] = { missed: 0, shaky: 0, solid: 0, skipped: 0 }
  for (const { grade } of run.questions.flatMap(({ steps }) => steps)) counts[grade] += 1
  const weak: Debrief['weak'] = []
  const [solid, notReached]: [HeldQuestion[], HeldQuestion[]] = [[], []]
  for (const question of run.questions) {
    const grade = gradeOfChain(question.steps.map((step) => step.grade))
    if (grade === null) notReached.push(question)
    else if (grade === 'solid') solid.push(question)
    else {
      const steps = question.steps.flatMap((step, index) => (step.grade === 'solid' ? [] : [index]))
      weak.push({ question, grade, steps })
    }
  }
  weak.sort((one, other) => rank(one.grade) - rank(other.grade))
  const minutes = Math.round(((run.endedAt ?? run.startedAt) - run.startedAt) / 60_000)
  return { minutes, counts, weak, solid, notReached }
}

const rank = (grade: Grade): number => (grade === 'missed' ? 0 : 1)
