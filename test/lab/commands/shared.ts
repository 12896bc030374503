import { InvalidArgumentError } from 'commander'
import pc from 'picocolors'
import { ChapterProblem } from '../chapters.ts'
import { LabProblem } from '../problem.ts'

/** For commander: an option that takes a whole number. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.')
  return value
}

/** Ends a command with the message that fits its error. What nobody foresaw is the lab's fault: 3. */
export function fail(error: unknown): never {
  if (error instanceof ChapterProblem) {
    console.error(error.message)
    process.exit(1)
  }
  if (error instanceof LabProblem) {
    console.error(`${pc.magenta('!')} ${error.message}`)
    for (const step of error.mend) console.error(`    ${step}`)
    process.exit(3)
  }
  console.error('The lab failed, not your code:', error)
  process.exit(3)
}
