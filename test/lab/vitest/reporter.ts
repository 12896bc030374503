import pc from 'picocolors'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { noteOf } from './note.ts'
import type { Judged } from './prove.ts'

/** Prints a line for each candidate and for each file of ordinary tests, and keeps what was judged. */
export class WorkbookReporter implements Reporter {
  readonly judged: Judged[] = []
  /** What went wrong outside of a verdict. */
  readonly problems: string[] = []
  readonly counts = { passed: 0, failed: 0, skipped: 0, yours: 0 }
  /** Resolves when every test has its result. vitest itself ends later: it waits for the worker, whose roles still live. */
  readonly finished: Promise<void>
  #finish = () => {}
  readonly #say: (line: string) => void

  constructor(say: (line: string) => void) {
    this.#say = say
    this.finished = new Promise((resolve) => {
      this.#finish = resolve
    })
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result()
    const judged = test.meta().judged
    if (judged !== undefined) this.judged.push(judged)
    if (judged?.candidate.expected === null && state === 'passed') {
      this.counts.yours += 1
      if (judged.candidate.name.includes('/exercise')) this.#say(yoursLine(judged))
      return
    }
    if (state === 'passed') this.counts.passed += 1
    else if (state === 'failed') this.counts.failed += 1
    else this.counts.skipped += 1
    if (judged !== undefined) this.#say(candidateLine(judged, state === 'passed', test))
    else if (state === 'failed') this.#say(failureText(test))
    else if (state === 'skipped') this.#say(skippedLine(test))
  }

  onTestModuleEnd(module: TestModule): void {
    // A set-up that throws leaves its tests "skipped": without this, a run that tested nothing would be green.
    const errors = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())]
    for (const error of errors) {
      this.#problem(`${pc.red('✗')} ${module.relativeModuleId}\n  ${error.stack ?? error.message}`)
    }
    const tests = [...module.children.allTests()]
    if (tests.length === 0 || tests.some((test) => test.meta().judged !== undefined)) return
    const notes = tests.flatMap((test) => noteOf(test.meta()))
    const passed = tests.filter((test) => test.result().state === 'passed').length
    const skipped = tests.filter((test) => test.result().state === 'skipped').length
    const failed = tests.length - passed - skipped
    const mark = failed + errors.length === 0 ? pc.green('✓') : pc.red('✗')
    const seconds = (module.diagnostic().duration / 1000).toFixed(1)
    const skips = skipped === 0 ? '' : `, ${skipped} skipped`
    this.#say(
      `${mark} ${module.relativeModuleId.padEnd(52)} ${passed} of ${tests.length}${skips} ${pc.dim(`${seconds} s`)}`,
    )
    for (const note of notes) this.#say(pc.dim(`  ${note}`))
  }

  onTestRunEnd(_modules: unknown, errors: readonly { message?: string; stack?: string }[]): void {
    for (const error of errors) {
      this.#problem(`${pc.red('✗')} outside of the tests: ${error.stack ?? error.message}`)
    }
    this.#finish()
  }

  #problem(text: string): void {
    this.counts.failed += 1
    this.problems.push(text)
    this.#say(text)
  }
}

function candidateLine({ candidate, report }: Judged, held: boolean, test: TestCase): string {
  const got = report.code ?? report.outcome
  const expected = candidate.expected?.outcome === 'FAIL' ? candidate.expected.code : 'PASS'
  const told = test.result().errors?.[0]?.message ?? ''
  const problem = got === expected ? told : `must be ${expected}: ${report.reason ?? ''}`
  const verdict = held ? got : `${got} (seed ${report.seed}) ${problem}`
  const mark = held ? pc.green('✓') : pc.red('✗')
  return `${mark} ${candidate.name.padEnd(58)} ${verdict} ${pc.dim(`${report.seconds.wall.toFixed(1)} s`)}`
}

function yoursLine({ candidate, report }: Judged): string {
  return `${pc.cyan('•')} ${candidate.name.padEnd(58)} yours: ${report.code ?? report.outcome} ${pc.dim('(not counted)')}`
}

function skippedLine(test: TestCase): string {
  const result = test.result()
  const why = result.state === 'skipped' ? (result.note ?? 'no reason given') : ''
  return pc.dim(`- ${test.module.relativeModuleId} > ${test.fullName}: skipped, ${why}`)
}

function failureText(test: TestCase): string {
  const errors = test.result().errors ?? []
  const details = errors.map((error) => `  ${error.message}${error.diff === undefined ? '' : `\n${error.diff}`}`)
  const at = errors[0]?.stacks?.[0]
  const where = at === undefined ? '' : `\n  at ${at.file}:${at.line}`
  return `${pc.red('✗')} ${test.module.relativeModuleId} > ${test.fullName}\n${details.join('\n')}${where}`
}
