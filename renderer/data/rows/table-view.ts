/** What the grid shows of a table: rows as they are, with what is staged over them. Data in, data out. */
import { wireText } from '../../../shared/protocol/scalars.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import { ruleOfDeclared } from '../../../shared/rows/cell-rule.ts'
import type { CellRule } from '../../../shared/rows/cell-rule.ts'
import { showCell } from '../../../shared/rows/show-cell.ts'
import type {
  ColumnForm,
  ManyForm,
  ReverseForm,
  TableForm,
  TargetForm,
  WideKeyForm,
} from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import type { GridCell, RowMark } from '../grid/Grid.tsx'
import { arrange } from '../columns/column-layout.ts'
import type { ColumnLayout } from '../columns/column-layout.ts'
import { isNew, linksOf, newRows, rowName } from '../changes/staged.ts'
import type { RowKey, Staged, StagedRow } from '../changes/staged.ts'
import type { PageColumn, TableRows } from './table-rows.ts'

export interface DataColumn {
  readonly kind: 'data'
  readonly name: string
  /** Its place in the rows' cells. */
  readonly index: number
  readonly page: PageColumn
  readonly form: ColumnForm | null
  readonly rule: CellRule
  readonly target: TargetForm | null
}
/** A reference over several columns: shown by what its row is called. */
export interface WideColumn {
  readonly kind: 'wide'
  readonly name: string
  readonly wide: WideKeyForm
}
export interface ManyColumn {
  readonly kind: 'many'
  readonly name: string
  readonly many: ManyForm
}
interface ReverseColumn {
  readonly kind: 'reverse'
  readonly name: string
  readonly reverse: ReverseForm
}
export type ViewColumn = DataColumn | WideColumn | ManyColumn | ReverseColumn

/** The table's own columns, references over several of them, many-to-many relations, then who refers to it. */
function viewColumns(columns: readonly PageColumn[], form: TableForm | null): readonly ViewColumn[] {
  return [
    ...columns.map((page, index): DataColumn => {
      const own = form?.columns.get(page.name) ?? null
      return {
        kind: 'data',
        name: page.name,
        index,
        page,
        form: own,
        rule: own?.rule ?? ruleOfDeclared(page),
        target: own?.target ?? null,
      }
    }),
    ...(form?.wideKeys ?? []).map((wide): WideColumn => ({ kind: 'wide', name: wide.name, wide })),
    ...(form?.many ?? []).map((many): ManyColumn => ({ kind: 'many', name: many.name, many })),
    ...(form?.reverse ?? []).map((reverse): ReverseColumn => ({ kind: 'reverse', name: reverse.name, reverse })),
  ]
}

export interface ViewRow {
  readonly key: RowKey | null
  /** Of a new row. */
  readonly id: number
  /** As they are in the database; [] of a new row. */
  readonly cells: readonly WireCell[]
  readonly staged: StagedRow | undefined
}

export interface TableView {
  readonly table: string
  /** As they are shown. */
  readonly columns: readonly ViewColumn[]
  /** So many of them stay while the others are scrolled. */
  readonly pinned: number
  /** Those that are hidden, too, in the table's own order. */
  readonly all: readonly ViewColumn[]
  readonly count: number
  /** New rows, which stand above the others. */
  readonly news: number
  readonly isEditable: boolean
  at(row: number): ViewRow | undefined
  /** What the cell would hold after the changes; undefined: not there yet. */
  value(row: number, column: number): WireCell | NewValue | undefined
  /** The column's value of the row by name. */
  valueOf(row: ViewRow, name: string): WireCell | NewValue | undefined
  /** What the row holds in all of the columns; null: one of them holds nothing, or nothing that is saved. */
  keyOf(row: ViewRow, columns: readonly string[]): readonly WireScalar[] | null
  cell(row: number, column: number): GridCell
  /** Of any column, shown or not. */
  dataCell(row: ViewRow, column: DataColumn): GridCell
  mark(row: number): RowMark | undefined
}

