import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{shared,electron,cli,renderer,build}/**/*.test.{ts,tsx}',
      'test/{unit,contract,property,oracle,golden}/**/*.test.ts',
    ],
    environment: 'node',
    pool: 'forks',
    // Two cores; a fork per file costs more in start-up than it wins.
    maxWorkers: 2,
    testTimeout: 60_000,
  },
})
