import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The tests of lab and site first, then the chapters in their order: what a reader looks for comes last. */
export class WorkbookSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isChapter = ({ moduleId }: TestSpecification) => /\/test\/\d\d-/.test(moduleId)
    const byName = (a: TestSpecification, b: TestSpecification) => a.moduleId.localeCompare(b.moduleId)
    const sorted = [...files].sort(byName)
    return [...sorted.filter((file) => !isChapter(file)), ...sorted.filter(isChapter)]
  }
}
