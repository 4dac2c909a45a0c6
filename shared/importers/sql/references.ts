/** What stands behind REFERENCES. */
import type { ObjectName } from '../database/draft.ts'
import type { RawForeignKey } from '../database/raw.ts'
import type { SqlCursor } from './cursor.ts'
import { readTerms } from './terms.ts'

/** After REFERENCES. */
export function readReference(cursor: SqlCursor, name: string | null, columns: readonly string[]): RawForeignKey {
  const target: ObjectName = cursor.objectName()
  const targetColumns = cursor.seesSymbol('(') ? readTerms(cursor).flatMap((term) => term.name ?? []) : []
  let onDelete = 'NO ACTION'
  for (;;) {
    if (cursor.take('ON', 'DELETE')) onDelete = readAction(cursor)
    else if (cursor.take('ON', 'UPDATE')) {
      const action = readAction(cursor)
      // The key of a row never changes in Django; the other actions refuse a change, as the default does.
      if (/^(CASCADE|SET)/.test(action)) cursor.losses.push(`ON UPDATE ${action} of (${columns.join(', ')})`)
    } else if (cursor.take('MATCH')) cursor.next()
    else if (cursor.take('NOT', 'DEFERRABLE') || cursor.take('DEFERRABLE') || cursor.take('NOT', 'VALID')) continue
    else if (cursor.take('INITIALLY')) cursor.next()
    else return { name, columns, schema: target.schema, table: target.name, targetColumns, onDelete }
  }
}

function readAction(cursor: SqlCursor): string {
  const { upper } = cursor.next()
  if (upper !== 'SET' && upper !== 'NO') return upper
  const action = `${upper} ${cursor.next().upper}`
  // PostgreSQL 15: SET NULL (column).
  if (cursor.seesSymbol('(')) cursor.skipGroup()
  return action
}
