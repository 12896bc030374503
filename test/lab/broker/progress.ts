/** Tells the reader what takes time. Writes to standard error, so that `--json` stays clean. */
export interface Progress {
  say(line: string): void
  bytes(what: string, done: number, total: number): void
}

/** One line that grows on a terminal; elsewhere a line each quarter. */
export function terminalProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let lastQuarter = -1
  return {
    say: (line) => void out.write(`${line}\n`),
    bytes: (what, done, total) => {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const text = `${what}: ${megabytes(done)} of ${megabytes(total)} MB`
      if (out.isTTY) {
        out.write(`\r${bar(share)} ${text}${share === 1 ? '\n' : ''}`)
        return
      }
      const quarter = Math.floor(share * 4)
      if (quarter > lastQuarter) out.write(`${text}\n`)
      lastQuarter = Math.max(lastQuarter, quarter)
    },
  }
}

/** Says nothing: for tests, which choose a broker only to know whether there is one. */
export const silentProgress: Progress = { say: () => {}, bytes: () => {} }

const barWidth = 20
const bar = (share: number) => '■'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '□')

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
