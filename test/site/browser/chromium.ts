import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** A Chromium of this machine, by `CHROMIUM` or the `PATH`; null when there is none. */
export function findChromium(): string | null {
  const { CHROMIUM, PATH = '' } = process.env
  if (CHROMIUM) return CHROMIUM
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...places, MAC].find(isProgram) ?? null
}

export const NO_CHROMIUM =
  'there is no Chromium on this machine: install Debian\'s package "chromium", or name one in CHROMIUM'

// It looks for news, ads and updates at every start. The tests are about one page on this machine.
const STAY_HOME = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic']

/** Starts a headless Chromium. Close it: it is a process. */
export function startChromium(executablePath: string): Promise<Browser> {
  // A sandbox of its own needs another user than root, and what is shown is only ours.
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    chromiumSandbox: !asRoot,
    args: [...STAY_HOME, '--disable-gpu', '--no-first-run', '--force-color-profile=srgb'],
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
