/** The keywords of an argument list as options: `max_length=7, default=f()` → `{max_length: 7, default: {expr: 'f()'}}`. */
import type { Options, Value } from '../document/records.ts'
import { toValue } from './literal.ts'
import { parseExpression } from './parse.ts'

/** @param args without the parentheses; one that does not parse has no options */
export function keywordOptions(args: string): Options {
  const source = `f(${args})`
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0 || expr.type !== 'Call') return {}
  const options: Record<string, Value> = {}
  for (const { name, value } of expr.args) {
    if (name !== null && !name.startsWith('*')) options[name] = toValue(value, source)
  }
  return options
}