interface Parts {
  readonly rows: TableRows
  readonly form: TableForm | null
  readonly staged: Staged
  /** Labels of rows that were picked here. */
  readonly picked: ReadonlyMap<string, string>
  readonly canWrite: boolean
  readonly layout: ColumnLayout
  /** What is being looked for; '': nothing. */
  readonly find: string
}

const WAITING: GridCell = { text: '', look: 'waiting' }

export function pickedName(table: string, value: NewValue | WireCell | readonly WireCell[]): string {
  return JSON.stringify([table, value])
}

export function tableView({ rows, form, staged, picked, canWrite, layout, find }: Parts): TableView {
  const { table } = rows.view
  const state = rows.state()
  const all = viewColumns(state.columns ?? [], form)
  const { columns, pinned } = arrange(all, layout)
  const news = newRows(staged, table)
  const wanted = find.toLowerCase()
  const indexOf = new Map((state.columns ?? []).map((column, i) => [column.name, i]))

  function at(row: number): ViewRow | undefined {
    const fresh = news[row]
    if (fresh !== undefined) return { key: null, id: fresh.id, cells: [], staged: fresh }
    const found = rows.row(row - news.length)
    return found === undefined
      ? undefined
      : { key: found.key, id: 0, cells: found.cells, staged: staged.rows.get(rowName(table, found.key)) }
  }
  function valueOf(row: ViewRow, name: string): WireCell | NewValue | undefined {
    const changed = row.staged?.cells.get(name)
    if (changed !== undefined) return changed.value
    return row.key === null ? undefined : row.cells[indexOf.get(name) ?? -1]
  }
  function cell(rowIndex: number, columnIndex: number): GridCell {
    const row = at(rowIndex)
    const column = columns[columnIndex]
    if (row === undefined || column === undefined) return WAITING
    if (column.kind === 'many' || column.kind === 'reverse') return relatedCell(row, column)
    const made = column.kind === 'data' ? dataCell(row, column) : wideCell(row, column)
    const isFound = wanted !== '' && made.look !== 'null' && isIn(`${made.text} ${made.note ?? ''}`, wanted)
    return isFound ? { ...made, isFound } : made
  }
  function keyOf(row: ViewRow, names: readonly string[]): readonly WireScalar[] | null {
    const values = names.map((name) => valueOf(row, name))
    const isWhole = values.every((value) => value !== undefined && value !== null && !isNewKey(value))
    return isWhole && !values.some(isLongCell) ? (values as WireScalar[]) : null
  }
  function wideCell(row: ViewRow, { name, wide }: WideColumn): GridCell {
    const isChanged = row.key !== null && wide.columns.some((column) => row.staged?.cells.has(column) === true)
    const problem = staged.problems.get(rowName(table, row.key, row.id))?.get(name)
    const key = keyOf(row, wide.columns)
    if (key === null) return { text: t.data.null, look: 'null', isChanged, problem }
    const known = rows.label(name, key) ?? picked.get(pickedName(wide.target.table, key))
    const text = keyText(key)
    const note = known === undefined || known === '' || known === text ? {} : { note: known }
    return { text, ...note, isChanged, problem, canFollow: true }
  }
  function dataCell(row: ViewRow, column: DataColumn): GridCell {
    const { name, rule, target } = column
    const value = valueOf(row, name)
    const problems = staged.problems.get(rowName(table, row.key, row.id))
    const problem = problems?.get(name)
    const isChanged = row.key !== null && row.staged?.cells.has(name) === true
    if (value === undefined) return { text: untouched(column), look: 'null', problem }
    if (isNew(value as NewValue))
      return { text: t.data.newRelated, note: labelOf(target, value), look: 'number', isChanged, problem }
    const known = value as WireCell
    const look =
      known === null
        ? 'null'
        : rule.choices === null && isNumeric(known) && rule.kind !== 'boolean'
          ? 'number'
          : undefined
    const text = showCell(known, rule)
    const called = target === null || known === null ? undefined : (rows.label(name, [known]) ?? labelOf(target, known))
    const note = called === text ? undefined : called
    return {
      text,
      look: target === null ? look : known === null ? 'null' : undefined,
      isChanged,
      problem,
      ...(note === undefined || note === '' ? {} : { note }),
      canFollow: target !== null && known !== null,
    }
  }
  function labelOf(target: TargetForm | null, value: WireCell | NewValue): string | undefined {
    return target === null ? undefined : picked.get(pickedName(target.table, value))
  }
  /** How many rows there are on the other side; those staged are counted in. */
  function relatedCell(row: ViewRow, column: ManyColumn | ReverseColumn): GridCell {
    const key = row.key === null ? null : keyOf(row, column.kind === 'many' ? [column.many.own] : column.reverse.own)
    if (key === null && row.key !== null) return { text: '' }
    const known = key === null ? 0 : rows.count(column.name, key)
    if (known === undefined) return { text: '…', look: 'null' }
    const own: NewValue = key === null ? { $new: row.id } : (key[0] ?? null)
    const links = column.kind === 'many' ? linksOf(staged, column.many.through, column.many.source, own) : []
    const count = known + links.reduce((sum, { isAdded }) => sum + (isAdded ? 1 : -1), 0)
    return { text: t.data.number(count), look: 'link', isChanged: links.length > 0 }
  }
  return {
    table,
    columns,
    pinned,
    all,
    count: news.length + state.total,
    news: news.length,
    isEditable: canWrite && state.keyed !== 'none',
    at,
    value(rowIndex, columnIndex) {
      const row = at(rowIndex)
      const column = columns[columnIndex]
      return row === undefined || column?.kind !== 'data' ? undefined : valueOf(row, column.name)
    },
    valueOf,
    keyOf,
    cell,
    dataCell,
    mark(rowIndex) {
      const row = at(rowIndex)
      if (row === undefined) return undefined
      if (staged.problems.has(rowName(table, row.key, row.id))) return 'problem'
      if (row.key === null) return 'new'
      if (row.staged === undefined) return undefined
      return row.staged.isDeleted ? 'deleted' : 'changed'
    },
  }
}

