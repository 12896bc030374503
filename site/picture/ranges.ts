/** Writes ascending numbers with runs of three and more shortened: '#1 … #7 #9'. */
export function rangesText(numbers: number[]): string {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
    .map((run) => (run.length > 2 ? `#${run[0]} … #${run.at(-1)}` : run.map((number) => `#${number}`).join(' ')))
    .join(' ')
}
