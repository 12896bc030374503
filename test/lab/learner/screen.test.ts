import { EventEmitter } from 'node:events'
import xterm from '@xterm/headless'
import { expect, test } from 'vitest'
import { terminalScreen } from './screen.ts'

/** A terminal of so many columns, and the stream that a program writes to. */
function terminal(columns: number) {
  const emulator = new xterm.Terminal({ cols: columns, rows: 20, allowProposedApi: true })
  const write = (data: string) => emulator.write(data.replaceAll('\n', '\r\n'))
  const out = Object.assign(new EventEmitter(), { columns, rows: 20, isTTY: true, write })
  const drawn = () => new Promise<void>((resolve) => emulator.write('', resolve))
  return {
    out: out as unknown as NodeJS.WriteStream,
    async resize(columns: number) {
      await drawn()
      emulator.resize(columns, 20)
      out.columns = columns
      out.emit('resize')
    },
    async lines() {
      await drawn()
      const { active } = emulator.buffer
      const lines = Array.from(
        { length: active.length },
        (_, row) => active.getLine(row)?.translateToString(true) ?? '',
      )
      return lines.join('\n').trimEnd().split('\n')
    },
  }
}

test.each([30, 45, 120])(
  'a terminal that becomes %i columns wide shows the bottom once, and keeps what stands above',
  async (columns) => {
    const { out, resize, lines } = terminal(80)
    const screen = terminalScreen(out, {})
    screen.print('what stays')
    screen.status(
      `the bar of the chapters\n${'a phase with words '.repeat(4).trim()}\nh hint · d diff · s solution · q quit`,
    )
    await resize(columns)
    screen.print('and what comes then')
    const shown = await lines()
    expect(shown.slice(0, 2)).toEqual(['what stays', 'and what comes then'])
    expect(shown.filter((line) => line.startsWith('the bar'))).toHaveLength(1)
    expect(shown.join(' ').match(/words/g)).toHaveLength(4)
    screen.close()
    expect(await lines()).toEqual(['what stays', 'and what comes then'])
  },
)
