import type { Judged } from './vitest/prove.ts'

/** What a whole proof has cost. Seconds are by the wall clock. */
export interface Cost {
  boot: number
  reboots: number[]
  roleStarts: number
  wall: number
  /** Seconds of broker for all candidates: one boot and the reboots that they shared. */
  brokerSeconds: number
  /** The same, if each candidate had a broker of its own: its boot, and a reboot for each of its faults. */
  brokerSecondsAlone: number
}

/** What the candidates of one chapter came to. */
interface Row {
  chapter: string
  candidates: number
  red: number
  green: number
  odd: number
  seconds: number
}

/** One line a chapter, aligned, and a line of totals. */
export function summaryTable(judged: Judged[]): string[] {
  const rows = [...Map.groupBy(judged, ({ report }) => report.chapter)].map(([chapter, all]) => rowOf(chapter, all))
  const total: Row = {
    chapter: 'all chapters',
    candidates: sum(rows.map(({ candidates }) => candidates)),
    red: sum(rows.map(({ red }) => red)),
    green: sum(rows.map(({ green }) => green)),
    odd: sum(rows.map(({ odd }) => odd)),
    seconds: Math.max(0, ...rows.map(({ seconds }) => seconds)),
  }
  return [
    `${'chapter'.padEnd(24)}candidates   green   red   inconclusive   slowest`,
    ...[...rows, total].map(
      ({ chapter, candidates, green, red, odd, seconds }) =>
        `${chapter.padEnd(24)}${String(candidates).padStart(10)}${String(green).padStart(8)}${String(red).padStart(6)}${String(odd).padStart(15)}${`${seconds.toFixed(1)} s`.padStart(10)}`,
    ),
  ]
}

/** Adds up what a proof has cost. */
export function costOf(judged: Judged[], faults: (judged: Judged) => number, wall: number): Cost {
  const boot = judged[0]?.report.seconds.boot ?? 0
  const reboots = judged.map(({ report }) => report.seconds.reboots).reduce((a, b) => (a.length > b.length ? a : b), [])
  const reboot = reboots.length === 0 ? 0 : sum(reboots) / reboots.length
  return {
    ...{ boot, reboots, wall },
    roleStarts: Math.max(0, ...judged.map(({ roleStarts }) => roleStarts)),
    brokerSeconds: boot + sum(reboots),
    brokerSecondsAlone: sum(judged.map((one) => boot + faults(one) * reboot)),
  }
}

/** What a proof has cost, in one line. */
export function costLine({ boot, reboots, roleStarts, wall, brokerSeconds, brokerSecondsAlone }: Cost): string {
  const ratio = brokerSecondsAlone === 0 ? 0 : brokerSeconds / brokerSecondsAlone
  return [
    `broker boot ${boot.toFixed(1)} s`,
    `${reboots.length} reboots ${sum(reboots).toFixed(1)} s`,
    `${roleStarts} role starts`,
    `broker time ${ratio.toFixed(3)} of one broker each`,
    `${wall.toFixed(1)} s in all`,
  ].join(' · ')
}

function rowOf(chapter: string, judged: Judged[]): Row {
  const count = (outcome: string) => judged.filter(({ report }) => report.outcome === outcome).length
  const [green, red] = [count('PASS'), count('FAIL')]
  const tries = judged.filter(({ report }) => report.firstTry !== null).length
  return {
    ...{ chapter, candidates: judged.length, green, red },
    odd: judged.length - green - red + tries,
    seconds: Math.max(0, ...judged.map(({ report }) => report.seconds.wall)),
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
