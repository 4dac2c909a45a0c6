/**
 * What a design says, without ids, positions and the order of what has none: two designs that mean the
 * same models give the same data. Expressions are compared as parsed, so quotes and spaces do not count.
 */
import { isExpr } from '../../shared/document/records.ts'
import type { ErDocument, Member, Model } from '../../shared/document/records.ts'
import { parseExpression } from '../../shared/python/parse.ts'
import { printExpr } from '../../shared/python/print.ts'

/** Label of each own model → what it says. */
export function meaningOf(doc: ErDocument): { readonly [label: string]: unknown } {
  const names = recordNames(doc)
  const clean = (value: unknown): unknown => cleaned(value, names)
  const models = Object.values(doc.models).filter((m) => !m.external)
  const enums = Object.values(doc.enums).map(
    (e) => [`choices ${names.get(e.id)}`, clean({ ...e, id: undefined, model: undefined })] as const,
  )
  return Object.fromEntries([
    ...models.map((m) => [names.get(m.id) ?? m.id, modelMeaning(m, clean)] as const),
    ...enums,
  ])
}

function modelMeaning(model: Model, clean: (value: unknown) => unknown): unknown {
  const without = { ...model, id: undefined, members: byName(model.members) }
  const constraints = model.constraints.map((c) => ({ ...c, id: undefined }))
  const indexes = model.indexes.map((i) => ({ ...i, id: undefined }))
  const fields = model.fields.map((f) => {
    const id = undefined
    if (f.kind === 'custom') return { ...f, id, args: source(`f(${f.args})`) }
    if (f.kind === 'scalar')
      return { ...f, id, choices: f.choices?.kind === 'source' ? source(f.choices.expr) : f.choices }
    return { ...f, id, toSource: f.toSource === null ? null : source(f.toSource) }
  })
  return clean({ ...without, constraints, indexes, fields })
}

function byName(members: readonly Member[]): readonly Member[] {
  return members.toSorted((a, b) => (a.name + a.source < b.name + b.source ? -1 : 1))
}

function recordNames(doc: ErDocument): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const app of Object.values(doc.apps)) names.set(app.id, app.label)
  for (const model of Object.values(doc.models)) {
    names.set(model.id, `${names.get(model.app)}.${model.name}`)
    for (const field of model.fields) names.set(field.id, `${model.name}.${field.name}`)
  }
  for (const one of Object.values(doc.enums)) {
    names.set(one.id, `${one.model === null ? names.get(one.app) : names.get(one.model)}.${one.name}`)
  }
  return names
}

function source(text: string): string {
  const { expr, errors } = parseExpression(text)
  return errors.length > 0 ? text : printExpr(expr)
}

function cleaned(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => cleaned(item, names))
  if (isExpr(value)) return { expr: source(value.expr) }
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .map(([key, v]) => [key, key === 'source' && typeof v === 'string' ? source(v) : cleaned(v, names)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
