import { prove } from '../lab/vitest/prove.ts'

prove('06-delivery-tags')
