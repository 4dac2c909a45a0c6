/** What Django and PostgreSQL call the indexes and constraints that nobody named. */
import { createIndexName, splitIdentifier, truncateName } from '../relations/names.ts'
import type { Named, SchemaColumn, SchemaIndex } from './types.ts'

/** Characters that PostgreSQL and MySQL take. */
const LIMITS = [63, 64] as const

/** @param suffix as in `createIndexName` */
export function named(table: string, columns: readonly string[], suffix: string): Named {
  const name = createIndexName(table, columns, suffix)
  if (name.length <= LIMITS[0]) return { name }
  const cut = LIMITS.map((limit) => [limit, createIndexName(truncateName(table, limit), columns, suffix, limit)])
  return { name, cutNames: Object.fromEntries(cut) }
}

const NONE: readonly never[] = []

/**
 * The index beside that of a text which is unique or indexed: the plain one serves `LIKE 'a%'` only where texts are
 * sorted byte by byte. [] where the collation may be one that takes no such index.
 * Source: `_create_like_index_sql` in django/db/backends/postgresql/schema.py (5.2).
 */
export function likeIndex(table: string, { name, type, collation }: SchemaColumn): readonly SchemaIndex[] {
  if (collation !== null && !DETERMINISTIC.test(collation)) return NONE
  const opclass = type.kind === 'char' ? 'varchar_pattern_ops' : 'text_pattern_ops'
  return [
    {
      ...named(table, [name], '_like'),
      columns: [{ name, descending: false, opclass }],
      expressions: NONE,
      condition: null,
      include: NONE,
      method: 'btree',
    },
  ]
}

/** Collations that every PostgreSQL has: two texts are equal only where their bytes are. */
const DETERMINISTIC =
  /^(default|C|POSIX|ucs_basic|unicode|C\.utf-?8|[a-z]{2,3}(-\w+)*-x-icu|[a-z]{2,3}_[A-Z]{2}(\.utf-?8)?)$/

/** Bytes of a name in PostgreSQL. */
const NAME_BYTES = 63

/**
 * What PostgreSQL calls a column's CHECK without a name: the longer of table and column gives way.
 * Source: makeObjectName in src/backend/commands/indexcmds.c.
 */
export function checkName(table: string, column: string): string {
  let [first, second] = [splitIdentifier(table).name, column]
  const room = NAME_BYTES - '__check'.length
  while (first.length + second.length > room) {
    if (first.length > second.length) first = first.slice(0, -1)
    else second = second.slice(0, -1)
  }
  return `${first}_${second}_check`
}
