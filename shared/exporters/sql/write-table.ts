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
  const inline: SchemaForeignKey[] = []
  let later = ''
  const mayRefer = mayReferForward(context)
  for (const fk of table.foreignKeys) {
    if (!fk.enforced) {
      onDeleteClause(fk, table, context)
      continue
    }
    if (mayRefer || created.has(fk.table)) inline.push(fk)
    else later += addLater(fk, table, context)
  }
  const uniques = table.uniques.length === 0 ? NONE : table.uniques.filter((u) => hasUnique(u, table, context))
  const lines: string[] = []
  for (const column of table.columns) lines.push(columnLine(table, column, inline, context))
  lines.push(...keyLine(table, dialect))
  for (const fk of inline) {
    if (dialect.addConstraint || !isInColumn(fk, inline)) lines.push(foreignKeyLine(fk, table, context))
  }
  for (const unique of uniques) if (isConstraint(unique, dialect)) lines.push(uniqueLine(unique, dialect))
  for (const check of table.checks) if (check.column === null) lines.push(...checkLine(check, table, context))
  if (dialect.exclusions === true && table.exclusions !== undefined) {
    for (const exclusion of table.exclusions) lines.push(...exclusionLine(exclusion, table, context))
  }
  const inTable = standInTable(context)
  let after = ''
  const addIndex = (statement: string | null): void => {
    if (statement === null) return
    if (inTable) lines.push(statement)
    else after += `\n${statement}`
  }
  for (const unique of uniques) {
    if (unique.form === 'index' && !isConstraint(unique, dialect)) addIndex(uniqueIndex(unique, table, context))
  }
  for (const index of ownIndexes(table, dialect)) addIndex(indexStatement(index, table, context))
  for (const comment of dialect.comments(table)) after += `\n${comment}`
  const exists = options.extra['ifNotExists'] === true ? 'IF NOT EXISTS ' : ''
  let text = ''
  for (const statement of statements) text += `${statement}\n`
  text += `CREATE TABLE ${exists}${tableIdentifier(dialect, table.name)} (\n${lines.length === 0 ? '' : '  '}`
  text += `${lines.join(',\n  ')}\n)${dialect.tableSuffix(table)};${after}\n\n`
  return {
    piece: { model: table.model, text },
    later: { model: table.model, text: later },
    diagnostics: context.diagnostics.length === 0 ? NONE : context.diagnostics,
    custom,
    extensions: extensionsOf(bare, dialect),
    forward: forwardKeys(bare, created),
  }
}

function mayNeedExtension({ columns, indexes, exclusions }: SchemaTable): boolean {
  return (
    exclusions !== undefined ||
    columns.some(({ type }) => type.kind === 'other') ||
    indexes.some((i) => i.method !== 'btree' || i.expressions.length > 0 || i.columns.some((c) => c.opclass !== null))
  )
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
