/** What a card shows of its row: values, the rows they lead to, and those that lead to it. */
import type { Client } from '../../../shared/protocol/client.ts'
import { keyedRows } from '../../../shared/protocol/column-batch.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import { wireText } from '../../../shared/protocol/scalars.ts'
import { ruleOfDeclared } from '../../../shared/rows/cell-rule.ts'
import { showCell } from '../../../shared/rows/show-cell.ts'
import type { TableForm, TargetForm } from '../../../shared/rows/table-form.ts'

export interface CardLink {
  readonly label: string
  readonly table: string
  readonly filter: RowFilter
}

export interface CardLine {
  readonly name: string
  readonly text: string
  readonly isNull: boolean
  readonly to: CardLink | null
}

export interface CardGroup {
  readonly name: string
  readonly count: number
  /** The first few. */
  readonly rows: readonly CardLink[]
  /** All of them, in the grid. */
  readonly all: { readonly table: string; readonly filter: RowFilter }
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
  key: readonly WireScalar[],
  signal: AbortSignal,
): Promise<CardContent | null> {
  const page = async (table: string, filters: RowFilter[], limit: number) =>
    client.call('rows.page', { session, table, filters, limit }, { signal })
  const name = form.primaryKey
  if (name === null || key.length !== 1) return null
  const found = await page(form.table, [{ op: 'equals', column: name, value: key[0] ?? null }], 1)
  const [cells] = keyedRows(found.batch, found.keyWidth).rows
  if (cells === undefined) return null
  const valueOf = (column: string): WireCell => cells[found.columns.findIndex((one) => one.name === column)] ?? null

  async function labelOf({ table, key: column, labels }: TargetForm, value: WireScalar): Promise<string> {
    const params = { session, table, key: column, labels: [...labels], values: [value] }
    const { labels: known } = await client.call('rows.labels', params, { signal })
    return known[0]?.label ?? ''
  }
  const lines = await Promise.all(
    found.columns.map(async (column): Promise<CardLine> => {
      const own = form.columns.get(column.name)
      const value = valueOf(column.name)
      const text = showCell(value, own?.rule ?? ruleOfDeclared(column))
      const target = own?.target ?? null
      if (target === null || value === null || isPreview(value))
        return { name: column.name, text, isNull: value === null, to: null }
      const label = await labelOf(target, value)
      const filter: RowFilter = { op: 'equals', column: target.key, value }
      return {
        name: column.name,
        text,
        isNull: false,
        to: { label: label === '' ? text : label, table: target.table, filter },
      }
    }),
  )
  async function group(name: string, other: TargetForm, filter: RowFilter): Promise<CardGroup> {
    const [{ total }, first] = await Promise.all([
      client.call('rows.count', { session, table: other.table, filters: [filter] }, { signal }),
      page(other.table, [filter], SHOWN_ROWS),
    ])
    const at = first.columns.findIndex((one) => one.name === other.key)
    const rows = await Promise.all(
      keyedRows(first.batch, first.keyWidth).rows.map(async (row): Promise<CardLink> => {
        const value = (row[at] ?? null) as WireScalar
        const label = await labelOf(other, value)
        return {
          label: label === '' ? wireText(value) : label,
          table: other.table,
          filter: { op: 'equals', column: other.key, value },
        }
      }),
    )
    return { name, count: total, rows, all: { table: other.table, filter } }
  }
  const groups = await Promise.all([
    ...form.many.flatMap(({ name, own, through, source, target, other }) => {
      const value = valueOf(own)
      if (value === null || isPreview(value)) return []
      return [group(name, other, { op: 'linked', column: other.key, through, source, target, value })]
    }),
    ...form.reverse.flatMap(({ name, own, column, other }) => {
      const value = valueOf(own)
      return value === null || isPreview(value) ? [] : [group(name, other, { op: 'equals', column, value })]
    }),
  ])
  const title = form.labels.map((label) => valueOf(label)).find((value) => value !== null && value !== '')
  return { title: title === undefined ? wireText(key[0] ?? null) : wireText(title), lines, groups }
}

function isPreview(value: WireCell): value is Exclude<WireCell, WireScalar> {
  return typeof value === 'object' && value !== null && '$p' in value
}
