/** What can be done with the marked cells and rows; the grid's keys and its menu ask here. */
import type { ClipboardEvent } from 'react'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import { wireText } from '../../../shared/protocol/scalars.ts'
import type { NewValue, RowFilter } from '../../../shared/protocol/methods/rows.ts'
import { parseCell } from '../../../shared/rows/parse-cell.ts'
import { parseTsv } from '../../../shared/rows/tsv.ts'
import { showCell } from '../../../shared/rows/show-cell.ts'
import type { TableForm, WideKeyForm } from '../../../shared/rows/table-form.ts'
import { report } from '../../actions/run-action.ts'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import { asTsv, COPIES } from './copy-formats.ts'
import type { CopiedTable, CopyFormat } from './copy-formats.ts'
import type { DataStore } from '../data-store.ts'
import { cursorAt, rangeOf } from '../grid/grid-moves.ts'
import type { Cursor, Place, Range } from '../grid/grid-moves.ts'
import { problemWords } from '../changes/problem-words.ts'
import { isNew, stageCell, stageDelete, stageNew } from '../changes/staged.ts'
import type { Staged } from '../changes/staged.ts'
import type { TableRows } from './table-rows.ts'
import { canEdit, dataColumn, pickedName } from './table-view.ts'
import type { DataColumn, TableView, ViewColumn, ViewRow } from './table-view.ts'

export interface RowsContext {
  readonly store: DataStore
  readonly view: TableView
  readonly rows: TableRows
  readonly form: TableForm | null
}

/** More are for a file. */
const MOST_COPIED = 50_000
/** Rows that one key changes. */
const MOST_CHANGED = 1_000

/** The rows of a range, whether the page holds them or not. */
async function rowsOf({ view, rows }: RowsContext, { top, bottom }: Range): Promise<readonly ViewRow[]> {
  const held = Array.from({ length: bottom - top + 1 }, (_, i) => view.at(top + i))
  if (held.every((row) => row !== undefined)) return held
  const from = Math.max(0, top - view.news)
  const read = await rows.read(from, bottom - view.news + 1)
  return held.flatMap((row, i) => {
    const found = read[top + i - view.news - from]
    return row ?? (found === undefined ? [] : { key: found.key, id: 0, cells: found.cells, staged: undefined })
  })
}

async function copied(context: RowsContext, cursor: Cursor): Promise<CopiedTable | null> {
  const range = rangeOf(cursor)
  if (range.bottom - range.top >= MOST_COPIED) {
    notify({ title: t.data.tooMuchToCopy(MOST_COPIED), kind: 'error' })
    return null
  }
  const { view } = context
  const columns = view.columns.slice(range.left, range.right + 1).filter((column) => column.kind === 'data')
  const found = await rowsOf(context, range)
  return {
    table: view.table,
    columns: columns.map(({ name }) => name),
    rows: found.map((row) => columns.map(({ name }) => plainCell(view.valueOf(row, name)))),
  }
}

function plainCell(value: WireCell | NewValue | undefined): WireCell {
  return value === undefined || isNew(value as NewValue) ? null : (value as WireCell)
}

/** What is at hand at once, for the keyboard's own copying. */
export function copyNow({ view }: RowsContext, cursor: Cursor): string {
  const { top, bottom, left, right } = rangeOf(cursor)
  const columns = view.columns.slice(left, right + 1)
  const rows: WireCell[][] = []
  for (let row = top; row <= bottom; row++) {
    rows.push(
      columns.map((column, i) =>
        column.kind === 'data' ? plainCell(view.value(row, left + i)) : view.cell(row, left + i).text,
      ),
    )
  }
  const text = asTsv({ table: view.table, columns: columns.map(({ name }) => name), rows })
  // Cells alone go into a spreadsheet's cells; names are asked for by the menu.
  return columns.length > 1 || rows.length > 1 ? text.slice(text.indexOf('\n') + 1) : text
}

/** Answers the browser's own question for what is marked. */
export function copyTo(context: RowsContext, cursor: Cursor, event: ClipboardEvent): void {
  if (!(document.getSelection()?.isCollapsed ?? true)) return
  event.preventDefault()
  if (isHeld(context, cursor)) return event.clipboardData.setData('text/plain', copyNow(context, cursor))
  // Rows that are not in the page come a moment later.
  void copied(context, cursor)
    .then((table) => (table === null ? undefined : navigator.clipboard.writeText(asTsv(table, true))))
    .catch(report)
}

function isHeld({ view }: RowsContext, { at, anchor }: Cursor): boolean {
  const { top, bottom } = rangeOf({ at, anchor })
  if (bottom - top > 6_000) return false
  for (let row = top; row <= bottom; row++) if (view.at(row) === undefined) return false
  return true
}

export async function copyAs(context: RowsContext, cursor: Cursor, format: CopyFormat): Promise<void> {
  const table = await copied(context, cursor)
  if (table === null) return
  await navigator.clipboard.writeText(COPIES[format](table))
  notify({ title: t.data.copied(table.rows.length, table.columns.length) })
}

