import { prove } from '../lab/vitest/prove.ts'

prove('01-auto-ack')
