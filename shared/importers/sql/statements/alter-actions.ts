/** What ALTER TABLE does to a table, by the word that an action begins with. */
import { columnNamed, dropColumn, renameColumn } from '../../database/draft.ts'
import type { DraftDatabase, DraftTable } from '../../database/draft.ts'
import type { RawIndex } from '../../database/raw.ts'
import { isSequenceDefault, readColumn } from '../definitions/columns.ts'
import { resolveType } from '../definitions/column-types.ts'
import {
  dropConstraint,
  renameConstraint,
  settleForRename,
  settleNames,
  termsKey,
  unnamed,
  withoutTwins,
} from '../names/constraint-names.ts'
import { readConstraint } from '../definitions/constraints.ts'
import type { SqlCursor } from '../cursor.ts'
import { copyColumns, readItems } from '../definitions/definitions.ts'
import { keepKeyIndex } from './mysql-keys.ts'
import { renameInSql } from '../names/rename-in-sql.ts'
import type { Dialect } from '../tokens.ts'

type Action = (cursor: SqlCursor, table: DraftTable, db: DraftDatabase) => void

export const ACTIONS: { readonly [word: string]: Action | undefined } = {
  ADD(cursor, table, db) {
    cursor.take('IF', 'NOT', 'EXISTS')
    if (readConstraint(cursor, table)) return
    cursor.take('COLUMN')
    const ifMissing = cursor.take('IF', 'NOT', 'EXISTS')
    if (cursor.takeSymbol('(')) return readItems(cursor, table, db)
    // Nothing is read anew, lest a second REFERENCES make a second key.
    if (ifMissing && table.columns.some((c) => c.name === cursor.peek().value)) return
    const known = table.uniques.length
    const oldKey = table.primaryKey
    const { name } = readColumn(cursor, table, db)
    if (cursor.dialect === 'postgresql' && table.uniques.length > known) {
      const added = withoutTwins(table.uniques.slice(known), table.primaryKey === oldKey ? [] : table.primaryKey)
      table.uniques = [...table.uniques.slice(0, known), ...added]
    }
    place(cursor, table, name)
  },
  // SQL Server says ADD once for several.
  CONSTRAINT(cursor, table) {
    cursor.goTo(cursor.position - 1)
    readConstraint(cursor, table)
  },
  DROP(cursor, table, db) {
    if (cursor.take('PRIMARY', 'KEY')) {
      table.primaryKey = []
      return
    }
    const kind = /^(CONSTRAINT|COLUMN|INDEX|KEY|CHECK|FOREIGN)$/.exec(cursor.peek().upper)?.[0] ?? ''
    if (kind !== '') cursor.next()
    if (kind === 'FOREIGN') cursor.take('KEY')
    cursor.take('IF', 'EXISTS')
    const name = cursor.name()
    const isColumn = kind === 'COLUMN' || kind === ''
    const keys = keysOf(table)
    settleNames(table, cursor.dialect)
    if (cursor.dialect === 'mysql' && !isColumn) keepKeyIndex(table, name)
    if (isColumn) dropColumn(table, name, cursor.dialect === 'mysql')
    else dropConstraint(table, name, kind, cursor.dialect)
    if (cursor.take('CASCADE')) dropKeysToLost(table, keys, db)
  },
  MODIFY(cursor, table, db) {
    if (cursor.takeSymbol('(')) return readItems(cursor, table, db, true)
    cursor.take('COLUMN')
    cursor.take('IF', 'EXISTS')
    place(cursor, table, readColumn(cursor, table, db).name)
  },
  CHANGE(cursor, table, db) {
    cursor.take('COLUMN')
    cursor.take('IF', 'EXISTS')
    const old = cursor.name()
    renameColumnIn(db, table, [old, cursor.peek().value], cursor.dialect)
    place(cursor, table, readColumn(cursor, table, db).name)
  },
  RENAME(cursor, table, db) {
    if (cursor.take('COLUMN') || !/^(TO|AS|CONSTRAINT|INDEX|KEY)$/.test(cursor.peek().upper)) {
      const from = cursor.name()
      if (cursor.take('TO')) renameColumnIn(db, table, [from, cursor.name()], cursor.dialect)
      // MySQL: RENAME [TO] table.
      else if (cursor.dialect === 'mysql')
        db.rename(table, { schema: table.schema, name: cursor.takeSymbol('.') ? cursor.name() : from })
      return
    }
    if (cursor.take('TO') || cursor.take('AS')) {
      const to = cursor.objectName()
      settleForRename(table, to.name, cursor.dialect)
      db.rename(table, { schema: to.schema ?? table.schema, name: to.name })
      return
    }
    cursor.next()
    const from = cursor.name()
    if (cursor.take('TO')) renameConstraint(table, from, cursor.name(), cursor.dialect)
  },
  SET(cursor, table, db) {
    if (!cursor.take('SCHEMA')) return
    db.rename(table, { schema: cursor.name(), name: table.name })
  },
  INHERIT(cursor, table, db) {
    const parent = db.find(cursor.objectName())
    table.ownColumns ??= new Set(table.columns.map((column) => column.name))
    copyColumns(table, parent)
    parent?.heirs.push({ table, isPartition: false })
  },
  NO(cursor, table, db) {
    const parent = cursor.take('INHERIT') ? db.find(cursor.objectName()) : undefined
    if (parent === undefined) return
    parent.heirs = parent.heirs.filter((heir) => heir.table !== table)
    table.ownColumns = new Set([...(table.ownColumns ?? []), ...parent.columns.map((column) => column.name)])
  },
  ATTACH(cursor, table, db) {
    if (!cursor.take('PARTITION')) return
    const part = db.find(cursor.objectName())
    if (part !== undefined) attach(table, part)
  },
  DETACH(cursor, table, db) {
    const part = cursor.take('PARTITION') ? db.find(cursor.objectName()) : undefined
    const heir = table.heirs.find((h) => h.table === part)
    if (part === undefined || heir === undefined) return
    table.heirs.splice(table.heirs.indexOf(heir), 1)
    // What the parent's foreign keys were for it, it has as its own now.
    part.foreignKeys.push(...table.foreignKeys.map(unnamed))
  },
  ALTER(cursor, table, db) {
    cursor.take('COLUMN')
    if (cursor.sees('CONSTRAINT') || cursor.sees('INDEX')) return
    const column = columnNamed(table, cursor.name())
    if (column === undefined) return
    if (cursor.take('SET', 'DEFAULT')) {
      const text = cursor.textUntil(() => false)
      column.autoIncrement = isSequenceDefault(text, db)
      column.default = column.autoIncrement ? null : text
    } else if (cursor.take('DROP', 'DEFAULT')) {
      column.default = null
      column.autoIncrement = false
    } else if (cursor.take('SET', 'NOT', 'NULL')) column.null = false
    else if (cursor.take('DROP', 'NOT', 'NULL')) column.null = true
    else if (cursor.take('ADD', 'GENERATED')) {
      column.autoIncrement = true
      column.null = false
    } else if (cursor.take('DROP', 'IDENTITY')) column.autoIncrement = false
    else if (cursor.take('DROP', 'EXPRESSION')) column.generated = null
    else if (cursor.take('TYPE') || cursor.take('SET', 'DATA', 'TYPE')) {
      const type = cursor.textUntil((word) => word === 'USING' || word === 'COLLATE')
      Object.assign(column, resolveType(type, cursor.dialect, db))
    }
  },
  COMMENT(cursor, table) {
    cursor.takeSymbol('=')
    const { kind, value } = cursor.next()
    if (kind === 'string') table.comment = value === '' ? null : value
  },
  PARTITION(cursor) {
    cursor.losses.push('PARTITION BY')
  },
}

