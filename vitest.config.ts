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
    // The longest takes 15 s alone on two cores, and a minute beside other work.
    testTimeout: 240_000,
  },
})
