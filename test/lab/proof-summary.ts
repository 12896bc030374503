import type { ProofVerdict } from './proof-verdicts.ts'
import type { Stress } from './stress.ts'

/** Where and how a proof ran. */
export interface ProofRun {
  runtime: 'embedded' | 'docker'
  /** Of RabbitMQ. */
  version: string
  firstSeed: number
  repeats: number
  stress: Stress
  boot: number
  /** Seconds of each reboot. */
  reboots: number[]
  roleStarts: number
  /** Seconds of the whole run. */
  wall: number
}

/** What a proof says about the judge itself. Written to `.runs/proof`, one file a run. */
export interface ProofSummary extends ProofRun {
  verdicts: number
  /** Distinct pairs of a candidate and a seed. */
  pairs: number
  /** Verdicts about candidates of which something is expected. */
  expected: number
  right: number
  wrong: ProofVerdict[]
  /** Pairs about which nothing could be concluded at one try at least. */
  inconclusive: ProofVerdict[]
  toolErrors: ProofVerdict[]
  /** Seconds of a candidate's longest scenario. */
  seconds: { median: number; p90: number; p99: number; slowest: ProofVerdict[] }
}

/** Adds the verdicts of a proof up. */
export function summaryOf(run: ProofRun, verdicts: ProofVerdict[]): ProofSummary {
  const expected = verdicts.filter((verdict) => verdict.expected !== null)
  const claims = ({ outcome }: ProofVerdict) => outcome === 'PASS' || outcome === 'FAIL'
  const bySeconds = [...verdicts].sort((a, b) => a.seconds - b.seconds)
  const quantile = (share: number) => bySeconds[Math.ceil(share * bySeconds.length) - 1]?.seconds ?? 0
  return {
    ...run,
    verdicts: verdicts.length,
    pairs: new Set(verdicts.map(({ name, seed }) => `${name} ${seed}`)).size,
    expected: expected.length,
    right: expected.filter((verdict) => claims(verdict) && verdict.wrong === null).length,
    wrong: expected.filter(({ wrong }) => wrong !== null),
    inconclusive: verdicts.filter(({ inconclusive }) => inconclusive !== null),
    toolErrors: verdicts.filter(({ outcome }) => outcome === 'TOOL_ERROR'),
    seconds: {
      ...{ median: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99) },
      slowest: bySeconds.slice(-3).reverse(),
    },
  }
}

/** The summary as a reader wants it: what was asked, what came out, and the seed of everything odd. */
export function summaryLines(summary: ProofSummary): string[] {
  const { wrong, inconclusive, toolErrors, seconds, stress, reboots } = summary
  const seeds = `${summary.firstSeed} to ${summary.firstSeed + summary.repeats - 1}`
  const strain = [
    ...(stress.busy > 0 ? [`beside ${stress.busy} busy processes`] : []),
    ...(stress.rebootDelaySeconds > 0 ? [`reboots delayed by ${stress.rebootDelaySeconds} s`] : []),
  ]
  const odd = (title: string, verdicts: ProofVerdict[], why: (verdict: ProofVerdict) => string | null) => [
    `${title.padEnd(14)}${verdicts.length} of ${summary.verdicts}`,
    ...verdicts.map((verdict) => `  ${verdict.name} seed ${verdict.seed}: ${why(verdict)}`),
  ]
  const sum = reboots.reduce((total, reboot) => total + reboot, 0)
  return [
    `RabbitMQ ${summary.version}, ${summary.runtime} · seeds ${seeds} · ${strain.join(', ') || 'no stress'}`,
    `${'pairs'.padEnd(14)}${summary.pairs} distinct pairs of a candidate and a seed, ${summary.verdicts} verdicts`,
    `${'right'.padEnd(14)}${summary.right} of ${summary.expected}`,
    ...odd('wrong', wrong, ({ wrong }) => wrong),
    ...odd(
      'inconclusive',
      inconclusive,
      ({ inconclusive, outcome, code }) => `${inconclusive}; then ${code ?? outcome}`,
    ),
    ...odd('tool errors', toolErrors, ({ reason }) => reason),
    `${'seconds'.padEnd(14)}median ${fixed(seconds.median)} · 90 % ${fixed(seconds.p90)} · 99 % ${fixed(seconds.p99)}`,
    ...seconds.slowest.map(({ name, seed, seconds }) => `  ${fixed(seconds)} s  ${name} seed ${seed}`),
    `${'cost'.padEnd(14)}boot ${fixed(summary.boot)} s · ${reboots.length} reboots ${fixed(sum)} s · ${summary.roleStarts} role starts · ${summary.wall.toFixed(0)} s in all`,
  ]
}

const fixed = (seconds: number) => seconds.toFixed(1)
