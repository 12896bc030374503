import { relative, resolve } from 'node:path'
import { checkout } from '../paths.ts'

/**
 * Where a reader works: below it lie the exercises, the progress and the dated copies. It is the checkout.
 * `ZERO_LOSS_DESK` names another folder inside of it, so that tests and recordings never touch a reader's work.
 */
export const desk = resolve(checkout, process.env.ZERO_LOSS_DESK || '.')

/** Where the reports of what was judged on this desk are kept. */
export const deskRuns = resolve(desk, '.runs')

/** Absolute path of something on the desk. */
export const onDesk = (path: string) => resolve(desk, path)

/** The path that a reader types: relative to the checkout. */
export const fromCheckout = (path: string) => relative(checkout, resolve(path)).replaceAll('\\', '/')
