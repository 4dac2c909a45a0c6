/** What differs between two states of one design, in names. */
import { isSame } from '../../../shared/util/same.ts'
import type { ErDocument } from '../../../shared/document/records.ts'

export interface Difference {
  readonly label: string
  /** `mine`: only here; `theirs`: only in the file; `both`: in both, but not alike. */
  readonly where: 'mine' | 'theirs' | 'both'
}

/** Models and their fields, in the order of the names. Positions do not count. */
export function compareDocuments(mine: ErDocument, theirs: ErDocument): readonly Difference[] {
  const found: Difference[] = []
  for (const id of new Set([...Object.keys(mine.models), ...Object.keys(theirs.models)])) {
    const a = mine.models[id]
    const b = theirs.models[id]
    if (a === undefined || b === undefined) {
      found.push({ label: (a ?? b)?.name ?? id, where: a === undefined ? 'theirs' : 'mine' })
      continue
    }
    if (isSame(a, b)) continue
    found.push(...compareFields(a, b))
  }
  return found.toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
}

type Model = ErDocument['models'][string]

function compareFields(mine: Model, theirs: Model): readonly Difference[] {
  const found: Difference[] = []
  const { fields: myFields, ...my } = mine
  const { fields: theirFields, ...their } = theirs
  if (!isSame(my, their)) found.push({ label: mine.name, where: 'both' })
  const byId = new Map(theirFields.map((field) => [field.id, field]))
  for (const field of myFields) {
    const other = byId.get(field.id)
    byId.delete(field.id)
    const label = `${mine.name}.${field.name}`
    if (other === undefined) found.push({ label, where: 'mine' })
    else if (!isSame(field, other)) found.push({ label, where: 'both' })
  }
  for (const field of byId.values()) found.push({ label: `${theirs.name}.${field.name}`, where: 'theirs' })
  return found.length === 0 ? [{ label: mine.name, where: 'both' }] : found
}
