/** Names and texts as DBML takes them. */
import { namespaceOf } from '../sql/names.ts'

/** DBML takes any name in double quotes. */
export function name(plain: string): string {
  return /^[A-Za-z_]\w*$/.test(plain)
    ? plain
    : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')}"`
}

/** A schema in front, where `db_table` names one. */
export function tableName(plain: string): string {
  return namespaceOf(plain) === null ? name(plain) : plain.split('"."').map(name).join('.')
}

/** On one line. */
export function text(plain: string): string {
  return `'${escaped(plain).replace(/[\r\n]+/g, ' ')}'`
}

/** A text with its lines, `indent` in front of each. */
export function block(plain: string, indent: string): string {
  if (!/[\r\n]/.test(plain.trim())) return text(plain.trim())
  const lines = escaped(plain)
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => (line.trim() === '' ? '' : `${indent}  ${line.trimEnd()}`))
  return `'''\n${lines.join('\n')}\n${indent}'''`
}

/** SQL between backticks; PostgreSQL's has none of its own. */
export function code(sql: string): string {
  return `\`${sql.replaceAll('`', "'").replace(/\s+/g, ' ')}\``
}

function escaped(plain: string): string {
  return plain.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
}
