/** What stands behind REFERENCES. */
import type { ObjectName } from '../../database/draft.ts'
import type { RawForeignKey } from '../../database/raw.ts'
import type { SqlCursor } from '../cursor.ts'
import { readTerms } from './terms.ts'

/** After REFERENCES. */
export function readReference(cursor: SqlCursor, name: string | null, columns: readonly string[]): RawForeignKey {
  const target: ObjectName = cursor.objectName()
  const targetColumns = cursor.seesSymbol('(') ? readKeyColumns(cursor) : []
  let onDelete = 'NO ACTION'
  let enforced = true
  for (;;) {
    if (cursor.take('ON', 'DELETE')) onDelete = readAction(cursor)
    else if (cursor.take('ON', 'UPDATE')) {
      const action = readAction(cursor)
      // The key of a row never changes in Django; the other actions refuse a change, as the default does.
      if (/^(CASCADE|SET)/.test(action)) cursor.losses.push(`ON UPDATE ${action} of (${columns.join(', ')})`)
    } else if (cursor.take('MATCH')) cursor.next()
    else if (cursor.take('NOT', 'DEFERRABLE') || cursor.take('DEFERRABLE') || cursor.take('NOT', 'VALID')) continue
    else if (cursor.take('INITIALLY')) cursor.next()
    else if (cursor.take('NOT', 'ENFORCED')) enforced = false
    else if (!cursor.take('ENFORCED')) {
      const key = { name, columns, schema: target.schema, table: target.name, targetColumns, onDelete }
      return enforced ? key : { ...key, enforced }
    }
  }
}

/** `(a, PERIOD b)`: PostgreSQL 18 may compare spans of time. */
export function readKeyColumns(cursor: SqlCursor): readonly string[] {
  return readTerms(cursor, true).flatMap((term) => term.name ?? [])
}

function readAction(cursor: SqlCursor): string {
  const { upper } = cursor.next()
  if (upper !== 'SET' && upper !== 'NO') return upper
  const action = `${upper} ${cursor.next().upper}`
  // PostgreSQL 15: SET NULL (column).
  if (cursor.seesSymbol('(')) cursor.skipGroup()
  return action
}