/** Primary and unique keys, by their columns. */
function keysOf({ primaryKey, uniques }: DraftTable): readonly string[] {
  return [primaryKey.join('\0'), ...uniques.map((u) => u.columns.map((c) => c.name).join('\0'))]
}

/** PostgreSQL's CASCADE: foreign keys that led to a key which is there no more. */
function dropKeysToLost(table: DraftTable, before: readonly string[], db: DraftDatabase): void {
  const left = new Set(keysOf(table))
  const lost = new Set(before.filter((key) => !left.has(key)))
  if (lost.size === 0) return
  const [primary] = before
  const key = db.keyOf(table)
  for (const other of db.tables)
    other.foreignKeys = other.foreignKeys.filter((fk) => {
      if (db.keyOf({ schema: fk.schema, name: fk.table }) !== key) return true
      return !lost.has(fk.targetColumns.length === 0 ? (primary ?? '') : fk.targetColumns.join('\0'))
    })
}

/** The part gets the keys and indexes of the whole that it has not. */
function attach(table: DraftTable, part: DraftTable): void {
  table.heirs.push({ table: part, isPartition: true })
  const missing = (own: readonly RawIndex[], wanted: readonly RawIndex[]) => {
    const there = new Set(own.map(termsKey))
    return wanted.filter((index) => !there.has(termsKey(index))).map(unnamed)
  }
  if (part.primaryKey.length === 0) part.primaryKey = [...table.primaryKey]
  part.uniques.push(...missing(part.uniques, table.uniques))
  part.indexes.push(...missing(part.indexes, table.indexes))
}

/** Foreign keys that lead to the column go along. */
function renameColumnIn(
  db: DraftDatabase,
  table: DraftTable,
  [from, to]: readonly [string, string],
  by: Dialect,
): void {
  settleNames(table, by)
  const old = columnNamed(table, from)?.name
  renameColumn(table, from, to)
  if (old === undefined || old === to) return
  renameInSql(table, old, to, by)
  const key = db.keyOf(table)
  for (const other of db.tables) {
    if (!other.foreignKeys.some((fk) => fk.targetColumns.includes(old))) continue
    other.foreignKeys = other.foreignKeys.map((fk) =>
      db.keyOf({ schema: fk.schema, name: fk.table }) === key
        ? { ...fk, targetColumns: fk.targetColumns.map((c) => (c === old ? to : c)) }
        : fk,
    )
  }
}

/** MySQL's FIRST and AFTER: readColumn passes over them, so they are looked for behind. */
function place(cursor: SqlCursor, table: DraftTable, name: string): void {
  const tail = [cursor.peek(-2), cursor.peek(-1)]
  const column = columnNamed(table, name)
  if (cursor.dialect !== 'mysql' || column === undefined) return
  const isFirst = tail[1]?.upper === 'FIRST'
  const after = tail[0]?.upper === 'AFTER' ? columnNamed(table, tail[1]?.value ?? '') : undefined
  if (!isFirst && after === undefined) return
  table.columns.splice(table.columns.indexOf(column), 1)
  table.columns.splice(after === undefined ? 0 : table.columns.indexOf(after) + 1, 0, column)
}
