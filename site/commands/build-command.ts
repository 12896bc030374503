import pc from 'picocolors'
import { BrokenContent } from '../broken-content.ts'
import { createHighlighter } from '../highlight.ts'
import { DIST, makeSite, summary } from '../workshop.ts'
import { writeSite } from '../write.ts'

try {
  const site = await makeSite(createHighlighter())
  await writeSite(DIST, site)
  console.log(`${pc.green('✓')} dist/ holds ${summary(site, 0)}`)
} catch (error) {
  if (!(error instanceof BrokenContent)) throw error
  console.error(`${pc.red('✗')} ${error.message}`)
  process.exitCode = 1
}
