/** Tells the reader what takes time. */
export interface Progress {
  /** A fact that stays true. */
  say(line: string): void
  /** Something begins that takes a while, and nobody knows how long. */
  step(what: string): void
  /** How far something has come. */
  bytes(what: string, done: number, total: number): void
}

/** One line that grows on a terminal; elsewhere a line each quarter. On standard error, so that `--json` stays clean. */
export function terminalProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let last = { what: '', quarter: -1 }
  const say = (line: string) => void out.write(`${line}\n`)
  return {
    say,
    step: say,
    bytes: (what, done, total) => {
      const share = shareOf(done, total)
      const quarter = Math.floor(share * 4)
      const isNews = what !== last.what || quarter > last.quarter
      if (out.isTTY && (isNews || share < 1)) out.write(`\r${barText(what, done, total)}${share === 1 ? '\n' : ''}`)
      else if (!out.isTTY && isNews) out.write(`${what}: ${megabytes(done)} of ${megabytes(total)} MB\n`)
      last = { what, quarter }
    },
  }
}

/** Says nothing: for tests, which choose a broker only to know whether there is one. */
export const silentProgress: Progress = { say: () => {}, step: () => {}, bytes: () => {} }

/** `■■■■■□□□□□□□□□□□□□□□ downloading: 11 of 44 MB`. */
export function barText(what: string, done: number, total: number): string {
  const bar = '■'.repeat(Math.round(shareOf(done, total) * barWidth)).padEnd(barWidth, '□')
  return `${bar} ${what}: ${megabytes(done)} of ${megabytes(total)} MB`
}

const barWidth = 20
const shareOf = (done: number, total: number) => (total === 0 ? 1 : Math.min(1, done / total))
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
