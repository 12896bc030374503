import { prove } from '../lab/vitest/prove.ts'
import { scenarios } from './scenarios.ts'

prove('01-auto-ack', scenarios)
