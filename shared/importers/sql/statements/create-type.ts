/** Types of PostgreSQL: enums and domains are looked up by columns, of others the name stays. */
import { DraftDatabase } from '../../database/draft.ts'
import type { DraftColumn, ObjectName } from '../../database/draft.ts'
import type { Applied } from './applied.ts'
import { resolveType } from '../definitions/column-types.ts'
import { UNUSED_ENUM } from './objects.ts'
import type { SqlCursor } from '../cursor.ts'
import { readItems } from '../definitions/definitions.ts'

export function createType(cursor: SqlCursor, db: DraftDatabase): Applied {
  const name = cursor.objectName()
  if (!cursor.take('AS')) return 'ignored'
  const values = cursor.take('ENUM') ? readValues(cursor) : null
  const composite = values === null && cursor.seesSymbol('(') ? readAttributes(cursor, name, db) : undefined
  const type = { base: name.name, values, null: true, default: null }
  db.types.set(db.keyOf(name), composite === undefined ? type : { ...type, columns: composite })
  if (values === null) return { name: name.name, kind: 'a composite type', key: null }
  return { name: name.name, kind: UNUSED_ENUM, key: null, values }
}

/** Columns of the tables that are made OF it. */
function readAttributes(cursor: SqlCursor, name: ObjectName, db: DraftDatabase): readonly DraftColumn[] {
  const table = new DraftDatabase([]).add(name)
  cursor.expectSymbol('(')
  readItems(cursor, table, db)
  return table.columns
}

function readValues(cursor: SqlCursor): string[] {
  const values: string[] = []
  cursor.expectSymbol('(')
  while (!cursor.done && !cursor.takeSymbol(')')) {
    const token = cursor.next()
    if (token.kind === 'string') values.push(token.value)
  }
  return values
}

/** Words that end the base type or the default of a domain. */
const DOMAIN_WORDS = /^(NOT|NULL|DEFAULT|CHECK|CONSTRAINT|COLLATE)$/

export function createDomain(cursor: SqlCursor, db: DraftDatabase): Applied {
  const name = cursor.objectName()
  cursor.take('AS')
  const base = cursor.textUntil((word) => DOMAIN_WORDS.test(word))
  let isNull = true
  let fallback: string | null = null
  while (!cursor.done) {
    if (cursor.take('NOT', 'NULL')) isNull = false
    else if (cursor.take('DEFAULT')) fallback = cursor.textUntil((word) => DOMAIN_WORDS.test(word))
    else if (cursor.take('CHECK')) {
      if (cursor.seesSymbol('(')) cursor.losses.push(`CHECK (${cursor.group()}) of the domain ${name.name}`)
    } else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  const of = resolveType(base, 'postgresql', db)
  db.types.set(db.keyOf(name), {
    base: of.type,
    values: of.values,
    null: isNull && (of.null ?? true),
    default: fallback ?? of.default ?? null,
  })
  return 'done'
}

/** Only what adds to an enum or renames one of its values changes a column. */
export function alterType(cursor: SqlCursor, db: DraftDatabase): Applied {
  const name = cursor.objectName()
  const known = db.typeOf(name)
  if (known === undefined) return 'ignored'
  if (cursor.take('RENAME', 'TO')) db.types.set(db.keyOf({ schema: name.schema, name: cursor.name() }), known)
  if (cursor.take('SET', 'SCHEMA')) db.types.set(db.keyOf({ schema: cursor.name(), name: name.name }), known)
  if (known.values === null) return 'ignored'
  // Columns that are of the type already share the list.
  const { values } = known
  if (cursor.take('RENAME', 'VALUE')) {
    const at = values.indexOf(cursor.next().value)
    if (cursor.take('TO') && at !== -1) values[at] = cursor.next().value
  } else if (cursor.take('ADD', 'VALUE')) {
    cursor.take('IF', 'NOT', 'EXISTS')
    const { kind, value } = cursor.next()
    if (kind !== 'string' || values.includes(value)) return 'done'
    const isBefore = cursor.take('BEFORE')
    const at = isBefore || cursor.take('AFTER') ? values.indexOf(cursor.next().value) : -1
    values.splice(at === -1 ? values.length : at + (isBefore ? 0 : 1), 0, value)
  } else return 'ignored'
  return 'done'
}
