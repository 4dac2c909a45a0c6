/**
 * Auto-layout: CPU until the first useful places (what the page shows at once) and until the fine ones (what its
 * worker goes on to find, Graphviz included), and the most memory of a process that does nothing else.
 *
 * `node test/bench/layout.bench.ts [sizes…]`, or `npm run bench layout 1000`
 */
import { spawnSync } from 'node:child_process'
import { Graphviz } from '@hpcc-js/wasm-graphviz'
import { rootOf } from '../../shared/document/records.ts'
import type { ViewId } from '../../shared/document/ids.ts'
import type { DotEngine } from '../../shared/layout/dot.ts'
import { planOf } from '../../shared/layout/arrange-plan.ts'
import { layoutTree } from '../../shared/layout/layout-tree.ts'
import { createScene } from '../../shared/layout/scene.ts'
import { bigDocument } from '../support/big-document.ts'
import { printGoals } from './goals.ts'
import { median, printTable } from './measure.ts'

const RUNS = 5

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** One size in this process: prints what it found as JSON. */
async function measureHere(size: number): Promise<void> {
  const doc = bigDocument(size)
  const scene = createScene()
  scene.reset(doc, rootOf(doc).viewOrder[0] as ViewId)
  const plan = planOf(scene, {}, 1.6)
  if (plan === null) throw new Error('There is nothing to arrange')
  const { graph, group, aspect, obstacles, origin } = plan.job
  const places = (engine: DotEngine | null) => layoutTree(graph, group, { aspect, obstacles, origin, engine })
  const held = process.memoryUsage().rss / 1048576
  const first = cpuMs()
  places(null)
  const cold = cpuMs() - first
  const graphviz = await Graphviz.load()
  const dot: DotEngine = (source) => graphviz.layout(source, 'plain', 'dot')
  const [quick, fine]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run++) {
    const a = cpuMs()
    places(null)
    const b = cpuMs()
    places(dot)
    quick.push(b - a)
    fine.push(cpuMs() - b)
  }
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ cold, quick: median(quick), fine: median(fine), peak, more: peak - held }))
}

const [mode, ...rest] = process.argv.slice(2)
if (mode === '--one') await measureHere(Number(rest[0]))
else {
  const sizes = [mode, ...rest].map(Number).filter((n) => n > 0)
  const rows = (sizes.length > 0 ? sizes : [100, 500, 1000, 2000, 5000]).map((size) => {
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, '--one', String(size)], {
      encoding: 'utf8',
    })
    const found = JSON.parse(stdout.trim() === '' ? '{}' : stdout) as Record<string, number>
    if (found['peak'] === undefined) throw new Error(stderr)
    return {
      models: size,
      'first places, cold': found['cold'] ?? 0,
      'first places': found['quick'] ?? 0,
      'fine places': found['fine'] ?? 0,
      'peak MB': Math.round(found['peak']),
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
}
