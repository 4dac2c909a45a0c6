/** What a card shows of its row: values, the rows they lead to, and those that lead to it. */
import type { Client } from '../../../shared/protocol/client.ts'
import { keyedRows } from '../../../shared/protocol/column-batch.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import { wireText } from '../../../shared/protocol/scalars.ts'
import { ruleOfDeclared } from '../../../shared/rows/cell-rule.ts'
import { showCell } from '../../../shared/rows/show-cell.ts'
import type { RowsForm, TableForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { holding } from '../rows/row-actions.ts'
import { keyText } from '../rows/table-view.ts'

export interface CardLink {
  readonly label: string
  readonly table: string
  readonly filters: readonly RowFilter[]
}

interface CardLine {
  readonly name: string
  readonly text: string
  readonly isNull: boolean
  readonly to: CardLink | null
}

interface CardGroup {
  readonly name: string
  readonly count: number
  /** The first few. */
  readonly rows: readonly CardLink[]
  /** All of them, in the grid. */
  readonly all: { readonly table: string; readonly filters: readonly RowFilter[] }
}

export interface CardContent {
  readonly title: string
  readonly lines: readonly CardLine[]
  readonly groups: readonly CardGroup[]
}

const SHOWN_ROWS = 5

/** @returns null where the row is gone */
export async function readCard(
  client: Client,
  session: Handle<'sql'>,
  form: TableForm,
  filters: readonly RowFilter[],
  signal: AbortSignal,
): Promise<CardContent | null> {
  const page = async (table: string, wanted: readonly RowFilter[], limit: number) =>
    client.call('rows.page', { session, table, filters: [...wanted], limit }, { signal })
  const found = await page(form.table, filters, 1)
  const [cells] = keyedRows(found.batch, found.keyWidth).rows
  if (cells === undefined) return null
  const valueOf = (column: string): WireCell => cells[found.columns.findIndex((one) => one.name === column)] ?? null

  /** null: one of the columns holds nothing. */
  function keyOf(columns: readonly string[]): readonly WireScalar[] | null {
    const values = columns.map(valueOf)
    return values.some((value) => value === null || isPreview(value)) ? null : (values as WireScalar[])
  }
  async function labelOf({ table, keys, labels }: RowsForm, key: readonly WireScalar[]): Promise<string> {
    if (keys.length === 0) return ''
    const params = { session, table, keys: [...keys], labels: [...labels], values: [[...key]] }
    const { labels: known } = await client.call('rows.labels', params, { signal })
    return known[0]?.label ?? ''
  }
  async function linkTo(to: RowsForm, key: readonly WireScalar[]): Promise<CardLink> {
    const label = await labelOf(to, key)
    return { label: label === '' ? keyText(key) : label, table: to.table, filters: holding(to.keys, key) }
  }
  const lines = await Promise.all(
    found.columns.map(async (column): Promise<CardLine> => {
      const own = form.columns.get(column.name)
      const value = valueOf(column.name)
      const text = showCell(value, own?.rule ?? ruleOfDeclared(column))
      const target = own?.target ?? null
      if (target === null || value === null || isPreview(value))
        return { name: column.name, text, isNull: value === null, to: null }
      return { name: column.name, text, isNull: false, to: await linkTo({ ...target, keys: [target.key] }, [value]) }
    }),
  )
  const wide = await Promise.all(
    form.wideKeys.map(async ({ name, columns, target }): Promise<CardLine> => {
      const key = keyOf(columns)
      const text = key === null ? t.data.null : keyText(key)
      return { name, text, isNull: key === null, to: key === null ? null : await linkTo(target, key) }
    }),
  )
  async function group(name: string, other: RowsForm, wanted: readonly RowFilter[]): Promise<CardGroup> {
    const [{ total }, first] = await Promise.all([
      client.call('rows.count', { session, table: other.table, filters: [...wanted] }, { signal }),
      page(other.table, wanted, SHOWN_ROWS),
    ])
    const places = other.keys.map((column) => first.columns.findIndex((one) => one.name === column))
    const rows = await Promise.all(
      keyedRows(first.batch, first.keyWidth).rows.map((row) =>
        linkTo(
          other,
          places.map((at) => (row[at] ?? null) as WireScalar),
        ),
      ),
    )
    // Rows that nothing tells apart cannot be opened one by one.
    const shown = other.keys.length === 0 ? [] : rows
    return { name, count: total, rows: shown, all: { table: other.table, filters: wanted } }
  }
  const groups = await Promise.all([
    ...form.many.flatMap(({ name, own, through, source, target, other }) => {
      const [value] = keyOf([own]) ?? []
      if (value === undefined) return []
      const linked: RowFilter = { op: 'linked', column: other.key, through, source, target, value }
      return [group(name, { ...other, keys: [other.key] }, [linked])]
    }),
    ...form.reverse.flatMap(({ name, own, columns, other }) => {
      const key = keyOf(own)
      return key === null ? [] : [group(name, other, holding(columns, key))]
    }),
  ])
  const called = form.labels
    .map((label) => valueOf(label))
    .filter((value) => value !== null && value !== '')
    .map((value) => wireText(value))
  const title =
    called.length > 0 ? called.join(' ') : keyText(filters.map((filter) => ('value' in filter ? filter.value : null)))
  return { title, lines: [...lines, ...wide], groups }
}

function isPreview(value: WireCell): value is Exclude<WireCell, WireScalar> {
  return typeof value === 'object' && value !== null && '$p' in value
}
