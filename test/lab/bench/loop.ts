/**
 * `npm run bench:loop`: how long a reader waits for a verdict, in a pseudo-terminal, from the save of the file to the line
 * with the verdict. Without a broker crash (chapter 1), and with one (chapter 4) beside the broker's own reboot.
 * `npm run bench:loop -- --first` measures the way from `git clone` to the first lost order, in a new folder, with the phases;
 * `--omit=dev` goes to its `npm ci`.
 */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TestDesk } from '../learner/test-desk.ts'
import { TestTerminal } from '../learner/test-terminal.ts'
import { checkout } from '../paths.ts'
import { firstLostOrder } from './first.ts'

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '20' },
    first: { type: 'boolean', default: false },
    omit: { type: 'string' },
  },
})
const samples = Number(values.samples)

if (values.first) await firstLostOrder(values.omit === undefined ? [] : [`--omit=${values.omit}`])
else {
  await fromSaveToVerdict(
    '01-auto-ack',
    'exercises/01-auto-ack/warehouse.ts',
    'no broker crash, the exercise as shipped',
  )
  await fromSaveToVerdict('01-auto-ack', 'solutions/01-auto-ack/warehouse.ts', 'no broker crash, the solution')
  await fromSaveToVerdict(
    '04-publisher-confirms',
    'solutions/04-publisher-confirms/order-service.ts',
    'with a broker crash, the solution',
  )
}

async function fromSaveToVerdict(slug: string, candidate: string, what: string): Promise<void> {
  using desk = new TestDesk('bench')
  const edit = desk.at(candidate.replace(/^solutions/, 'exercises'))
  const save = () => copyFileSync(join(checkout, candidate), edit)
  const args = ['--import', 'tsx', 'test/lab/commands/learn.ts', slug]
  await using terminal = new TestTerminal(process.execPath, args, { env: desk.env })
  save()
  await terminal.until(/waits for your next save/)
  const verdicts: number[] = []
  const reboots: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const savedAt = performance.now()
    save()
    await terminal.until(new RegExp(`[✓✗?!] ${slug} {3}`))
    verdicts.push((performance.now() - savedAt) / 1000)
    await terminal.until(/waits for your next save/)
    const report = JSON.parse(readFileSync(desk.at(`.runs/${slug}/report.json`), 'utf8'))
    if (report.seconds.reboots.length > reboots.length) reboots.push(report.seconds.reboots.at(-1))
  }
  terminal.press('q')
  await terminal.ended
  console.log(`${what} (${slug}): ${summary(verdicts)}`)
  if (reboots.length > 0) console.log(`  the broker's own reboot meanwhile: ${summary(reboots)}`)
}

function summary(seconds: number[]): string {
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(2)
  return `median ${at(0.5)} s, from ${at(0)} to ${at(1)} s (${sorted.length} samples)`
}
