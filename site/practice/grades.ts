/** How the reader judges an answer of their own, from worst to best. */
export const GRADES = ['missed', 'shaky', 'solid'] as const
export type Grade = (typeof GRADES)[number]

/** What became of one step of a chain: a question or a follow-up. */
export type StepGrade = Grade | 'skipped'

/**
 * The grade of a whole chain. Whoever has not the first answer has missed it; a follow-up that fails makes it shaky.
 * Null when the first question was never reached. A step that was not reached counts for nothing.
 */
export function gradeOfChain(steps: readonly (StepGrade | undefined)[]): Grade | null {
  const [first] = steps
  if (first === undefined) return null
  if (first === 'missed' || first === 'skipped') return 'missed'
  return steps.every((step) => step === undefined || step === 'solid') ? 'solid' : 'shaky'
}
