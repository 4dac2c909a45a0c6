/**
 * Names that Python cannot write (`two words`, `class`), as databases have them: the export gives such a
 * model or field a name that it can, and says in `db_table` and `db_column` what the database has.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isExpr, isRelation } from '../../document/records.ts'
import type { ErDocument, Field, Model } from '../../document/records.ts'
import { freeName, isPythonName, pythonName } from '../../document/names.ts'
import type { ModelKey, ResolvedModel } from '../../relations/types.ts'

/** Names of tables and columns as Django has them for the names of the design. */
export type Resolved = ReadonlyMap<ModelKey, ResolvedModel>

export function withPythonNames(
  doc: ErDocument,
  resolved: Resolved,
): { readonly doc: ErDocument; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const odd = Object.values(doc.models).filter((model) => !isWritable(model))
  if (odd.length === 0) return { doc, diagnostics }
  const taken = new Set(Object.values(doc.models).map((m) => m.name.toLowerCase()))
  const changed: Record<string, Model> = {}
  for (const model of odd) {
    const next = model.external ? model : pythonModel(model, resolved.get(model.id), taken, diagnostics)
    if (next !== model) changed[next.id] = next
  }
  return Object.keys(changed).length === 0
    ? { doc, diagnostics }
    : { doc: { ...doc, models: { ...doc.models, ...changed } }, diagnostics }
}

const writable = new WeakMap<Model, boolean>()

/** Python can write its name and those of its fields. */
export function isWritable(model: Model): boolean {
  let answer = writable.get(model)
  if (answer === undefined) {
    answer = isPythonName(model.name) && model.fields.every((field) => isPythonName(field.name))
    writable.set(model, answer)
  }
  return answer
}

function pythonModel(
  model: Model,
  resolved: ResolvedModel | undefined,
  taken: Set<string>,
  diagnostics: Diagnostic[],
): Model {
  const fields = pythonFields(model, resolved, diagnostics)
  if (isPythonName(model.name)) return fields === model.fields ? model : { ...model, fields }
  const name = freeName(pythonName(model.name, 'Model'), taken)
  taken.add(name.toLowerCase())
  diagnostics.push(renamed({ kind: 'model', model: model.id, label: model.name }, model.name, name))
  const keepsTable = model.kind === 'concrete' && model.meta.db_table === undefined && resolved !== undefined
  return { ...model, name, fields, meta: keepsTable ? { db_table: resolved.table, ...model.meta } : model.meta }
}

function pythonFields(model: Model, resolved: ResolvedModel | undefined, diagnostics: Diagnostic[]): readonly Field[] {
  if (model.fields.every((field) => isPythonName(field.name))) return model.fields
  const taken = new Set(model.fields.map((field) => field.name.toLowerCase()))
  return model.fields.map((field) => {
    if (isPythonName(field.name)) return field
    const name = freeName(pythonName(field.name, 'field'), taken)
    taken.add(name)
    const label = `${model.name}.${field.name}`
    diagnostics.push(renamed({ kind: 'field', model: model.id, field: field.id, label }, field.name, name))
    return { ...field, name, options: { ...field.options, ...databaseName(field, resolved) } }
  })
}

function databaseName(field: Field, resolved: ResolvedModel | undefined): Field['options'] {
  if (field.kind === 'manyToMany') {
    const isOwn =
      field.through === null && field.options['db_table'] === undefined && field.options['through'] === undefined
    return isOwn && resolved !== undefined ? { db_table: `${resolved.table}_${field.name}` } : {}
  }
  const written = field.options['db_column']
  if (written !== undefined && written !== null && !isExpr(written)) return {}
  return { db_column: isRelation(field) ? `${field.name}_id` : field.name }
}

function renamed(subject: Diagnostic['subject'], name: string, to: string): Diagnostic {
  return {
    code: 'relata.4102',
    severity: 'warning',
    message: `“${name}” is no name that Python can write; the export calls it ${to} and keeps the name in the database.`,
    hint: `Rename it in the design to something Python can write.`,
    subject,
    fixes: [],
  }
}
