import type { TaskMeta } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** What a test has to say beside that it passed; the reporter prints it below the line of the test's file. */
    note?: string | undefined
  }
}

/** What a test has left to be said, or nothing. */
export const noteOf = ({ note }: TaskMeta): string[] => (note === undefined ? [] : [note])
