/** What Drizzle tells the database to do when a row goes that others point at. */
import type { SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { leftOut } from '../left-out.ts'
import type { Context } from './flavour.ts'

const ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'cascade',
  PROTECT: 'restrict',
  RESTRICT: null,
  SET_NULL: 'set null',
  SET_DEFAULT: 'set default',
  SET: null,
  DO_NOTHING: null,
}

/** null: nothing to say, as the database does by itself. Diagnostics: 4001. */
export function actionOf(key: SchemaForeignKey, table: SchemaTable, context: Context): string | null {
  if (context.onDelete === 'orm' && key.inDatabase !== true) return null
  const columns = key.columns.join(', ')
  const left = (what: string, hint: string | null): null => {
    context.diagnostics.push(leftOut(context.flavour.label, table, 'relata.4001', what, hint))
    return null
  }
  if (key.onDelete === 'SET') {
    return left(`on_delete SET(…) of ${columns}`, 'Set the value in your own code before deleting.')
  }
  if (key.onDelete === 'SET_DEFAULT' && context.flavour.dialect.setsDefault === false) {
    return left(`on_delete SET_DEFAULT of ${columns}`, null)
  }
  const isRequired = (name: string) => table.columns.find((column) => column.name === name)?.null === false
  if (key.onDelete === 'SET_NULL' && key.columns.some(isRequired)) {
    return left(`on_delete SET_NULL of ${columns}, which may not all be NULL`, null)
  }
  return ACTIONS[key.onDelete]
}
