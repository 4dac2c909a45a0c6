/** `npm run check`: types per environment, lint, format, layers, unit tests. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runAll } from './run.ts'
import type { Task } from './run.ts'

/** Every tsconfig of build/ is one environment with its own lib and types. */
function environments(): readonly string[] {
  return readdirSync(join(ROOT, 'build'))
    .filter((name) => /^tsconfig\.(?!base)\w+\.json$/.test(name))
    .map((name) => join('build', name))
}

export const STATIC_CHECKS: readonly Task[] = [
  ...environments().map((path) => ({ name: `types: ${path}`, command: 'tsc', args: ['-p', path] })),
  { name: 'layers', command: 'node', args: ['build/layers.ts'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'format', command: 'oxfmt', args: ['--check'] },
]

export const UNIT_TESTS: Task = { name: 'unit tests', command: 'node', args: ['build/steady.ts'] }

if (process.argv[1] === import.meta.filename) {
  process.exit((await runAll([...STATIC_CHECKS, UNIT_TESTS])) ? 0 : 1)
}
