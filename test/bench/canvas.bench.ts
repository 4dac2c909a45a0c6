/**
 * What the canvas costs: main-thread CPU to open a design, per frame of panning, zooming and dragging and per edit, by
 * number of models, beside a bare React Flow page with the same boxes in the same Chromium. CPU and not wall
 * time: it holds whatever else the machine does. Opening is counted over opening an empty page: until the first
 * view is painted, and with all that is worked out after it.
 *
 * `node test/bench/canvas.bench.ts [sizes…] [--alone]`, or `npm run bench canvas 1000 10000`
 */
import { resolve } from 'node:path'
import { openCanvasPages } from '../e2e/canvas-page/open.ts'
import { measurePage } from './canvas-measure.ts'
import type { Row } from './canvas-measure.ts'
import { printTable } from './measure.ts'

const isAlone = process.argv.includes('--alone')
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const SIZES = sizes.length > 0 ? sizes : [50, 200, 500, 1000, 2000, 5000, 10000]
/** Beyond this the bare page takes minutes for one picture of everything. */
const MOST_BARE = 1000
/** The budgets ask of the largest what they ask of this one. */
const BASE = 1000
const FRAMES = ['overview pan', 'pan 100 %', 'zoom', 'drag one', 'drag fifty', 'edit a name'] as const

async function measureAll(name: string, configFile: string | null, troubles: string[]): Promise<Row[]> {
  const isBare = configFile !== null
  const pages = await openCanvasPages(isBare ? { configFile } : {})
  const rows: Row[] = []
  try {
    for (const size of SIZES) if (!isBare || size <= MOST_BARE) rows.push(await measurePage(pages, name, size, isBare))
    troubles.push(...pages.troubles)
  } finally {
    await pages.close()
  }
  return rows
}

/** One row by another, in the columns that are costs of a frame or an edit. */
function ratio(title: string, a: Row, b: Row): Row {
  return { ratio: title, ...Object.fromEntries(FRAMES.map((key) => [key, Number(a[key]) / Number(b[key])])) }
}

const troubles: string[] = []
const ours = await measureAll('canvas', null, troubles)
const bare = isAlone
  ? []
  : await measureAll('bare React Flow', resolve(import.meta.dirname, 'bare-page/vite.config.ts'), troubles)
printTable('Canvas beside bare React Flow: main-thread CPU, ms (per frame where frames are driven)', [...ours, ...bare])
const base = ours.find(({ models }) => models === BASE)
const ratios = [
  ...bare.flatMap((row) => {
    const same = ours.find(({ models }) => models === row['models'])
    return same === undefined ? [] : [ratio(`canvas : bare, ${row['models']} models`, same, row)]
  }),
  ...(base === undefined
    ? []
    : ours
        .filter(({ models }) => Number(models) > BASE)
        .map((row) => ratio(`${row['models']} : ${BASE} models`, row, base))),
]
if (ratios.length > 0) printTable('Ratios (1 = the same cost)', ratios)
if (troubles.length > 0) console.log(troubles.join('\n'))
