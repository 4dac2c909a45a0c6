/** A default of a text field as people type it: words without quotes are words, not Python names. */
import type { ErDocument, Field, Model } from '../../../../shared/document/records.ts'
import { isExpr } from '../../../../shared/document/records.ts'
import { kindOfType } from '../choices/plain-value.ts'
import { readValue } from '../value-text.ts'
import type { ReadValue } from '../value-text.ts'

/** Options whose value is one of the field's own. */
const OWN_VALUES = new Set(['default', 'db_default'])

/** How such an option of the field is read; undefined: as any Python value. */
export function textReader(
  doc: ErDocument,
  model: Model,
  field: Field,
): ((keyword: string) => ((text: string) => ReadValue) | undefined) | undefined {
  if (field.kind !== 'scalar' || kindOfType(field.type) !== 'text') return undefined
  return (keyword) => (OWN_VALUES.has(keyword) ? (text) => readTextDefault(text, namesIn(doc, model)) : undefined)
}

/** @param names what a bare word may mean in the module: functions, constants, choices classes */
export function readTextDefault(text: string, names: ReadonlySet<string>): ReadValue {
  const read = readValue(text)
  if ('problem' in read) {
    // What looks like Python is on its way to be some.
    return /["'([{]/.test(text) ? read : { value: text }
  }
  const { value } = read
  const isBare = isExpr(value) && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value.expr)
  return isBare && !names.has(value.expr) ? { value: value.expr } : read
}

function namesIn(doc: ErDocument, model: Model): ReadonlySet<string> {
  const code = doc.apps[model.app]?.code ?? []
  const classes = Object.values(doc.enums).map(({ name }) => name)
  return new Set([...code.map(({ name }) => name), ...model.members.map(({ name }) => name), ...classes, 'str'])
}
