import pc from 'picocolors'
import { BrokenContent } from '../broken-content.ts'
import { createHighlighter } from '../highlight.ts'
import { makeSite } from '../workshop.ts'

try {
  console.log(`${pc.green('✓')} dist/ holds ${await makeSite(createHighlighter(), 0)}`)
} catch (error) {
  if (!(error instanceof BrokenContent)) throw error
  console.error(`${pc.red('✗')} ${error.message}`)
  process.exitCode = 1
}
