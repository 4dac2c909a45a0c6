/** Reads Python values that a record keeps: what a translated text says, whether a default is callable. */
import type { ModelId } from '../../document/ids.ts'
import { isExpr } from '../../document/records.ts'
import type { ChoicesClass, EnumMember, Field, Value } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import { titleCase } from '../names.ts'
import type { FieldDefault, ResolvedChoice } from '../types.ts'
import { ENUM, ENUM_NAMED } from '../world/world.ts'

/** A text, also inside `_('…')`; null where it is something else. */
export function textOf(value: Value | undefined): string | null {
  if (value === undefined) return null
  if (typeof value === 'string') return value
  if (!isExpr(value)) return null
  if (typeof value.value === 'string') return value.value
  const quoted =
    /^(?:[\w.]*\b(?:_|gettext\w*|ugettext\w*|pgettext\w*)\s*\(\s*)?(?:[rRuU]?)(['"])((?:\\.|(?!\1).)*)\1\s*,?\s*\)?$/s
  const found = quoted.exec(value.expr.trim())
  return found?.[2]?.replace(/\\(['"\\])/g, '$1') ?? null
}

/** The value of an enum member or a plain one; undefined where it stays an expression. */
export function enumValue(cells: Cells, model: ModelId, expr: string): Value | undefined {
  const parts = expr.replace(/\.value$/, '').split('.')
  const memberName = parts.at(-1) ?? ''
  const className = parts.at(-2)
  if (className === undefined || !/^[A-Za-z_]\w*$/.test(memberName)) return undefined
  const found = enumNamed(cells, model, className)?.members.find((m) => m.name === memberName)
  return found?.value
}

function enumNamed(cells: Cells, model: ModelId, name: string): ChoicesClass | undefined {
  return cells.input<ChoicesClass>(ENUM_NAMED, `${model}.${name}`) ?? cells.input<ChoicesClass>(ENUM_NAMED, name)
}

export const NO_DEFAULT: FieldDefault = { kind: 'none' }

/**
 * A field's `default`. An expression counts as callable unless it is a call, a member of a choices class
 * or a constant (capitals), which is how such names are written.
 */
export function defaultOf(cells: Cells, model: ModelId, value: Value | undefined): FieldDefault {
  if (value === undefined) return NO_DEFAULT
  if (!isExpr(value)) return { kind: 'value', value }
  const source = value.expr.trim()
  if (/\bNOT_PROVIDED$/.test(source)) return { kind: 'none' }
  const member = enumValue(cells, model, source)
  if (member !== undefined) return { kind: 'value', value: member }
  if (/^lambda\b/.test(source)) return { kind: 'callable', source }
  const isName = /^[A-Za-z_][\w.]*$/.test(source)
  if (!isName || /^[A-Z][A-Z0-9_]*$/.test(source.split('.').at(-1) ?? '')) return { kind: 'value', value }
  return { kind: 'callable', source }
}

/** A member's label; Django's own where it gives none. */
export function memberLabel(member: EnumMember): string {
  return member.label ?? titleCase(member.name.replaceAll('_', ' '))
}

const NO_CHOICES = { choices: null, from: null }

/** The choices of a field as pairs; null: none, or not to be worked out from the source. */
export function choicesOf(
  cells: Cells,
  field: Field,
): {
  readonly choices: readonly ResolvedChoice[] | null
  readonly from: ChoicesClass | null
} {
  if (field.kind !== 'scalar' || field.choices === null) return NO_CHOICES
  if (field.choices.kind === 'enum') {
    const from = cells.input<ChoicesClass>(ENUM, field.choices.enum) ?? null
    const choices = from?.members.map((m) => ({ value: m.value, label: memberLabel(m), group: null })) ?? null
    return { choices, from }
  }
  if (field.choices.kind === 'source') return { choices: null, from: null }
  const choices = field.choices.pairs.map(({ value, label, group }) => ({ value, label, group: group ?? null }))
  return { choices, from: null }
}
