import { prove } from '../lab/vitest/prove.ts'

prove('02-ack-timing')
