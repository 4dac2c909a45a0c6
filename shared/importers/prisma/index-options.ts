/** What an index says of its rows and of how it compares, as SQL. */
import { textOf } from './parse.ts'
import type { PrismaArgument, PrismaValue } from './parse.ts'

/** `raw("text_pattern_ops")`, `JsonbPathOps`; null: the usual one. */
export function operatorClass(value: PrismaValue | undefined): string | null {
  if (value === undefined) return null
  if (value.kind === 'call') return textOf(value.args[0]?.value)
  return (
    textOf(value)
      ?.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`)
      .toLowerCase() ?? null
  )
}

/** `raw("deleted IS NULL")`, `{ deleted: null, state: { not: "draft" } }`; null: all rows. */
export function conditionSql(value: PrismaValue | undefined, columnOf: (field: string) => string): string | null {
  if (value?.kind === 'call') return textOf(value.args[0]?.value)
  if (value?.kind !== 'object') return null
  const parts = value.args.flatMap((arg) => conditionOf(arg, columnOf) ?? [])
  return parts.length === 0 ? null : parts.join(' AND ')
}

function conditionOf({ name, value }: PrismaArgument, columnOf: (field: string) => string): string | null {
  if (name === null) return null
  const column = `"${columnOf(name).replaceAll('"', '""')}"`
  const other = value.kind === 'object' ? value.args.find((arg) => arg.name === 'not')?.value : undefined
  const plain = other ?? value
  const text = textOf(plain)
  if (text === null) return null
  if (plain.kind === 'name' && text === 'null') return `${column} IS ${other === undefined ? '' : 'NOT '}NULL`
  const literal = plain.kind === 'text' ? `'${text.replaceAll("'", "''")}'` : text
  return `${column} ${other === undefined ? '=' : '<>'} ${literal}`
}
