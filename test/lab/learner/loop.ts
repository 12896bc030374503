import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pc from 'picocolors'
import { type Chapter, ChapterProblem, findChapter } from '../chapters.ts'
import { keepReport } from '../kept-run.ts'
import type { Report } from '../report.ts'
import { terminalReport } from '../terminal-report.ts'
import { type Book, findBook } from './book.ts'
import { listed, listText, progressBar } from './chapter-list.ts'
import { deskRuns, fromCheckout, onDesk } from './desk.ts'
import { type Against, differenceOf, differenceText } from './diff.ts'
import { hintFor, hintText } from './hints.ts'
import { Judging, type Phase } from './judging.ts'
import { keysText, nextText, opening, phaseText, whatNow } from './loop-texts.ts'
import { openFile } from './open-file.ts'
import { readProgress } from './progress.ts'
import { reset } from './reset.ts'
import type { Screen } from './screen.ts'
import { firstOpen, noteVerdict, standingOf, workOn } from './standing.ts'
import { type FileWatch, watchFile } from './watch-file.ts'

const drawEveryMs = 200

/** What the loop is given. */
interface LoopNeeds {
  chapters: Chapter[]
  screen: Screen
  /** Number or slug; the first chapter that has not passed without it. */
  wanted: string | undefined
  /** Takes a verdict; without it, the screen shows it. */
  tellReport: ((report: Report) => void) | undefined
  /** Called with whatever nobody else could be told. */
  failed(error: unknown): void
}

/** The learner's loop: one chapter, judged at each save of its file. */
export class Loop {
  readonly #chapters: Chapter[]
  readonly #screen: Screen
  readonly #tellReport: (report: Report) => void
  readonly #failed: (error: unknown) => void
  readonly #judging: Judging
  #chapter: Chapter
  #watch: FileWatch | null = null
  #book: Book | null = null
  #phase: Phase | null = null
  /** How much of the hints has been shown since the last verdict. */
  #hintLevel = 0
  /** What a key has asked to be pressed again for. */
  #asked: 'solution' | 'reset' | null = null
  /** What the last verdict was; null before the first one of this chapter. */
  #verdict: string | null = null
  /** How many chapters have passed; read again after each verdict. */
  #bar = ''

  constructor({ chapters, screen, wanted, tellReport, failed }: LoopNeeds) {
    this.#chapters = chapters
    this.#screen = screen
    this.#failed = failed
    const chapter = wanted === undefined ? firstOpen(chapters, this.#progress()) : findChapter(wanted, chapters)
    const last = chapter ?? chapters.at(-1)
    if (last === undefined) throw new ChapterProblem('There are no chapters in this checkout.')
    this.#chapter = last
    this.#tellReport = tellReport ?? ((report) => this.#printReport(report))
    const say = (line: string) => screen.print(pc.dim(line))
    this.#judging = new Judging((phase) => this.#enter(phase), screen.progress, say)
    setInterval(() => this.#draw(), drawEveryMs).unref()
  }

  /** Shows the chapter, judges it, and goes on with each save. */
  async begin(): Promise<void> {
    await this.#watch?.close()
    this.#hintLevel = 0
    this.#verdict = null
    this.#book = await findBook()
    this.#screen.print(`${opening(this.#chapter, this.#book, this.#screen)}\n`)
    this.#count()
    this.#watch = watchFile(onDesk(this.#chapter.edit), () => this.#later(this.judge()))
    await this.#watch.ready
    await this.judge()
  }

  /** Judges the file as it is now. */
  async judge(): Promise<void> {
    const chapter = this.#chapter
    const text = workOn(chapter)
    this.#asked = null
    if (text === null) {
      this.#screen.print(`${chapter.edit} is not there. Key r, or npm run reset ${chapter.number}, brings it back.`)
      return
    }
    this.#screen.say(`Judging ${chapter.edit} …`)
    const judged = await this.#judging.judge(chapter)
    if (judged === null || chapter !== this.#chapter) return
    const report = { ...judged, candidate: chapter.edit } // wherever the desk is, the file is the reader's exercise
    keepReport(report, deskRuns)
    const trouble = noteVerdict(chapter, report, text)
    if (trouble !== null) this.#screen.print(pc.yellow(`! ${trouble}`))
    this.#hintLevel = 0
    this.#verdict = report.code ?? report.outcome
    this.#book = await findBook() // somebody may have started it meanwhile
    this.#tellReport(report)
    this.#count()
    this.#draw()
  }

  /** Does what a key stands for. @returns false when it stands for the end */
  async key(name: string): Promise<boolean> {
    if (name === 'q') return false
    const asked = this.#asked
    this.#asked = null
    try {
      await this.#do(name, asked)
    } catch (error) {
      if (!(error instanceof ChapterProblem)) throw error
      this.#screen.print(error.message)
    }
    this.#draw()
    return true
  }

  async #do(name: string, asked: 'solution' | 'reset' | null): Promise<void> {
    if (name === 'h') this.#hint()
    else if (name === 'd') this.#difference('start')
    else if (name === 's') this.#solution(asked === 'solution')
    else if (name === 'r') this.#reset(asked === 'reset')
    else if (name === 'o') await this.#picture()
    else if (name === 'l') this.#list()
    else if (name === 'n') this.#go(1)
    else if (name === 'b') this.#go(-1)
    else if (name === 'j' || name === 'return') this.#later(this.judge())
  }

  #hint(): void {
    this.#hintLevel = Math.min(this.#hintLevel + 1, 3)
    this.#screen.print(`\n${hintText(hintFor(this.#chapter, this.#hintLevel, this.#progress()), '  h says more')}`)
  }

  #difference(against: Against): void {
    this.#screen.print(`\n${differenceText(differenceOf(this.#chapter, against))}`)
  }

