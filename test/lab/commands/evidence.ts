import './node-version.ts'

/** `npm run evidence`: writes the table of what each answer of the interviews rests on. For authors. */
const { writeFileSync } = await import('node:fs')
const { join } = await import('node:path')
const { drawEvidenceTable, evidenceFile } = await import('../../workbook/evidence-table.ts')
const { filesOf } = await import('../../workbook/chapter-files.ts')
const { allChapters } = await import('../chapters.ts')
const { checkout } = await import('../paths.ts')

writeFileSync(join(checkout, evidenceFile), drawEvidenceTable(await Promise.all(allChapters().map(filesOf))))
console.log(`${evidenceFile} is written.`)