/** A value for one cell. */
export function setCell(context: RowsContext, place: Place, value: NewValue, label?: string): void {
  const row = context.view.at(place.row)
  const column = context.view.columns[place.column]
  if (row !== undefined && column?.kind === 'data') setValue(context, row, column, value, label)
}

export function setValue(
  { store, view }: RowsContext,
  row: ViewRow,
  column: DataColumn,
  value: NewValue,
  label?: string,
): void {
  const was = row.cells[column.index]
  store.stage((staged) => stageCell(staged, { table: view.table, key: row.key, id: row.id }, column.name, value, was))
  if (label !== undefined && column.target !== null) store.notePicked(pickedName(column.target.table, value), label)
}

/** One value for all marked cells of a column, whether the page holds their rows or not. */
export async function fillCells(
  context: RowsContext,
  { top, bottom, column: index }: { readonly top: number; readonly bottom: number; readonly column: number },
  value: NewValue,
  label?: string,
): Promise<void> {
  const { store, view } = context
  const column = view.columns[index]
  if (column?.kind !== 'data' || isTooMany({ top, bottom })) return
  const rows = await rowsOf(context, { top, bottom, left: index, right: index })
  store.stage((staged) =>
    rows.reduce(
      (next, row) =>
        canEdit(view, row, column)
          ? stageCell(
              next,
              { table: view.table, key: row.key, id: row.id },
              column.name,
              value,
              row.cells[column.index],
            )
          : next,
      staged,
    ),
  )
  if (label !== undefined && column.target !== null) store.notePicked(pickedName(column.target.table, value), label)
}

function isTooMany({ top, bottom }: Pick<Range, 'top' | 'bottom'>): boolean {
  if (bottom - top < MOST_CHANGED) return false
  notify({ title: t.data.tooManyToChange(MOST_CHANGED), kind: 'error' })
  return true
}

/** Each cell that may be written gets what `make` gives, whether the page holds its row or not; null: it stays. */
async function setMany(
  context: RowsContext,
  range: Range,
  make: (column: ViewColumn & { kind: 'data' }, row: number, index: number) => { readonly value: WireScalar } | null,
): Promise<void> {
  if (isTooMany(range)) return
  const { store, view } = context
  const { top, left, right } = range
  const rows = await rowsOf(context, range)
  store.stage((staged) => {
    let next: Staged = staged
    for (const [at, row] of rows.entries()) {
      for (let index = left; index <= right; index++) {
        const column = view.columns[index]
        if (!canEdit(view, row, column)) continue
        const made = make(column, top + at, index)
        if (made === null) continue
        next = stageCell(
          next,
          { table: view.table, key: row.key, id: row.id },
          column.name,
          made.value,
          row.cells[column.index],
        )
      }
    }
    return next
  })
}

/** Empties the marked cells: NULL where it may be, else an empty text; says of which may be neither. */
export async function emptyCells(context: RowsContext, cursor: Cursor): Promise<void> {
  let full: string | null = null
  await setMany(context, rangeOf(cursor), ({ rule, name }) => {
    if (rule.null) return { value: null }
    if (rule.kind === 'text' && rule.emptyText) return { value: '' }
    full ??= `${name}: ${problemWords({ code: rule.kind === 'text' ? 'empty' : 'null' })}`
    return null
  })
  if (full !== null) notify({ title: t.errors.notDone, text: full, kind: 'error' })
}

/**
 * Cells of a spreadsheet into those from the cursor on; one goes into all that are marked. What has no place, and what
 * its column does not take, is said; the rest is taken.
 */
export async function paste(context: RowsContext, cursor: Cursor, text: string): Promise<void> {
  const lines = parseTsv(text)
  const range = rangeOf(cursor)
  const [first = []] = lines
  const isOne = lines.length === 1 && first.length === 1
  const width = Math.max(...lines.map((line) => line.length))
  const room = { rows: context.view.count - range.top, columns: context.view.columns.length - range.left }
  const into = isOne
    ? range
    : {
        ...range,
        bottom: range.top + Math.min(lines.length, room.rows) - 1,
        right: range.left + Math.min(width, room.columns) - 1,
      }
  const problems: string[] = []
  await setMany(context, into, ({ rule, name }, row, index) => {
    const cell = isOne ? first[0] : lines[row - into.top]?.[index - into.left]
    if (cell === undefined) return null
    const parsed = parseCell(cell === '' && rule.null ? null : cell, rule)
    if ('value' in parsed) return parsed
    problems.push(`${name}: ${problemWords(parsed.problem)}`)
    return null
  })
  const [problem] = problems
  if (problem !== undefined) notify({ title: t.data.notPasted(problems.length), text: problem, kind: 'error' })
  const beyond = { rows: Math.max(0, lines.length - room.rows), columns: Math.max(0, width - room.columns) }
  if (!isOne && beyond.rows + beyond.columns > 0)
    notify({ title: t.data.noRoomToPaste(beyond.rows, beyond.columns), kind: 'error' })
}

