/** Functions of PostgreSQL's extensions that change tables when a script selects them: PostGIS, TimescaleDB, Citus. */
import { columnNamed } from '../../database/draft.ts'
import type { DraftDatabase } from '../../database/draft.ts'
import { SqlProblem } from '../cursor.ts'
import type { SqlCursor } from '../cursor.ts'
import { resolveType } from '../definitions/column-types.ts'
import type { Applied } from './applied.ts'

const CALL =
  /^select\s+(?:"?\w+"?\s*\.\s*)?(addgeometrycolumn|create_hypertable|create_distributed_table|create_reference_table)\s*\(/i

export function isStructureCall(text: string): boolean {
  return CALL.test(text.slice(0, 200))
}

/** At SELECT. */
export function callStructure(cursor: SqlCursor, db: DraftDatabase): Applied {
  const name = CALL.exec(cursor.sql.slice(cursor.peek().start, cursor.peek().start + 200))?.[1]?.toLowerCase() ?? ''
  while (!cursor.done && !cursor.takeSymbol('(')) cursor.next()
  const values = plainArguments(cursor)
  if (name === 'addgeometrycolumn') return addGeometryColumn(values, cursor, db)
  // Where its rows lie is nothing of its structure.
  cursor.losses.push(`${name} of ${values[0] ?? 'a table'}`)
  return 'done'
}

/** Texts and numbers up to the parenthesis; what else there is counts as one too. */
function plainArguments(cursor: SqlCursor): readonly string[] {
  const values: string[] = []
  while (!cursor.done && !cursor.seesSymbol(')')) {
    const { kind, value } = cursor.peek()
    const text = cursor.textUntil(() => false)
    values.push(kind === 'string' ? value : text)
    if (!cursor.takeSymbol(',')) break
  }
  return values
}

/** `AddGeometryColumn([[catalog,] schema,] table, column, srid, type, dimensions [, with a type of its own])`. */
function addGeometryColumn(given: readonly string[], { dialect }: SqlCursor, db: DraftDatabase): Applied {
  const values = /^(?:true|false)$/i.test(given.at(-1) ?? '') ? given.slice(0, -1) : given
  const [dimensions, shape, srid, column, name, schema] = values.toReversed()
  if (shape === undefined || srid === undefined || column === undefined || name === undefined)
    throw new SqlProblem('a geometry column is not told as a whole')
  const table = db.find({ schema: schema === undefined || schema === '' ? db.searchPath : schema, name })
  if (table === undefined) throw new SqlProblem(`there is no table ${name}`)
  if (columnNamed(table, column) !== undefined) return 'ignored'
  const axes = { '3': 'Z', '4': 'ZM' }[dimensions ?? ''] ?? ''
  const type = `geometry(${shape.toUpperCase()}${axes}${Number(srid) > 0 ? `,${Number(srid)}` : ''})`
  table.columns.push({
    name: column,
    null: true,
    default: null,
    autoIncrement: false,
    generated: null,
    comment: null,
    collation: null,
    ...resolveType(type, dialect, db),
  })
  return 'done'
}
