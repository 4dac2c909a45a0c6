/**
 * What the canvas costs: main-thread CPU to open a design, per frame of panning, zooming and dragging and per edit, by
 * number of models, in one run with the prototype of its recipe (the least an editor on React Flow can cost) and with
 * React Flow as it comes, the same boxes, the same input, a page each in the same Chromium. CPU and not wall time: it holds
 * whatever else the machine does; only p95 and longest are wall. Opening is counted over opening an empty page:
 * until the first view is painted, and with all that is worked out after it.
 *
 * `node test/bench/canvas.bench.ts [sizes…] [--alone]`, or `npm run bench canvas 1000 10000`
 */
import { resolve } from 'node:path'
import { openCanvasPages } from '../e2e/canvas-page/open.ts'
import type { CanvasPage } from '../e2e/canvas-page/open.ts'
import { canvasGoals } from './canvas-goals.ts'
import { NONE, measurePage } from './canvas-measure.ts'
import type { Measure, Row } from './canvas-measure.ts'
import { printGoals } from './goals.ts'
import { printTable } from './measure.ts'

const isAlone = process.argv.includes('--alone')
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const SIZES = sizes.length > 0 ? sizes : [50, 200, 500, 1000, 2000, 5000, 10000]
/** The two other prototypes, boxes as DOM, are measured at these. */
const COMPARED = new Set([1000, 5000])
/** Where React Flow as it comes gets slow; beyond the next it is not tried. */
const MOST_QUICK_BARE = 1000
const MOST_BARE = 5000
const BARE_LIMIT_MS = 30_000
/** The budgets ask of the largest what they ask of this one. */
const BASE = 1000
const FRAMES = ['overview pan', 'pan 100 %', 'zoom', 'drag one', 'drag fifty', 'edit a name'] as const

const configOf = (folder: string): string => resolve(import.meta.dirname, folder, 'vite.config.ts')
const LIMIT_PAGE = configOf('limit-page')
const BARE_PAGE = configOf('bare-page')

/** One row by another, in the columns that are costs of a frame or an edit. */
function ratio(title: string, a: Row, b: Row): Row {
  const by = (key: string): string | number => {
    const found = Number(a[key]) / Number(b[key])
    return Number.isNaN(found) ? NONE : found
  }
  return { ratio: title, ...Object.fromEntries(FRAMES.map((key) => [key, by(key)])) }
}

const troubles: string[] = []
const [ours, prototype, others, bare]: [Row[], Row[], Row[], Row[]] = [[], [], [], []]

async function add(rows: Row[], asked: Measure): Promise<boolean> {
  console.log(`${asked.name}, ${asked.size} models …`)
  const { row, isWhole } = await measurePage(asked)
  rows.push(row)
  return isWhole
}

/** A page that hangs is closed with its browser, however long that one would like to take. */
async function end(pages: CanvasPage): Promise<void> {
  await Promise.race([pages.close(), new Promise((done) => setTimeout(done, 5000))])
}

const canvas = await openCanvasPages()
const limit = isAlone ? null : await openCanvasPages({ configFile: LIMIT_PAGE })
try {
  // Size by size, one after the other: what the machine does besides meets both.
  for (const size of SIZES) {
    await add(ours, { pages: canvas, kind: 'editor', name: 'canvas', size })
    if (limit === null) continue
    const config = (name: string): Measure => ({
      pages: limit,
      kind: 'prototype',
      name: `prototype ${name}`,
      size,
      query: `config=${name}&`,
    })
    await add(prototype, config('K'))
    if (!COMPARED.has(size)) continue
    await add(others, config('J'))
    await add(others, config('G'))
  }
  troubles.push(...canvas.troubles, ...(limit?.troubles ?? []))
} finally {
  await canvas.close()
  await limit?.close()
}
if (!isAlone) {
  let pages = await openCanvasPages({ configFile: BARE_PAGE })
  for (const size of SIZES.filter((n) => n <= MOST_BARE)) {
    const limitMs = size > MOST_QUICK_BARE ? BARE_LIMIT_MS : undefined
    const asked: Measure = { pages, kind: 'bare', name: 'React Flow as it comes', size }
    if (await add(bare, limitMs === undefined ? asked : { ...asked, limitMs })) continue
    await end(pages)
    pages = await openCanvasPages({ configFile: BARE_PAGE })
  }
  troubles.push(...pages.troubles)
  await end(pages)
}

printTable('Canvas: main-thread CPU, ms (per frame where frames are driven); p95 and longest: wall', [
  ...ours,
  ...prototype,
  ...others,
  ...bare,
])
console.log(`${NONE} the page has no counterpart: the prototypes do not drag, only the canvas adds and deletes.`)
const base = ours.find(({ models }) => models === BASE)
const ratios = [
  ...[...prototype, ...others, ...bare].flatMap((row) => {
    const same = ours.find(({ models }) => models === row['models'])
    return same === undefined ? [] : [ratio(`canvas : ${row['page']}, ${row['models']} models`, same, row)]
  }),
  ...(base === undefined
    ? []
    : [...ours, ...prototype]
        .filter(({ models }) => Number(models) > BASE)
        .map((row) => {
          const first = (row['page'] === 'canvas' ? ours : prototype).find(({ models }) => models === BASE)
          return ratio(`${row['page']}, ${row['models']} : ${BASE} models`, row, first ?? row)
        })),
]
if (ratios.length > 0) printTable('Ratios (1 = the same cost)', ratios)
printGoals('Goals', canvasGoals(ours, prototype))
if (troubles.length > 0) console.log(troubles.join('\n'))
process.exit(0)
