/** What the canvas was to cost, and what a row of the table says it does. */
import type { Row } from './canvas-measure.ts'
import type { Goal } from './goals.ts'

const SHOWN = 5000
const BASE = 1000
const MANY = 10_000
const RATIOS = ['overview pan', 'pan 100 %', 'zoom', 'drag one', 'drag fifty', 'edit a name'] as const
/** What the prototype does, too. */
const SHARED = ['overview pan', 'pan 100 %', 'zoom', 'edit a name'] as const

export function canvasGoals(ours: readonly Row[], prototype: readonly Row[]): Goal[] {
  const at = (rows: readonly Row[], size: number, column: string): number =>
    Number(rows.find(({ models }) => models === size)?.[column] ?? Number.NaN)
  const own = (id: string, what: string, column: string, atMost: number, unit = 'ms', size = SHOWN): Goal => ({
    id,
    what: `${what}, ${size} models`,
    measured: at(ours, size, column),
    atMost,
    unit,
  })
  return [
    own('P1', 'pan at 100 %, main CPU a frame', 'pan 100 %', 4.5),
    own('P1', 'pan at 100 %, p95 of frame times', 'pan p95', 17.5),
    own('P1', 'pan at 100 %, frames dropped', 'pan dropped %', 1, '%'),
    own('P2', 'pan in overview, main CPU a frame', 'overview pan', 4),
    own('P2', 'pan in overview, p95 of frame times', 'overview p95', 17.7),
    own('P3', 'zoom 100 % to overview and back, main CPU a frame', 'zoom', 7),
    own('P3', 'zoom, p95 of frame times', 'zoom p95', 25),
    own('P3', 'zoom, longest frame', 'zoom longest', 50),
    ...RATIOS.map((column): Goal => ({
      id: 'P4',
      what: `${column}, ${MANY} : ${BASE} models`,
      measured: at(ours, MANY, column) / at(ours, BASE, column),
      atMost: 1.2,
      unit: '×',
    })),
    own('P5', 'open until painted, main CPU over an empty one', 'first view', 20, 'ms', BASE),
    own('P5', 'open until painted, main CPU over an empty one', 'first view', 50),
    own('P7', 'a name changed, canvas alone, main CPU', 'edit a name', 8),
    own('P8', 'heap, canvas alone', 'heap MB', 40, 'MB'),
    own('P8', 'elements', 'elements', 2500, ''),
    ...SHARED.flatMap((column) =>
      [BASE, SHOWN].map((size): Goal => ({
        id: '1.5×',
        what: `${column} by the prototype's, ${size} models`,
        measured: at(ours, size, column) / at(prototype, size, column),
        atMost: 1.5,
        unit: '×',
      })),
    ),
  ]
}
