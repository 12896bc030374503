import { defineConfig } from 'vitest/config'
import { vitestOptions } from './test/lab/vitest/options.ts'

export default defineConfig({ test: vitestOptions })
