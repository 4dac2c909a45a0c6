/** What a spreadsheet says of the marked cells: how many, how many filled, sum, mean, least and most. */
import type { WireCell } from '../../../shared/protocol/scalars.ts'
import { sameScalar } from '../../../shared/rows/show-cell.ts'
import { t } from '../../texts/texts.ts'
import { isSingle, rangeOf } from '../grid/grid-moves.ts'
import type { Cursor } from '../grid/grid-moves.ts'
import type { TableView } from '../rows/table-view.ts'

/** More are not added up while one drags. */
const MOST_CELLS = 50_000

/** null: one cell only, or more than can be added up at once, or rows that are not in the page. */
export function markedWords(view: TableView, cursor: Cursor): string | null {
  const range = rangeOf(cursor)
  const cells = (range.bottom - range.top + 1) * (range.right - range.left + 1)
  if (isSingle(range) || cells > MOST_CELLS) return null
  const sum = createSum()
  let filled = 0
  for (let row = range.top; row <= range.bottom; row++) {
    if (view.at(row) === undefined) return t.columns.marked.cells(cells)
    for (let index = range.left; index <= range.right; index++) {
      const column = view.columns[index]
      const value = view.value(row, index)
      if (column?.kind !== 'data' || value === undefined || value === null) continue
      filled++
      // Keys are no amounts.
      const isAmount = column.target === null && column.page.pk === 0 && column.rule.choices === null
      if (isAmount && column.rule.kind !== 'boolean') sum.add(value as WireCell)
    }
  }
  const facts = sum.take()
  const words = t.columns.marked
  return [
    words.cells(cells),
    filled < cells ? words.filled(filled) : '',
    facts === null ? '' : words.sum(facts.sum, facts.mean),
    facts === null || sameScalar(facts.least, facts.most) ? '' : words.span(facts.least, facts.most),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

interface Facts {
  readonly sum: string
  readonly mean: string
  readonly least: string
  readonly most: string
}

/** Whole numbers are added up exactly, whatever their size; others as the database would, to 15 digits. */
export function createSum() {
  let whole = 0n
  let rest = 0
  let n = 0
  let least: number | bigint | null = null
  let most: number | bigint | null = null
  return {
    add(cell: WireCell): void {
      const value = numberOf(cell)
      if (value === null) return
      n++
      if (typeof value === 'bigint') whole += value
      else rest += value
      if (least === null || value < least) least = value
      if (most === null || value > most) most = value
    },
    /** null: no number among them. */
    take(): Facts | null {
      if (n === 0 || least === null || most === null) return null
      const isWhole = rest === 0
      const total = Number(whole) + rest
      return {
        sum: isWhole ? String(whole) : short(total),
        mean: isWhole && whole % BigInt(n) === 0n ? String(whole / BigInt(n)) : short(total / n),
        least: typeof least === 'bigint' ? String(least) : short(least),
        most: typeof most === 'bigint' ? String(most) : short(most),
      }
    },
  }
}

const short = (value: number): string => String(Number(value.toPrecision(12)))

function numberOf(cell: WireCell): number | bigint | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? BigInt(cell) : cell
  if (typeof cell !== 'object' || cell === null) return null
  if ('$i' in cell) return BigInt(cell.$i)
  const value = '$f' in cell ? Number(cell.$f) : Number.NaN
  return Number.isNaN(value) ? null : value
}
