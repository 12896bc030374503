import { Lab } from '../lab.ts'

let lab: Promise<Lab> | null = null

/**
 * One broker and one set of role processes for all tests: vitest keeps this module between test files.
 * @param warm how many role processes to start meanwhile, when it is not open yet
 */
export function theLab(warm: number): Promise<Lab> {
  lab ??= Lab.open(warm)
  return lab
}
