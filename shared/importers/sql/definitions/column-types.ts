/** Types as written → what a column is told of them: domains and enums looked up, serials recognised. */
import type { DraftColumn, DraftDatabase, ObjectName } from '../../database/draft.ts'
import { folded } from '../cursor.ts'
import { sqlTokens } from '../tokens.ts'
import type { Dialect } from '../tokens.ts'

/** The values are the type's own list: what is added to it later, all columns of it have. */
type Resolved = Pick<DraftColumn, 'type' | 'enumName'> & Partial<DraftColumn> & { readonly values: string[] | null }

export function resolveType(written: string, dialect: Dialect, db: DraftDatabase): Resolved {
  const type = written.trim()
  if (dialect === 'mysql') return mysqlType(type)
  if (dialect === 'sqlite') return { type: unquoted(type), values: null, enumName: null }
  const [, element, brackets] = /^(.*?)((?:\s*\[\d*\])+|\s+ARRAY(?:\s*\[\d*\])?)$/is.exec(type) ?? []
  const known = db.types.size === 0 ? undefined : db.typeOf(writtenName(element ?? type))
  // A list of such values: what the domain says of one does not hold for the column.
  if (known !== undefined && element !== undefined)
    return { type: `${known.base}${brackets}`, values: known.values, enumName: null }
  if (known !== undefined) {
    const domain = known.values === null ? { ...(known.null ? {} : { null: false }), default: known.default } : {}
    return {
      type: known.base,
      values: known.values,
      enumName: known.values === null || known.base.endsWith(']') ? null : (nameParts(type).at(-1) ?? null),
      ...domain,
    }
  }
  // `pg_dump --quote-all-identifiers`; "char" is a type of its own.
  const bare = type.replace(/^(?:"?pg_catalog"?\.)?"(?!char")([a-z][a-z0-9_]*)"/, '$1')
  if (bare !== type) return { type: bare, values: null, enumName: null }
  const serial = /^(?:pg_catalog\.)?(small|big)?serial[248]?$/i.test(type)
  return { type, values: null, enumName: null, ...(serial ? { autoIncrement: true, null: false } : {}) }
}

/** `public."Status"` → the name that CREATE TYPE gave it. */
function writtenName(type: string): ObjectName {
  const parts = nameParts(type.replace(/\([^)]*\)$/, '').trim())
  return { schema: parts.length > 1 ? (parts.at(-2) ?? null) : null, name: parts.at(-1) ?? '' }
}

function nameParts(text: string): readonly string[] {
  const tokens = sqlTokens(text, 'postgresql')
  return tokens.flatMap((t) => (t.kind === 'word' ? [folded(t.value)] : t.kind === 'name' ? [t.value] : []))
}

function unquoted(type: string): string {
  return /^(["'`])(.*)\1$/s.exec(type)?.[2] ?? type
}

/** `enum('a','b')` and `set(…)`. */
function mysqlType(type: string): Resolved {
  const isEnum = /^enum\s*\(/i.test(type)
  if (!isEnum && !/^set\s*\(/i.test(type)) {
    const serial = /^serial$/i.test(type)
    return {
      // There a decimal is a whole number unless it says more.
      type: type.replace(/^(?:decimal|numeric|dec|fixed)\b(?!\s*\()/i, '$&(10, 0)'),
      values: null,
      enumName: null,
      ...(serial ? { autoIncrement: true, null: false, type: 'bigint unsigned' } : {}),
    }
  }
  const values = sqlTokens(type, 'mysql')
    .filter((t) => t.kind === 'string')
    .map((t) => t.value)
  // A SET holds several of its values at once, so it is a text.
  return isEnum
    ? { type: 'enum', values, enumName: null }
    : { type: `set varchar(${Math.max(1, values.join(',').length)})`, values: null, enumName: null }
}
