/** Values of options as people type them: Python literals and expressions. */
import { isExpr } from '../../../shared/document/records.ts'
import type { Expr, Value } from '../../../shared/document/records.ts'
import { printValue, toValue } from '../../../shared/python/literal.ts'
import { parseExpression } from '../../../shared/python/parse.ts'
import { t } from '../../texts/texts.ts'

export type ReadValue = { readonly value: Value } | { readonly problem: string }

/** `"draft"`, `0`, `timezone.now`. A value that is not given is the empty text. */
export function valueText(value: Value | undefined): string {
  return value === undefined ? '' : printValue(value)
}

/**
 * Reads a Python value.
 *
 * @param text not empty
 */
export function readValue(text: string): ReadValue {
  const { expr, errors } = parseExpression(text)
  const [first] = errors
  if (first !== undefined) return { problem: t.inspector.notPython(first.message) }
  return { value: toValue(expr, text) }
}

/** As `readValue`, for what is always kept as source. */
export function readExpr(text: string): { readonly value: Expr } | { readonly problem: string } {
  const { errors } = parseExpression(text)
  const [first] = errors
  return first === undefined ? { value: { expr: text.trim() } } : { problem: t.inspector.notPython(first.message) }
}

export function exprText(value: Value | undefined): string {
  return isExpr(value) ? value.expr : valueText(value)
}

/** A whole number, or why it is none. */
export function readInteger(text: string): ReadValue {
  if (!/^-?\d{1,15}$/.test(text.trim())) return { problem: t.inspector.notInteger }
  return { value: Number(text) }
}

/** Why a text is no Python value; null: it is one. */
export function checkValue(text: string): string | null {
  const read = text.trim() === '' ? { problem: t.inspector.valueNeeded } : readValue(text)
  return 'problem' in read ? read.problem : null
}

/** The same where nothing means: not given. */
export function checkOptionalValue(text: string): string | null {
  return text.trim() === '' ? null : checkValue(text)
}

/** Why a text is no Python expression; null: it is one. */
export function checkExpr(text: string): string | null {
  const read = text.trim() === '' ? { problem: t.inspector.valueNeeded } : readExpr(text)
  return 'problem' in read ? read.problem : null
}

/** Why a text cannot stand between the parentheses of a call; null: it can. */
export function checkArguments(text: string): string | null {
  const { errors } = parseExpression(`f(${text}\n)`)
  const [first] = errors
  return first === undefined ? null : t.inspector.notPython(first.message)
}
