/**
 * Auto-layout: CPU until the first useful places (what the page shows at once) and until the fine ones (what its
 * worker goes on to find, Graphviz included), and the most memory of a process that does nothing else.
 *
 * `node test/bench/layout.bench.ts [sizes…]`, or `npm run bench layout 1000`
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { build } from 'vite'
import { rootOf } from '../../shared/document/records.ts'
import type { ViewId } from '../../shared/document/ids.ts'
import { planOf } from '../../shared/layout/arrange/arrange-plan.ts'
import type { LayoutJob } from '../../shared/layout/arrange/arrange-plan.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'
import { bigDocument } from '../support/big-document.ts'
import { printGoals } from './goals.ts'
import { printTable } from './measure.ts'

/** Of each layout, in `layout-job.ts`. */
const RUNS = 5

/** What the page hands to its worker. */
function jobOf(size: number): LayoutJob {
  const scene = createScene()
  const doc = bigDocument(size)
  scene.reset(doc, rootOf(doc).viewOrder[0] as ViewId)
  const plan = planOf(scene, {}, 1.6)
  if (plan === null) throw new Error('There is nothing to arrange')
  return plan.job
}

const folder = mkdtempSync(join(tmpdir(), 'relata-layout-'))
// Built, as the page's worker is: reading TypeScript would be in the memory that is measured.
await build({
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: true },
  build: {
    ssr: 'layout-job.ts',
    outDir: folder,
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
  },
})

function measured(size: number): Record<string, number> {
  const file = join(folder, 'job')
  writeFileSync(file, serialize(jobOf(size)))
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'layout-job.mjs'), file], { encoding: 'utf8' })
  const found = JSON.parse(stdout.trim() === '' ? '{}' : stdout) as Record<string, number>
  if (found['peak'] === undefined) throw new Error(stderr)
  return found
}

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const rows = (sizes.length > 0 ? sizes : [100, 500, 1000, 2000, 5000]).map((size) => {
  const found = measured(size)
  return {
    models: size,
    'first places, cold': found['cold'] ?? 0,
    'first places': found['quick'] ?? 0,
    'fine places': found['fine'] ?? 0,
    'peak MB': Math.round(found['peak'] ?? 0),
    'of which the layout': Math.round(found['more'] ?? 0),
  }
})
printTable(`Auto-layout: CPU ms (median of ${RUNS}, one process a size)`, rows)
const goal = (size: number, what: string, column: keyof (typeof rows)[number], atMost: number, unit: string) => ({
  id: 'L1',
  what: `${size} models, ${what}`,
  measured: Number(rows.find(({ models }) => models === size)?.[column] ?? Number.NaN),
  atMost,
  unit,
})
printGoals('Goals', [
  goal(1000, 'fine places, CPU', 'fine places', 500, 'ms'),
  goal(2000, 'fine places, CPU', 'fine places', 1200, 'ms'),
  goal(1000, 'first places, CPU', 'first places', 50, 'ms'),
  goal(1000, 'first places, CPU, the first time in a process', 'first places, cold', 50, 'ms'),
  goal(1000, 'most memory of the process', 'peak MB', 150, 'MB'),
  goal(2000, 'most memory of the process', 'peak MB', 150, 'MB'),
])
rmSync(folder, { recursive: true, force: true })
