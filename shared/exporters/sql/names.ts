import type { Named } from '../../schema/types.ts'
import { md5 } from '../../util/md5.ts'
import { encodeUtf8 } from '../../util/utf8.ts'
import type { SqlDialect } from './dialect.ts'

/**
 * A name within a dialect's limit (bytes), cut as Django cuts: the end gives way to four hex digits
 * of its hash. Source: django.db.backends.utils.truncate_name.
 */
export function cutName(name: string, limit: number | null): string {
  if (limit === null || name.length <= limit) return name
  return `${name.slice(0, limit - 4)}${md5(name, 4)}`
}

/** Nearly every name; the others have to be counted. */
function isAscii(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 0x7f) return false
  return true
}

/** The beginning of a name that takes no more than so many bytes, no character halved. */
export function cutBytes(name: string, bytes: number): string {
  if (isAscii(name)) return name.slice(0, bytes)
  let left = bytes
  let text = ''
  for (const character of name) {
    left -= encodeUtf8(character).length
    if (left < 0) break
    text += character
  }
  return text
}

/** A name of so many bytes; a longer one ends with its hash. */
export function cutObjectName(name: string, bytes: number): string {
  if (isAscii(name) ? name.length <= bytes : encodeUtf8(name).length <= bytes) return name
  return `${cutBytes(name, bytes - 4)}${md5(name).slice(0, 4)}`
}

type Naming = Pick<SqlDialect, 'spell' | 'nameLimit' | 'limitsBytes'>

/** Of a table or a column, as the database has it (what is too long in bytes it cuts itself, as it does Django's). */
export function storedName(dialect: Naming, name: string): string {
  return cutName(dialect.spell(name), dialect.nameLimit)
}

/**
 * Of a constraint or an index. Where the limit counts bytes the database may cut what is behind the hash in a name that
 * Django cut; any other one that is too long ends with its hash.
 */
export function storedObjectName(dialect: Naming, { name, cutNames }: Named): string {
  const django = cutNames?.[dialect.nameLimit ?? 0]
  const spelled = storedName(dialect, django ?? name)
  const bytes = dialect.limitsBytes === true ? dialect.nameLimit : null
  if (bytes === null) return spelled
  const ended = django === undefined ? '' : cutBytes(spelled, bytes)
  return HASHED.test(ended) ? ended : cutObjectName(spelled, bytes)
}

const HASHED = /_[\da-f]{8}(_|$)/

export function objectName(dialect: Naming & Pick<SqlDialect, 'quote'>, object: Named): string {
  return dialect.quote(storedObjectName(dialect, object))
}

/** The identifier as a dialect writes it: spelled, cut and quoted. */
export function identifier(dialect: Pick<SqlDialect, 'quote' | 'spell' | 'nameLimit'>, name: string): string {
  return dialect.quote(cutName(dialect.spell(name), dialect.nameLimit))
}

/** Several of them, with commas between. */
export function identifiers(
  dialect: Pick<SqlDialect, 'quote' | 'spell' | 'nameLimit'>,
  names: readonly string[],
): string {
  const [first] = names
  if (names.length === 1 && first !== undefined) return identifier(dialect, first)
  return names.map((one) => identifier(dialect, one)).join(', ')
}

/** What stands between schema and table in a `db_table` that names both: Django quotes around it. */
const BETWEEN = '"."'

/** The table's name; a schema in it becomes the dialect's own, where it has schemas. */
export function tableIdentifier(
  dialect: Pick<SqlDialect, 'quote' | 'spell' | 'nameLimit' | 'namespaces'>,
  name: string,
): string {
  if (!dialect.namespaces || !name.includes(BETWEEN)) return identifier(dialect, name)
  return name
    .split(BETWEEN)
    .map((part) => identifier(dialect, part))
    .join('.')
}

/** The schema that the table's name begins with; null: none. */
export function namespaceOf(name: string): string | null {
  const at = name.indexOf(BETWEEN)
  return at < 1 ? null : name.slice(0, at)
}

/** The table's name for people to read: `sales.order`. */
export function shownName(name: string): string {
  return name.replaceAll(BETWEEN, '.')
}
