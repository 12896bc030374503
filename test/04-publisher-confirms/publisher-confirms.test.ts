import { prove } from '../lab/vitest/prove.ts'

prove('04-publisher-confirms')
