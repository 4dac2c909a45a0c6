/** A TextChoices or IntegerChoices class → its record. */
import type { AppId } from '../../document/ids.ts'
import type { ChoicesClass, EnumMember, Member, Value } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { sourceOf, toValue } from '../../python/literal.ts'
import { isMemberName } from '../../relations/names.ts'
import { isLiteral, labelText } from './constants.ts'
import { memberOf } from './members.ts'
import type { EnumDecl } from './project.ts'

export function readChoicesClass({ id, decl, base, model }: EnumDecl, app: AppId): ChoicesClass {
  const members: EnumMember[] = []
  const extra: Member[] = []
  for (const { statement } of decl.entries) {
    const [target] = statement.type === 'Assign' ? statement.targets : []
    if (statement.type === 'Assign' && target?.type === 'Name' && isMemberName(target.id)) {
      members.push(readMember(target.id, statement.value, decl.module.text, base, members))
    } else if (statement.type !== 'Pass') extra.push(memberOf(decl.module.text, statement))
  }
  const record = { id, app, name: decl.node.name, model: model?.id ?? null, base, members }
  return extra.length === 0 ? record : { ...record, extra }
}

/** Django takes the last of several values for the label if it is a text. */
function readMember(name: string, expr: PyExpr, text: string, base: string, before: readonly EnumMember[]): EnumMember {
  const items = expr.type === 'Tuple' || expr.type === 'List' ? expr.items : [expr]
  const last = items.at(-1)
  const label = items.length > 1 && last !== undefined ? labelText(last) : null
  const values = label === null ? items : items.slice(0, -1)
  const [only] = values
  const value =
    values.length === 1 && only !== undefined ? memberValue(name, only, text, base, before) : listSource(values, text)
  return isLiteral(expr) && (label !== null || items.length === 1)
    ? { name, value, label }
    : { name, value, label, source: sourceOf(expr, text) }
}

function memberValue(name: string, expr: PyExpr, text: string, base: string, before: readonly EnumMember[]): Value {
  const isAuto = expr.type === 'Call' && /^(?:[\w.]*\.)?auto$/.test(sourceOf(expr.func, text))
  if (!isAuto) return toValue(expr, text)
  if (/TextChoices|\bstr\b/.test(base)) return name
  const last = before.at(-1)?.value
  return typeof last === 'number' ? last + 1 : 1
}

function listSource(values: readonly PyExpr[], text: string): Value {
  return { expr: `(${values.map((value) => sourceOf(value, text)).join(', ')}${values.length === 1 ? ',' : ''})` }
}
