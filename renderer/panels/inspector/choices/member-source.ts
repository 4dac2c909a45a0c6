/** A member of a choices class that is written as more than literals: `"DR", _("Draft")`. */
import type { EnumMember, Value } from '../../../../shared/document/records.ts'
import { stringOf, toValue } from '../../../../shared/python/literal.ts'
import { parseExpression } from '../../../../shared/python/parse.ts'

/** Value and label that the source comes to. */
export function memberWithSource(member: EnumMember, source: string): EnumMember {
  const { expr } = parseExpression(source)
  const parts = expr.type === 'Tuple' ? expr.items : [expr]
  const [first, second] = parts
  const value: Value = first === undefined ? member.value : toValue(first, source)
  const words = second?.type === 'Call' ? second.args[0]?.value : second
  return { ...member, value, label: stringOf(words) ?? (second === undefined ? null : member.label), source }
}

/** As Django derives it from the name: `IN_REVIEW` → `In Review`. */
export function derivedLabel(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
}

/** `In review` → `IN_REVIEW`: a name for what a person typed. */
export function memberNameOf(words: string, taken: ReadonlySet<string>): string {
  const plain = words
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
  const stem = plain === '' ? 'MEMBER' : plain
  let name = stem
  for (let n = 2; taken.has(name); n += 1) name = `${stem}_${n}`
  return name
}
