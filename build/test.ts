/**
 * `npm test`: everything that proves Relata. Arguments narrow it down: `npm test -- unit e2e`.
 * What a machine cannot run (no Electron runtime, no PostgreSQL) is named at the end as not run;
 * it never counts as passed.
 */
import { STATIC_CHECKS, UNIT_TESTS } from './check.ts'
import { runAll } from './run.ts'
import type { Task } from './run.ts'

const STAGES: Readonly<Record<string, readonly Task[]>> = {
  static: STATIC_CHECKS,
  unit: [UNIT_TESTS],
  e2e: [{ name: 'browser stories', command: 'node', args: ['build/steady.ts', '--config', 'vitest.e2e.config.ts'] }],
  packaging: [
    {
      name: 'desktop package',
      command: 'node',
      args: ['build/bootstrap.mjs', '--also', 'build/packaging', 'build/packaging/check.ts'],
    },
  ],
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in STAGES))
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. Stages: ${Object.keys(STAGES).join(', ')}`)
  process.exit(2)
}
const stages = wanted.length === 0 ? Object.keys(STAGES) : wanted
process.exit((await runAll(stages.flatMap((name) => STAGES[name] ?? []))) ? 0 : 1)
