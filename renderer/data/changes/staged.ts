/**
 * Changes that are not written yet, as data: cells, new rows, deleted rows, links of many-to-many relations.
 * Nothing here knows the host; `changesOf` is what the host is given.
 */
import type { NewValue, RowChange, RowProblem } from '../../../shared/protocol/methods/rows.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import { sameScalar } from '../../../shared/rows/show-cell.ts'
import { inWords } from '../../texts/texts.ts'

export type RowKey = readonly WireScalar[]

interface StagedCell {
  readonly value: NewValue
  /** What stood there; undefined where only its beginning was seen. */
  readonly was: WireScalar | undefined
}

export interface StagedRow {
  readonly table: string
  /** null: a new row, known by its number. */
  readonly key: RowKey | null
  readonly id: number
  readonly cells: ReadonlyMap<string, StagedCell>
  readonly isDeleted: boolean
}

/** A row of a join table that is to come or to go. */
interface StagedLink {
  readonly table: string
  readonly isAdded: boolean
  readonly source: string
  readonly sourceValue: NewValue
  readonly target: string
  readonly targetValue: WireScalar
  readonly isSymmetrical: boolean
}

export interface Staged {
  /** By `rowName`. */
  readonly rows: ReadonlyMap<string, StagedRow>
  readonly links: readonly StagedLink[]
  readonly nextId: number
  /** What the last try to apply said, by `rowName`; column '' for the row as a whole. */
  readonly problems: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export const NOTHING: Staged = { rows: new Map(), links: [], nextId: 1, problems: new Map() }

export function rowName(table: string, key: RowKey | null, id = 0): string {
  return JSON.stringify(key === null ? [table, id] : [table, ...key.map((one) => [one])])
}

export function stagedCount({ rows, links }: Staged): number {
  return rows.size + links.length
}

export function isEmpty(staged: Staged): boolean {
  return stagedCount(staged) === 0
}

/** A changed cell; back to what it was, it is no change. */
export function stageCell(
  staged: Staged,
  at: { readonly table: string; readonly key: RowKey | null; readonly id?: number },
  column: string,
  value: NewValue,
  was: WireCell | undefined,
): Staged {
  const name = rowName(at.table, at.key, at.id)
  const row = staged.rows.get(name) ?? {
    table: at.table,
    key: at.key,
    id: at.id ?? 0,
    cells: new Map(),
    isDeleted: false,
  }
  const cells = new Map(row.cells)
  const before = cells.get(column)?.was ?? scalarOf(was)
  if (at.key !== null && !isNew(value) && before !== undefined && sameScalar(value, before)) cells.delete(column)
  else cells.set(column, { value, was: before })
  return withRow(staged, name, { ...row, cells })
}

/** Only the beginning of a long cell is known: nothing to compare with. */
function scalarOf(cell: WireCell | undefined): WireScalar | undefined {
  return cell === undefined || (typeof cell === 'object' && cell !== null && '$p' in cell) ? undefined : cell
}

export function isNew(value: NewValue): value is { $new: number } {
  return typeof value === 'object' && value !== null && '$new' in value
}

function withRow(staged: Staged, name: string, row: StagedRow | null): Staged {
  const rows = new Map(staged.rows)
  const isKept = row !== null && (row.key === null || row.isDeleted || row.cells.size > 0)
  if (isKept) rows.set(name, row)
  else rows.delete(name)
  const problems = new Map(staged.problems)
  problems.delete(name)
  return { ...staged, rows, problems }
}

/** A new row with these values. @returns its number too */
export function stageNew(
  staged: Staged,
  table: string,
  values: ReadonlyMap<string, NewValue>,
): { readonly staged: Staged; readonly id: number } {
  const id = staged.nextId
  const cells = new Map([...values].map(([column, value]) => [column, { value, was: undefined }] as const))
  const row: StagedRow = { table, key: null, id, cells, isDeleted: false }
  return { staged: { ...withRow(staged, rowName(table, null, id), row), nextId: id + 1 }, id }
}

/** Marks the row for deletion, or takes the mark back; a new row is simply gone, with what refers to it. */
export function stageDelete(
  staged: Staged,
  at: { readonly table: string; readonly key: RowKey | null; readonly id?: number },
): Staged {
  const name = rowName(at.table, at.key, at.id)
  if (at.key === null) {
    const links = staged.links.filter(({ sourceValue }) => !(isNew(sourceValue) && sourceValue.$new === at.id))
    return { ...withRow(staged, name, null), links }
  }
  const row = staged.rows.get(name)
  if (row?.isDeleted === true) return withRow(staged, name, { ...row, isDeleted: false })
  return withRow(staged, name, { table: at.table, key: at.key, id: 0, cells: row?.cells ?? new Map(), isDeleted: true })
}

/** Links and unlinks of one row and one relation are replaced as a whole. */
export function stageLinks(
  staged: Staged,
  of: Pick<StagedLink, 'table' | 'source' | 'sourceValue' | 'target' | 'isSymmetrical'>,
  added: readonly WireScalar[],
  removed: readonly WireScalar[],
): Staged {
  const isSame = (link: StagedLink): boolean =>
    link.table === of.table &&
    link.source === of.source &&
    JSON.stringify(link.sourceValue) === JSON.stringify(of.sourceValue)
  const link =
    (isAdded: boolean) =>
    (targetValue: WireScalar): StagedLink => ({ ...of, isAdded, targetValue })
  const links = [...staged.links.filter((one) => !isSame(one)), ...added.map(link(true)), ...removed.map(link(false))]
  return { ...staged, links }
}

export function linksOf(staged: Staged, through: string, source: string, value: NewValue): readonly StagedLink[] {
  return staged.links.filter(
    (one) =>
      one.table === through && one.source === source && JSON.stringify(one.sourceValue) === JSON.stringify(value),
  )
}

/** New rows of the table, in the order they were made. */
export function newRows({ rows }: Staged, table: string): readonly StagedRow[] {
  return [...rows.values()].filter((row) => row.table === table && row.key === null)
}

export interface Described {
  readonly changes: readonly RowChange[]
  /** `rowName` of each change; '' for a link. */
  readonly names: readonly string[]
}

/** What the host is asked to do. */
export function changesOf(staged: Staged): Described {
  const changes: RowChange[] = []
  const names: string[] = []
  for (const [name, row] of staged.rows) {
    names.push(name)
    changes.push(changeOf(row))
  }
  for (const link of staged.links) {
    for (const values of pairs(link)) {
      names.push('')
      changes.push({ kind: link.isAdded ? 'link' : 'unlink', table: link.table, values })
    }
  }
  return { changes, names }
}

function changeOf({ table, key, id, cells, isDeleted }: StagedRow): RowChange {
  const given = [...cells]
  if (key === null) {
    return { kind: 'insert', table, id, values: given.map(([column, { value }]) => ({ column, value })) }
  }
  if (isDeleted) return { kind: 'delete', table, key: [...key] }
  const set = given.map(([column, { value, was }]) => (was === undefined ? { column, value } : { column, value, was }))
  return { kind: 'update', table, key: [...key], set }
}

function pairs({
  source,
  sourceValue,
  target,
  targetValue,
  isSymmetrical,
}: StagedLink): { column: string; value: NewValue }[][] {
  const there = [
    { column: source, value: sourceValue },
    { column: target, value: targetValue },
  ]
  const isMirrored = isSymmetrical && JSON.stringify(sourceValue) !== JSON.stringify(targetValue)
  const back = [
    { column: source, value: targetValue },
    { column: target, value: sourceValue },
  ]
  return isMirrored ? [there, back] : [there]
}

/** The host's problems at their rows. */
export function withProblems(staged: Staged, problems: readonly RowProblem[], names: readonly string[]): Staged {
  const byRow = new Map<string, Map<string, string>>()
  for (const { change, column, message } of problems) {
    const name = names[change] ?? ''
    const row = byRow.get(name) ?? new Map<string, string>()
    const before = row.get(column ?? '')
    const said = inWords(message)
    row.set(column ?? '', before === undefined ? said : `${before} ${said}`)
    byRow.set(name, row)
  }
  return { ...staged, problems: byRow }
}
