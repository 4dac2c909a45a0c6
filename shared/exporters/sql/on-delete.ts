/** ON DELETE of foreign keys: what the database does with rows whose target goes, where it has a word for it. */
import type { SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { cannot } from './context.ts'
import type { Context } from './context.ts'
import { identifier } from './names.ts'

/** SQL's nearest word for each of Django's; null: SQL has none. */
const SQL_ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'CASCADE',
  PROTECT: 'RESTRICT',
  // A deferred NO ACTION refuses like RESTRICT, unless another path deletes the row too: as Django's.
  RESTRICT: 'NO ACTION',
  SET_NULL: 'SET NULL',
  SET_DEFAULT: 'SET DEFAULT',
  SET: null,
  DO_NOTHING: 'NO ACTION',
}

type Acting = Pick<Context, 'dialect' | 'options'>

/** Whether the key's action is the database's: asked for at export, or by the key (Django 6.1's `DB_CASCADE` …). */
function acts(fk: SchemaForeignKey, { options }: Acting): boolean {
  return options.onDelete === 'database' || fk.inDatabase === true
}

/** Whether a delete elsewhere gives the column another value. */
export function isSetByKey(column: string, { foreignKeys }: SchemaTable, context: Acting): boolean {
  return foreignKeys.some(
    (fk) => fk.enforced && fk.onDelete.startsWith('SET_') && fk.columns.includes(column) && acts(fk, context),
  )
}

/** ` ON DELETE CASCADE`, or nothing. Diagnostics: 4001. */
export function onDeleteClause(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  if (!acts(fk, context)) return ''
  const { dialect } = context
  const left = (what: string): string => {
    context.diagnostics.push(cannot(table, fk.columns[0] ?? '', 'relata.4001', `on_delete ${what}`, dialect))
    return ''
  }
  const columns = fk.columns.join(', ')
  if (!fk.enforced) {
    return fk.onDelete === 'DO_NOTHING' ? '' : left(`${fk.onDelete} of ${columns}, a key without constraint`)
  }
  const action = SQL_ACTIONS[fk.onDelete]
  if (action === null) return left(`SET(…) of ${columns}`)
  if (fk.onDelete === 'SET_DEFAULT') {
    const trouble = defaultTrouble(fk, table, context)
    if (trouble !== null) return left(`SET_DEFAULT of ${columns}${trouble}`)
  }
  if (fk.onDelete === 'SET_NULL') {
    const loose = fk.columns.filter((name) => columnOf(table, name)?.null === true)
    if (loose.length < fk.columns.length) {
      const some = loose.length === 0 ? null : (dialect.setNull?.(loose.map((c) => identifier(dialect, c))) ?? null)
      return some === null ? left(`SET_NULL of ${columns}, which may not all be NULL`) : ` ON DELETE ${some}`
    }
  }
  // PostgreSQL: RESTRICT cannot be deferred, which is its point; the clause is legal all the same.
  return action === 'NO ACTION' ? '' : ` ON DELETE ${action}`
}

/** Whether deleting a target writes the column's default, so that the database has to know it. */
export function setsDefault(column: SchemaColumn, table: SchemaTable, context: Acting): boolean {
  return table.foreignKeys.some(
    (fk) =>
      fk.onDelete === 'SET_DEFAULT' &&
      fk.enforced &&
      fk.columns.includes(column.name) &&
      acts(fk, context) &&
      defaultTrouble(fk, table, context) === null,
  )
}

/** Why the database would not write what Django writes, to follow the name; null: it does. */
function defaultTrouble(fk: SchemaForeignKey, table: SchemaTable, { dialect }: Acting): string | null {
  if (dialect.setsDefault === false) return ''
  for (const name of fk.columns) {
    const column = columnOf(table, name)
    if (column === undefined) continue
    const { default: own, dbDefault } = column
    if (fk.inDatabase === true) {
      if (dbDefault === undefined) return ', which has no db_default'
    } else if (own === undefined && dbDefault === undefined) return ', whose default is no plain value'
    else if (own !== undefined && dbDefault !== undefined && JSON.stringify(own) !== JSON.stringify(dbDefault)) {
      return ', whose default is another one than its db_default'
    }
  }
  return null
}

function columnOf(table: SchemaTable, name: string): SchemaColumn | undefined {
  return table.columns.find((column) => column.name === name)
}
