import { prove } from '../lab/vitest/prove.ts'

prove('05-network-failure')
