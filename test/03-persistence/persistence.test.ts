import { prove } from '../lab/vitest/prove.ts'

prove('03-persistence')
