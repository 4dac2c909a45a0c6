/** One answer of the ORM shell, from the shapes of the host to what the page shows. */
import type { CallItem } from '../../../shared/protocol/methods.ts'
import type { WireCell } from '../../../shared/protocol/scalars.ts'
import type { QueryCode } from '../../../shared/query-code/targets.ts'
import { createRows } from '../../data/rows/rows.ts'
import type { Rows } from '../../data/rows/rows.ts'

export interface RanSql {
  readonly text: string
  readonly params: readonly unknown[]
}

export type ShownResult =
  /** `text`: one object, as Python's prompt prints it. */
  | { readonly kind: 'rows'; readonly rows: Rows; readonly text?: string }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'changes'; readonly changes: number }
  | { readonly kind: 'error'; readonly type: string; readonly message: string; readonly blocking: readonly string[] }

export interface ShownStatement {
  /** 1-based. */
  readonly line: number
  readonly endLine: number
  readonly ms: number | null
  readonly sql: readonly RanSql[]
  readonly result: ShownResult
  readonly printed?: string
  /** The relations that the query went over. */
  readonly path: readonly Hop[]
  /** The query for TypeScript libraries; [] for anything but a queryset. */
  readonly code: readonly QueryCode[]
}

export interface Hop {
  /** Where the step starts. */
  readonly model: string
  readonly field: string
  readonly reverse: boolean
}

type Item = CallItem<'orm.run'>

/** `firstLine`: where in the editor the code began that ran. */
export function readItem(item: Item, firstLine = 1): ShownStatement {
  const { printed, endLine } = item
  const line = item.line + firstLine - 1
  return {
    line,
    endLine: typeof endLine === 'number' ? endLine + firstLine - 1 : line,
    ms: item.ms,
    sql: item.sql,
    result: readResult(item),
    path: Array.isArray(item['path']) ? (item['path'] as readonly Hop[]) : [],
    code: Array.isArray(item['code']) ? (item['code'] as readonly QueryCode[]) : [],
    ...(typeof printed === 'string' && printed !== '' ? { printed } : {}),
  }
}

interface Loose {
  readonly [key: string]: unknown
}

function readResult(item: Item): ShownResult {
  const result = item.result as Loose
  const text = typeof item['text'] === 'string' ? item['text'] : undefined
  const table = (item as { readonly table?: unknown }).table as
    | {
        readonly columns: readonly { readonly name: string; readonly type: string | null }[]
        readonly rows: readonly (readonly WireCell[])[]
      }
    | undefined
  if (table !== undefined) {
    const rows = createRows(table.columns, table.rows, true)
    if (typeof result['total'] === 'number') rows.finish(true)
    return text === undefined ? { kind: 'rows', rows } : { kind: 'rows', rows, text }
  }
  const printed = (otherwise: string): ShownResult => ({ kind: 'value', text: text ?? otherwise })
  switch (result['kind']) {
    case 'queryset':
      return readQueryset(result)
    case 'values':
      return readValues(result['rows'])
    case 'instance':
      return printed(`<${shortName(result['model'])}: ${shown(result['pk'])}>`)
    case 'instances':
      return printed(shown(result['items'] ?? result['pks']))
    case 'error':
      return {
        kind: 'error',
        type: String(result['type']),
        message: String(result['message']),
        blocking: blockers(result),
      }
    case 'statement':
      return { kind: 'nothing' }
    case 'manager':
      return printed(`${shortName(result['model'])} manager`)
    case 'value':
      // As a Python prompt does, None is not printed.
      return result['value'] === null ? { kind: 'nothing' } : printed(shown(result['value']))
    default:
      return printed(shown(result))
  }
}

function blockers(result: Loose): readonly string[] {
  const objects = result['protected_objects'] ?? result['restricted_objects']
  return Array.isArray(objects) ? objects.map(shown) : []
}

function readQueryset(result: Loose): ShownResult {
  const pks = Array.isArray(result['pks']) ? result['pks'] : []
  const annotations = Array.isArray(result['annotations']) ? (result['annotations'] as readonly Loose[]) : []
  const names = Object.keys(annotations[0] ?? {})
  const columns = ['pk', ...names].map((name) => ({ name, type: null }))
  const rows = pks.map((pk, index) => [cell(pk), ...names.map((name) => cell(annotations[index]?.[name]))])
  return { kind: 'rows', rows: createRows(columns, rows, true, true) }
}

function readValues(rows: unknown): ShownResult {
  const list = Array.isArray(rows) ? (rows as readonly unknown[]) : []
  const [first] = list
  if (typeof first === 'object' && first !== null && !Array.isArray(first)) {
    const names = Object.keys(first)
    const cells = list.map((row) => names.map((name) => cell((row as Loose)[name])))
    return {
      kind: 'rows',
      rows: createRows(
        names.map((name) => ({ name, type: null })),
        cells,
        true,
      ),
    }
  }
  const width = Array.isArray(first) ? first.length : 1
  const columns = Array.from({ length: width }, (_, index) => ({
    name: width === 1 ? 'value' : String(index),
    type: null,
  }))
  const cells = list.map((row) => (Array.isArray(row) ? row.map(cell) : [cell(row)]))
  return { kind: 'rows', rows: createRows(columns, cells, true) }
}

function cell(value: unknown): WireCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return shown(value)
}

/** A value as Python would print it. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`
  if (typeof value !== 'object') return String(value)
  return `{${Object.entries(value)
    .map(([key, entry]) => `${quoted(key)}: ${quoted(entry)}`)
    .join(', ')}}`
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : shown(value)
}

function shortName(label: unknown): string {
  return String(label ?? '').replace(/^.*\./, '')
}