  #solution(isSecond: boolean): void {
    const standing = standingOf(this.#chapter, this.#progress())
    if (isSecond || standing === 'passed' || standing === 'check-again') {
      this.#difference('solution')
      return
    }
    this.#asked = 'solution'
    this.#screen.print('\nNot passed yet. h gives a hint; s again shows the solution all the same.')
  }

  #reset(isSecond: boolean): void {
    if (!isSecond) {
      this.#asked = 'reset'
      this.#screen.print(`\nr again puts ${this.#chapter.edit} back to its start. A copy of yours is kept.`)
      return
    }
    const { file, kept } = reset(this.#chapter)
    this.#screen.print(`\n${file} is as it was shipped.${kept === null ? '' : ` Yours is kept: ${kept}`}`)
  }

  async #picture(): Promise<void> {
    const page = join(deskRuns, this.#chapter.slug, 'report.html')
    const opened = await openFile(page)
    this.#screen.print(
      `\n${opened ? 'Opened' : 'Open it in a browser'}: ${this.#screen.link(fromCheckout(page), pathToFileURL(page).href)}`,
    )
  }

  #list(): void {
    this.#screen.print(`\n${listText(listed(this.#chapters, this.#progress()), this.#chapter.slug)}`)
  }

  #go(step: 1 | -1): void {
    const next = this.#chapters[this.#chapters.indexOf(this.#chapter) + step]
    if (next === undefined) {
      this.#screen.print(`\n${step === 1 ? 'That was the last chapter so far.' : 'This is the first chapter.'}`)
      return
    }
    this.#judging.callOff()
    this.#chapter = next
    this.#later(this.begin())
  }

  #printReport(report: Report): void {
    const { outcome } = report
    const line = nextText(report, this.#chapter, this.#screen)
    this.#screen.print(`\n${terminalReport(report, this.#screen.columns, line)}`)
    if (outcome === 'PASS') this.#screen.print(`\n${whatNow(this.#chapter, this.#book as Book, this.#screen)}`)
  }

  #progress() {
    const { progress, trouble } = readProgress()
    if (trouble !== null) this.#screen.print(pc.yellow(`! ${trouble}`))
    return progress
  }

  #enter(phase: Phase | null): void {
    this.#phase = phase
    this.#draw()
  }

  #later(work: Promise<void>): void {
    work.catch(this.#failed)
  }

  #count(): void {
    this.#bar = progressBar(listed(this.#chapters, this.#progress()))
  }

  #draw(): void {
    const idle = this.#verdict === null ? 'not judged yet' : `${this.#verdict} · waits for your next save`
    const now = this.#phase === null ? idle : pc.cyan(phaseText(this.#phase))
    this.#screen.status([`${this.#bar} · ${this.#chapter.slug}`, now, keysText(this.#screen.columns)].join('\n'))
  }
}
