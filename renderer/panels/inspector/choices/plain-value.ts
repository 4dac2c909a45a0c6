/** Values as people type them where the kind is known: text without quotes, whole numbers, else Python. */
import type { ScalarType, Value } from '../../../../shared/document/records.ts'
import { isExpr } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { checkValue, readInteger, readValue, valueText } from '../value-text.ts'

type PlainKind = 'text' | 'integer' | 'python'

export function kindOfBase(base: string): PlainKind {
  if (base.endsWith('TextChoices')) return 'text'
  return base.endsWith('IntegerChoices') ? 'integer' : 'python'
}

export function kindOfType(type: ScalarType): PlainKind {
  if (/Integer|AutoField/.test(type)) return 'integer'
  return /^(Char|Text|Slug|Email|URL|FilePath|GenericIPAddress)Field$/.test(type) ? 'text' : 'python'
}

/** A text that is source, or not of the kind, is shown and typed as Python. */
function kindFor(kind: PlainKind, value: Value): PlainKind {
  if (kind === 'text') return typeof value === 'string' ? 'text' : 'python'
  return kind === 'integer' && typeof value === 'number' ? 'integer' : 'python'
}

export function plainText(kind: PlainKind, value: Value): string {
  if (isExpr(value)) return value.expr
  return kindFor(kind, value) === 'text' ? String(value) : valueText(value)
}

/** Why the text cannot be the value; null: it can. */
export function plainProblem(kind: PlainKind, before: Value, text: string): string | null {
  const as = kindFor(kind, before)
  if (as === 'text') return null
  if (as === 'python') return checkValue(text)
  const read = readInteger(text)
  return 'problem' in read ? read.problem : null
}

export function readPlain(kind: PlainKind, before: Value, text: string): Value {
  const as = kindFor(kind, before)
  if (as === 'text') return text
  const read = as === 'integer' ? readInteger(text) : readValue(text)
  if ('problem' in read) throw new Error(`${t.inspector.valueNeeded}: ${text}`)
  return read.value
}

/** A value to begin with, after those that are there. */
export function nextValue(kind: PlainKind, values: readonly Value[]): Value {
  if (kind !== 'integer') return `value_${values.length + 1}`
  const numbers = values.filter((value) => typeof value === 'number')
  return numbers.length === 0 ? 1 : Math.max(...numbers) + 1
}
