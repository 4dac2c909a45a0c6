/** One table as CREATE TABLE with its indexes, and the constraints that have to wait. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import type { ExportPiece } from '../exporter.ts'
import { columnLine, isInColumn } from './columns.ts'
import {
  checkLine,
  exclusionLine,
  foreignKeyLine,
  hasUnique,
  isConstraint,
  keyLine,
  uniqueLine,
} from './constraints.ts'
import { cannot } from './context.ts'
import type { Context } from './context.ts'
import type { SqlDialect } from './dialect.ts'
import { enumTypes } from './enums.ts'
import { indexStatement, ownIndexes, standInTable, uniqueIndex } from './indexes.ts'
import { objectName, tableIdentifier } from './names.ts'
import { onDeleteClause } from './on-delete.ts'

export interface WrittenTable {
  readonly piece: ExportPiece
  /** Constraints to tables that come later, to be added when all exist. */
  readonly later: ExportPiece
  readonly diagnostics: readonly Diagnostic[]
  /** Of constraints that no SQL has. */
  readonly custom: readonly Diagnostic[]
  /** That its types and operator classes come from. */
  readonly extensions: readonly string[]
  /** Which of the referenced tables were there before: with the table and the options that decides the text. */
  readonly forward: string
}

/** A digit for each foreign key: whether its table is there before this one. */
export function forwardKeys({ foreignKeys }: SchemaTable, created: Context['created']): string {
  let digits = ''
  for (const fk of foreignKeys) digits += created.has(fk.table) ? '1' : '0'
  return digits
}

const NONE: readonly never[] = []

export function writeTable(bare: SchemaTable, context: Context, custom: WrittenTable['custom'] = NONE): WrittenTable {
  const { dialect, options, created } = context
  const { table, statements } =
    options.extra['enums'] === true
      ? enumTypes(bare, dialect, options.extra['drop'] === true)
      : { table: bare, statements: NONE }
  let inline: readonly SchemaForeignKey[] = table.foreignKeys
  let later = ''
  if (!canAllStand(inline, context)) {
    inline = inline.filter((fk) => canStand(fk, context))
    for (const fk of table.foreignKeys) {
      if (!fk.enforced) onDeleteClause(fk, table, context)
      else if (!canStand(fk, context)) later += addLater(fk, table, context)
    }
  }
  const uniques = table.uniques.length === 0 ? NONE : table.uniques.filter((u) => hasUnique(u, table, context))
  let body = ''
  for (const column of table.columns) body = withLine(body, columnLine(table, column, inline, context))
  for (const line of keyLine(table, dialect)) body = withLine(body, line)
  for (const fk of inline) {
    if (dialect.addConstraint || !isInColumn(fk, inline)) body = withLine(body, foreignKeyLine(fk, table, context))
  }
  for (const unique of uniques)
    if (isConstraint(unique, table, dialect)) body = withLine(body, uniqueLine(unique, dialect))
  for (const check of table.checks) {
    if (check.column === null) for (const line of checkLine(check, table, context)) body = withLine(body, line)
  }
  if (dialect.exclusions === true && table.exclusions !== undefined) {
    for (const one of table.exclusions)
      for (const line of exclusionLine(one, table, context)) body = withLine(body, line)
  }
  const inTable = standInTable(context)
  let after = ''
  for (const unique of uniques) {
    if (unique.form === 'column' || isConstraint(unique, table, dialect)) continue
    const statement = uniqueIndex(unique, table, context)
    if (statement === null) continue
    if (inTable) body = withLine(body, statement)
    else after += `\n${statement}`
  }
  for (const index of ownIndexes(table, dialect)) {
    const statement = indexStatement(index, table, context)
    if (statement === null) continue
    if (inTable) body = withLine(body, statement)
    else after += `\n${statement}`
  }
  for (const comment of dialect.comments(table)) after += `\n${comment}`
  const exists = options.extra['ifNotExists'] === true ? 'IF NOT EXISTS ' : ''
  let text = ''
  for (const statement of statements) text += `${statement}\n`
  if (body === '' && dialect.emptyTables !== true) {
    context.diagnostics.push(cannot(table, null, 'relata.4004', 'a table without columns', dialect))
  } else {
    text += `CREATE TABLE ${exists}${tableIdentifier(dialect, table.name)} (\n${body === '' ? '' : '  '}`
    text += `${body}\n)${dialect.tableSuffix(table)};${after}\n\n`
  }
  return {
    piece: { model: table.model, text },
    later: later === '' ? NOTHING_LATER : { model: table.model, text: later },
    diagnostics: context.diagnostics.length === 0 ? NONE : context.diagnostics,
    custom,
    extensions: extensionsOf(bare, dialect),
    forward: forwardKeys(bare, created),
  }
}

const NOTHING_LATER: ExportPiece = { model: null, text: '' }

function withLine(body: string, line: string): string {
  return body === '' ? line : `${body},\n  ${line}`
}

function canAllStand(keys: readonly SchemaForeignKey[], context: Context): boolean {
  for (const fk of keys) if (!canStand(fk, context)) return false
  return true
}

/** Whether the key can stand in the statement that creates its table. */
function canStand(fk: SchemaForeignKey, context: Context): boolean {
  return fk.enforced && (context.created.has(fk.table) || mayReferForward(context))
}

function mayNeedExtension({ columns, indexes, exclusions }: SchemaTable): boolean {
  if (exclusions !== undefined) return true
  for (const { type } of columns) if (type.kind === 'other') return true
  for (const index of indexes) {
    if (index.method !== 'btree' || index.expressions.length > 0) return true
    for (const { opclass } of index.columns) if (opclass !== null) return true
  }
  return false
}

function extensionsOf(table: SchemaTable, { extensionOf }: SqlDialect): readonly string[] {
  if (extensionOf === undefined || !mayNeedExtension(table)) return NONE
  const words: string[] = []
  for (const { type } of table.columns) if (type.kind === 'other' && type.raw !== null) words.push(type.raw)
  for (const index of table.indexes) {
    if (index.method !== 'btree') words.push(index.method)
    for (const { opclass } of index.columns) if (opclass !== null) words.push(opclass)
    for (const { expr } of index.expressions) {
      const opclass = /OpClass\(.*name=["'](\w+)/.exec(expr)?.[1]
      if (opclass !== undefined) words.push(opclass)
    }
  }
  // Plain values have no operators of their own in GiST indexes.
  for (const { method, terms } of table.exclusions ?? NONE) {
    if (method === 'gist' && terms.some(({ operator }) => /^(=|<>)$/.test(operator))) words.push('gist_equal')
  }
  return words.length === 0 ? NONE : words.flatMap((word) => extensionOf(word) ?? [])
}

/** A script that can run again adds no constraints afterwards where it can do without. */
function mayReferForward({ dialect, options }: Context): boolean {
  return dialect.forwardReferences || (options.extra['ifNotExists'] === true && dialect.unchecked !== undefined)
}

/** With IF NOT EXISTS the script can run again, so a constraint of the last run gives way. */
function addLater(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect, options } = context
  const again = options.extra['ifNotExists'] === true && dialect.dropsConstraintIfExists === true
  const drop = again ? `DROP CONSTRAINT IF EXISTS ${objectName(dialect, fk)}, ` : ''
  return `ALTER TABLE ${tableIdentifier(dialect, table.name)} ${drop}ADD ${foreignKeyLine(fk, table, context)};\n`
}
