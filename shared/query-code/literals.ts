/** Values as they are written in TypeScript. */
import { textLiteral } from '../exporters/typescript/names.ts'
import type { SqlValue } from '../orm/query/types.ts'
import { NotExpressible } from './parts.ts'

export function literal(value: SqlValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value === 'bigint') return BigInt.asIntN(53, value) === value ? String(value) : `${value}n`
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'Number.POSITIVE_INFINITY'
  throw new NotExpressible('bytes as a value')
}

/** Indents every line but the first. */
export function indented(text: string, by = '  '): string {
  return text.replaceAll('\n', `\n${by}`)
}
