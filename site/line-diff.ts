/** A line of a comparison. `line` counts from 0 in the new text; for a deleted line, in the old one. */
export interface DiffLine {
  kind: 'same' | 'added' | 'deleted'
  line: number
}

/** Compares two texts line by line, by their longest common subsequence. */
export function diffLines(before: string[], after: string[]): DiffLine[] {
  const common = commonLengths(before, after)
  const lines: DiffLine[] = []
  let old = 0
  let now = 0
  while (old < before.length || now < after.length) {
    if (old < before.length && now < after.length && before[old] === after[now]) {
      lines.push({ kind: 'same', line: now })
      old += 1
      now += 1
    } else if (now >= after.length || (old < before.length && at(common, old + 1, now) >= at(common, old, now + 1))) {
      lines.push({ kind: 'deleted', line: old })
      old += 1
    } else {
      lines.push({ kind: 'added', line: now })
      now += 1
    }
  }
  return lines
}

/** Keeps the changed lines and some around them. The result is the hunks, in order; none when nothing changed. */
export function hunks(lines: DiffLine[], context: number): DiffLine[][] {
  const result: DiffLine[][] = []
  let lastKept = Number.NEGATIVE_INFINITY
  for (const [index, line] of lines.entries()) {
    const near = lines.slice(Math.max(0, index - context), index + context + 1)
    if (near.every(({ kind }) => kind === 'same')) continue
    if (index === lastKept + 1) result.at(-1)?.push(line)
    else result.push([line])
    lastKept = index
  }
  return result
}

/** common[i][j]: how many lines the texts have in common from old line i and new line j on. */
function commonLengths(before: string[], after: string[]): number[][] {
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let old = before.length - 1; old >= 0; old -= 1) {
    for (let now = after.length - 1; now >= 0; now -= 1) {
      const row = common[old] as number[]
      row[now] =
        before[old] === after[now]
          ? at(common, old + 1, now + 1) + 1
          : Math.max(at(common, old + 1, now), at(common, old, now + 1))
    }
  }
  return common
}

const at = (table: number[][], row: number, column: number): number => table[row]?.[column] ?? 0
