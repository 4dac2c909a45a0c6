/** DROP of PostgreSQL and MySQL: what was made before is taken back. */
import { dropColumn } from '../../database/draft.ts'
import type { DraftDatabase, DraftTable } from '../../database/draft.ts'
import type { Applied } from './applied.ts'
import { dropIndexOf, withIndex } from '../names/constraint-names.ts'
import type { SqlCursor } from '../cursor.ts'

export function drop(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('TEMPORARY')
  cursor.take('MATERIALIZED')
  const kind = cursor.next().upper
  if (kind === 'INDEX') return dropIndex(cursor, db)
  if (kind === 'SCHEMA') return dropSchema(cursor, db)
  if (kind === 'TYPE' || kind === 'DOMAIN') return dropType(cursor, db)
  if (kind !== 'TABLE' && kind !== 'VIEW' && kind !== 'FOREIGN') return 'ignored'
  cursor.take('TABLE')
  cursor.take('IF', 'EXISTS')
  const dropped: DraftTable[] = []
  do {
    const name = cursor.objectName()
    if (kind === 'VIEW') db.views.delete(db.keyOf(name))
    else {
      const table = db.has(name) ? db.find(name) : undefined
      if (table !== undefined) dropped.push(table)
    }
  } while (cursor.takeSymbol(','))
  const isCascading = cursor.take('CASCADE')
  const gone = dropped.flatMap((table) => withHeirs(table, isCascading))
  for (const table of gone) db.remove(table)
  if (isCascading) dropKeysTo(gone, db)
  return 'done'
}

/** A table takes its partitions along, those that inherit from it only with CASCADE. */
function withHeirs(table: DraftTable, isCascading: boolean): readonly DraftTable[] {
  const heirs = table.heirs.filter((heir) => isCascading || heir.isPartition)
  return [table, ...heirs.flatMap((heir) => withHeirs(heir.table, isCascading))]
}

/** PostgreSQL's CASCADE takes the foreign keys that lead to the table along. */
function dropKeysTo(dropped: readonly DraftTable[], db: DraftDatabase): void {
  if (dropped.length === 0) return
  const keys = new Set(dropped.map((table) => db.keyOf(table)))
  for (const table of db.tables)
    table.foreignKeys = table.foreignKeys.filter((fk) => !keys.has(db.keyOf({ schema: fk.schema, name: fk.table })))
}

function dropSchema(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'EXISTS')
  if (cursor.dialect !== 'postgresql') return 'ignored'
  do {
    const { schema } = db.plain({ schema: cursor.name(), name: '' })
    const dropped = db.tables.filter((t) => t.schema === schema)
    for (const table of dropped) db.remove(table)
    dropKeysTo(dropped, db)
  } while (cursor.takeSymbol(','))
  return 'done'
}

/** CASCADE takes the columns of an enum along; of other types a column keeps what it was told. */
function dropType(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'EXISTS')
  const dropped = new Set<readonly string[]>()
  do {
    const name = cursor.objectName()
    const values = db.typeOf(name)?.values ?? null
    if (values !== null) dropped.add(values)
    db.removeType(name)
  } while (cursor.takeSymbol(','))
  if (!cursor.take('CASCADE')) return 'done'
  for (const [key, { values }] of db.types) if (values !== null && dropped.has(values)) db.types.delete(key)
  for (const table of db.tables)
    for (const { name } of table.columns.filter((c) => c.values !== null && dropped.has(c.values)))
      dropColumn(table, name)
  return 'done'
}

function dropIndex(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('CONCURRENTLY')
  cursor.take('IF', 'EXISTS')
  do {
    const name = cursor.objectName()
    const on = cursor.take('ON') ? db.find(cursor.objectName()) : undefined
    for (const table of on === undefined ? withIndex(name, db, cursor.dialect) : [on])
      dropIndexOf(table, name.name, cursor.dialect)
  } while (cursor.takeSymbol(','))
  return 'done'
}
