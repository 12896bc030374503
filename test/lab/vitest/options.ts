import { resolve } from 'node:path'
import type { InlineConfig } from 'vitest/node'
import { checkout } from '../paths.ts'
import { WorkbookSequencer } from './sequencer.ts'

/** How the tests of the workbook run: in one process, one file after the other, so that they share one broker. */
export const vitestOptions: InlineConfig = {
  root: checkout,
  include: ['test/**/*.test.ts'],
  pool: 'forks',
  maxWorkers: 1,
  isolate: false,
  fileParallelism: false,
  sequence: { sequencer: WorkbookSequencer },
  // A busy machine is slow, not wrong. What waits for somebody has a deadline of its own.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
  // No retries: a test that passes at the second try hides what we are looking for.
  retry: 0,
  cache: false,
  snapshotOptions: undefined,
  attachmentsDir: resolve(checkout, '.runs/vitest'),
} as InlineConfig
