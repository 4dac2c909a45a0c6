/** Meta.ordering as one line: `-published, title`. */
import { isExpr } from '../../../../shared/document/records.ts'
import type { Ordering } from '../../../../shared/document/records.ts'
import type { Unnamed } from '../unnamed.ts'
import type { RefItem } from './field-refs.ts'

type Named = Pick<RefItem, 'value' | 'label'>

/** @param items what else than own fields can be named: those of the bases */
export function orderingText(
  ordering: readonly Ordering[] | undefined,
  model: Unnamed,
  items: readonly Named[] = [],
): string {
  const nameOf = (ref: string): string =>
    model.fields.find((field) => field.id === ref)?.name ?? items.find(({ value }) => value === ref)?.label ?? ref
  return (ordering ?? [])
    .map(({ by, descending }) => (isExpr(by) ? by.expr : `${descending ? '-' : ''}${nameOf(by)}`))
    .join(', ')
}

/** Names of fields become references, so that a rename reaches them; expressions stay as written. */
export function readOrdering(text: string, model: Unnamed, items: readonly Named[] = []): readonly Ordering[] {
  return splitTop(text)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Ordering => {
      if (/[()]/.test(part)) return { by: { expr: part }, descending: false }
      const descending = part.startsWith('-')
      const name = part.replace(/^[-+]/, '').replaceAll(/["']/g, '')
      const field =
        model.fields.find((one) => one.name === name)?.id ?? items.find(({ label }) => label === name)?.value
      return { by: field ?? name, descending }
    })
}

/** Splits at commas that are not inside brackets. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of text) {
    if ('([{'.includes(letter)) depth += 1
    if (')]}'.includes(letter)) depth -= 1
    if (letter === ',' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part]
}
