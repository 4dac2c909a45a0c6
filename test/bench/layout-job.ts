/**
 * One layout in a process of its own, which like the page's worker knows nothing of the design but the job it is
 * handed: prints its CPU, ms, and its most memory, MB, as JSON. `node test/bench/layout-job.ts FILE`, the job serialised.
 */
import { readFileSync } from 'node:fs'
import { deserialize } from 'node:v8'
import { Graphviz } from '@hpcc-js/wasm-graphviz'
import type { LayoutJob } from '../../shared/layout/arrange/arrange-plan.ts'
import type { DotEngine } from '../../shared/layout/arrange/dot.ts'
import { layoutTree } from '../../shared/layout/arrange/layout-tree.ts'
import { median } from './measure.ts'

const RUNS = 5

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const { graph, group, aspect, obstacles, origin } = deserialize(readFileSync(process.argv[2] ?? '')) as LayoutJob
const held = process.memoryUsage().rss / 1048576
const places = (engine: DotEngine | null) => layoutTree(graph, group, { aspect, obstacles, origin, engine })
const first = cpuMs()
places(null)
const cold = cpuMs() - first
const graphviz = await Graphviz.load()
const dot: DotEngine = (source) => graphviz.layout(source, 'plain', 'dot')
places(dot)
// A worker does this once; what is repeated below is for the medians.
const peak = process.resourceUsage().maxRSS / 1024
const [quick, fine]: [number[], number[]] = [[], []]
for (let run = 0; run < RUNS; run++) {
  const a = cpuMs()
  places(null)
  const b = cpuMs()
  places(dot)
  quick.push(b - a)
  fine.push(cpuMs() - b)
}
console.log(JSON.stringify({ cold, quick: median(quick), fine: median(fine), peak, more: peak - held }))