function isIn(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted)
}

/** Where a new row leaves the column to somebody else. */
function untouched({ form, page }: DataColumn): string {
  if (form?.isAuto === true) return t.data.autoValue
  if (form?.isTouched === true) return t.data.onSave
  return page.generated ? t.data.byDatabase : t.data.null
}

function isNumeric(value: WireCell): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && ('$i' in value || '$f' in value))
}

/** Whether the cell may be typed into: keys of rows that are there stay as they are. */
export function canEdit(
  view: TableView,
  row: ViewRow | undefined,
  column: ViewColumn | undefined,
): column is DataColumn {
  if (!view.isEditable || row === undefined || column?.kind !== 'data' || column.page.generated) return false
  return row.staged?.isDeleted !== true && (row.key === null || column.page.pk === 0)
}

/** Whether the reference may be given another row: all of its columns may be written. */
export function canPick(view: TableView, row: ViewRow | undefined, { wide }: WideColumn): boolean {
  return wide.columns.every((name) => canEdit(view, row, dataColumn(view, name)))
}

export function dataColumn(view: TableView, name: string): DataColumn | undefined {
  return view.all.find((column): column is DataColumn => column.kind === 'data' && column.name === name)
}

/** A key of several columns in one line. */
export function keyText(key: readonly WireCell[]): string {
  return key.map((value) => (value === null ? t.data.null : wireText(value))).join(' · ')
}

/** What a row is called, in titles. */
export function rowTitle(view: TableView, row: ViewRow, form: TableForm | null): string {
  const called = (form?.labels ?? [])
    .map((name) => view.valueOf(row, name))
    .filter((value) => value !== undefined && value !== null && value !== '' && !isNew(value as NewValue))
  if (called.length > 0) return called.map((value) => wireText(value as WireCell)).join(' ')
  const key = row.key?.map((one) => wireText(one)).join(', ')
  return key ?? t.data.newRow
}

/** Only its beginning is in the page: it is read in full before it is edited. */
export function isLongCell(value: WireCell | NewValue | undefined): boolean {
  return typeof value === 'object' && value !== null && '$p' in value
}

/** The key of a row that is not in the database yet. */
export function isNewKey(value: WireCell | NewValue): boolean {
  return typeof value === 'object' && value !== null && '$new' in value
}
