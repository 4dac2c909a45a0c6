/**
 * `npm run bench [NAME…] [SIZE…]`: medians, ratios and counts, all in one run. Each file of test/bench prints a
 * table of its own; nothing here passes or fails. Figures to beat: reference in the README. Numbers are handed on:
 * `npm run bench canvas 1000 10000` measures these sizes only.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runAll } from './run.ts'

const given = process.argv.slice(2)
const sizes = given.filter((one) => /^\d+$/.test(one))
const wanted = given.filter((one) => !sizes.includes(one))
const names = readdirSync(join(ROOT, 'test', 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${names.join(', ')}`)
  process.exit(2)
}
const chosen = wanted.length === 0 ? names : wanted
const ok = await runAll(
  chosen.map((name) => ({
    name: `bench ${name}`,
    command: 'node',
    args: ['--expose-gc', '--disable-warning=ExperimentalWarning', `test/bench/${name}.bench.ts`, ...sizes],
  })),
)
process.exit(ok ? 0 : 1)