/** A new row as Django would start it, or a copy of another one. */
export async function addRow(
  { store, view }: Pick<RowsContext, 'store' | 'view'>,
  defaults: () => Promise<ReadonlyMap<string, WireScalar>>,
  like: ViewRow | null,
): Promise<void> {
  const values = new Map<string, NewValue>()
  if (like === null) for (const [column, value] of await defaults()) values.set(column, value)
  for (const column of like === null ? [] : view.all) {
    if (column.kind !== 'data' || column.page.generated || column.form?.isTouched === true) continue
    // A key is the row's own.
    if (column.page.pk > 0) continue
    const value = view.valueOf(like as ViewRow, column.name)
    if (value !== undefined && !(typeof value === 'object' && value !== null && '$p' in value))
      values.set(column.name, value)
  }
  // What stands in the filter is what is being looked at: the new row is to be one of them.
  for (const filter of like === null ? (store.getState().spot?.filters ?? []) : []) {
    if (filter.op === 'equals') values.set(filter.column, filter.value)
  }
  store.stage((staged) => stageNew(staged, view.table, values).staged)
}

export function toggleDelete(
  { store, view }: Pick<RowsContext, 'store' | 'view'>,
  rows: readonly ViewRow[],
  isDeleted: boolean,
): void {
  store.stage((staged) =>
    rows.reduce((next, row) => {
      const isMarked = row.staged?.isDeleted === true
      return row.key !== null && isMarked === isDeleted
        ? next
        : stageDelete(next, { table: view.table, key: row.key, id: row.id })
    }, staged),
  )
}

/** Where the cell leads: the row it refers to, or the rows that refer to its row. */
export function leadsTo({ view, form }: Pick<RowsContext, 'view' | 'form'>, { row: rowIndex, column: index }: Place) {
  const row = view.at(rowIndex)
  const column = view.columns[index]
  if (row === undefined || column === undefined || form === undefined) return null
  if (column.kind === 'data') {
    const { target, name } = column
    if (target !== null) return spotOf(view.keyOf(row, [name]), target.table, [target.key])
    const wide = form?.wideKeys.find(({ columns }) => columns.includes(name))
    return wide === undefined ? null : spotOf(view.keyOf(row, wide.columns), wide.target.table, wide.target.keys)
  }
  if (column.kind === 'wide') {
    const { columns, target } = column.wide
    return spotOf(view.keyOf(row, columns), target.table, target.keys)
  }
  if (column.kind === 'reverse') {
    const { table, own, columns } = column.reverse
    return spotOf(view.keyOf(row, own), table, columns)
  }
  const { through, source, target, other, own } = column.many
  const [value] = view.keyOf(row, [own]) ?? []
  return value === undefined
    ? null
    : spotFor(other.table, { op: 'linked', column: other.key, through, source, target, value })
}

/** The rows that hold the key in these columns; null: there is no key. */
function spotOf(key: readonly WireScalar[] | null, table: string, columns: readonly string[]) {
  return key === null ? null : spotFor(table, ...holding(columns, key))
}

/** Filters for rows that hold these values. */
export function holding(columns: readonly string[], values: readonly WireScalar[]): readonly RowFilter[] {
  return columns.map((column, i) => ({ op: 'equals', column, value: values[i] ?? null }))
}

/** A reference over several columns is given another row, or none: all of its columns at once. */
export function setWide(
  { store, view }: RowsContext,
  row: ViewRow,
  { columns, target }: WideKeyForm,
  key: readonly WireScalar[] | null,
  label?: string,
): void {
  store.stage((staged) =>
    columns.reduce((next, name, i) => {
      const was = row.cells[dataColumn(view, name)?.index ?? -1]
      return stageCell(next, { table: view.table, key: row.key, id: row.id }, name, key?.[i] ?? null, was)
    }, staged),
  )
  if (label !== undefined && key !== null) store.notePicked(pickedName(target.table, key), label)
}

export function spotFor(table: string, ...filters: readonly RowFilter[]) {
  return { table, filters: [...filters], sort: [], at: cursorAt({ row: 0, column: 0 }).at }
}

/** Only rows with this cell's value, or all without it. */
export function filterByCell({ view }: Pick<RowsContext, 'view'>, place: Place, isOut: boolean): RowFilter | null {
  const column = view.columns[place.column]
  const value = view.value(place.row, place.column)
  if (column?.kind !== 'data' || value === undefined || isNew(value as NewValue)) return null
  if (typeof value === 'object' && value !== null && '$p' in value) return null
  if (value === null) return { op: isOut ? 'notNull' : 'isNull', column: column.name }
  return { op: isOut ? 'notEquals' : 'equals', column: column.name, value: value as WireScalar }
}

export function cellText({ view }: Pick<RowsContext, 'view'>, place: Place): string {
  const column = view.columns[place.column]
  const value = view.value(place.row, place.column)
  if (column?.kind !== 'data' || value === undefined || isNew(value as NewValue)) return ''
  const text = showCell(value as WireCell, column.rule)
  return text.length > 24 ? `${text.slice(0, 24)}…` : text === '' ? wireText('""') : text
}
