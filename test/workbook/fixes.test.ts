import { describe, expect, it } from 'vitest'
import { readStory } from '../../site/tempting-fixes.ts'
import { allChapters } from '../lab/chapters.ts'
import { filesOf, type WrongFix } from './chapter-files.ts'
import { placeOf, problemAt, type Source } from './problem.ts'

const [leastRight, leastWrong] = [3, 5]

interface Matter {
  slug: string
  right: Source[]
  wrong: Pick<WrongFix, 'file' | 'text' | 'only' | 'before'>[]
}

/** Enough designs that pass, enough temptations that don't, and each of these tells what somebody thought. */
function fixProblems({ slug, right, wrong }: Matter): string[] {
  const few = (kind: string, count: number, least: number) =>
    count < least ? [problemAt({ file: `test/${slug}/${kind}`, line: 1 }, `${count} of at least ${least} fixes.`)] : []
  return [
    ...few('right', right.length, leastRight),
    ...few('wrong', wrong.length, leastWrong),
    ...wrong.flatMap((fix) => [...storyProblems(fix), ...headProblems(fix)]),
  ]
}

/** The story begins with the thought, in quotes, and goes on with why it is not so. */
function storyProblems(fix: Source): string[] {
  const { story } = readStory(fix.text)
  if (story === null)
    return [problemAt({ ...fix, line: 1 }, 'its head has no doc comment, or something stands before it.')]
  const isTold = /^"[^"]+"\s+\S+ \S+/.test(story.replace(/\s+/g, ' '))
  return isTold ? [] : [problemAt(placeOf(fix, '/**'), 'its story must begin with a thought in quotes, and answer it.')]
}

/** A line that the proof does not read is a promise that nobody keeps: misspelt, too far down, or one too many. */
function headProblems(fix: Matter['wrong'][number]): string[] {
  return (['only', 'before'] as const).flatMap((key) => {
    const lines = [...fix.text.matchAll(new RegExp(`^\\s*//\\s*${key}\\b\\s*:.*$`, 'gim'))]
    if (lines.length === (fix[key] === null ? 0 : 1)) return []
    return [
      problemAt(
        placeOf(fix, (lines.at(-1)?.[0] ?? '').trim()),
        `"// ${key}:" is read once, in the head. See test/lab/chapters.ts.`,
      ),
    ]
  })
}

it.each(allChapters())('$slug: enough fixes, and each wrong one tells its story', async (chapter) => {
  expect(fixProblems(await filesOf(chapter))).toEqual([])
})

describe('it is noticed when', () => {
  const fix = (text: string, only: string | null = null) => ({ file: 'fix.ts', text, only, before: null })
  const good = fix('// earns: EXITED\n/** "It will do." It will not. */\ncode()\n')
  const many = <T>(count: number, value: T) => Array.from({ length: count }, () => value)
  const withFix = (text: string, only: string | null = null) => ({ wrong: [...many(4, good), fix(text, only)] })

  it.each<[story: string, change: Partial<Matter>, problems: string[]]>([
    ['not, when nothing is wrong', {}, []],
    [
      'not, when a wrong fix names its scenario',
      withFix('// earns: A\n// only: b\n/** "It is." Not so. */\n', 'b'),
      [],
    ],
    ['there are too few right fixes', { right: many(2, good) }, ['test/01-auto-ack/right:1: 2 of at least 3 fixes.']],
    ['there are too few wrong ones', { wrong: many(4, good) }, ['test/01-auto-ack/wrong:1: 4 of at least 5 fixes.']],
    [
      'one has no story',
      withFix('// earns: EXITED\ncode()\n'),
      ['fix.ts:1: its head has no doc comment, or something stands before it.'],
    ],
    [
      'the story comes after the code',
      withFix('// earns: EXITED\ncode()\n/** "It will do." It will not. */\n'),
      ['fix.ts:1: its head has no doc comment, or something stands before it.'],
    ],
    [
      'the story is only a thought',
      withFix('// earns: EXITED\n/** "It will do." */\n'),
      ['fix.ts:2: its story must begin with a thought in quotes, and answer it.'],
    ],
    [
      'the story has no thought',
      withFix('// earns: EXITED\n/** It does not work. */\n'),
      ['fix.ts:2: its story must begin with a thought in quotes, and answer it.'],
    ],
    [
      'the proof does not read a line of the head',
      withFix('// earns: EXITED\n/** "It is." It is not so. */\n//only: a, b\n'),
      ['fix.ts:3: "// only:" is read once, in the head. See test/lab/chapters.ts.'],
    ],
    [
      'two scenarios are named',
      withFix('// earns: EXITED\n// only: a\n// only: b\n/** "It is." It is not so. */\n', 'a'),
      ['fix.ts:3: "// only:" is read once, in the head. See test/lab/chapters.ts.'],
    ],
  ])('%s', (_, change, problems) => {
    const matter = { slug: '01-auto-ack', right: many(3, good), wrong: many(5, good), ...change }
    expect(fixProblems(matter)).toEqual(problems)
  })
})
