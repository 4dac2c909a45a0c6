/**
 * Which foreign keys can have Django 6.1's database-level on_delete: what its checks would refuse stays
 * with Python. A chain of references is of one kind (fields.E323), a parent link is Python's, a default
 * needs to be the database's (fields.E322), a content type's key belongs to Python (contenttypes.E006).
 * Source: `ForeignKey._check_on_delete` of Django 6.1 and the tests of it.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import { isExpr, isRelation } from '../../document/records.ts'
import type { ErDocument, Field, Model, RelationField } from '../../document/records.ts'

export function databaseKeys(doc: ErDocument): ReadonlySet<FieldId> {
  const models = Object.values(doc.models)
  const fitting = new Set<FieldId>()
  for (const model of models) for (const key of keysOf(model)) if (fits(model, key)) fitting.add(key.id)
  // One that refers to a model with a key of Python's is of Python, and so are those that refer to it.
  for (let before = -1; before !== fitting.size;) {
    before = fitting.size
    for (const model of models)
      for (const key of keysOf(model)) if (key.to !== null && isPythons(doc, key.to, fitting)) fitting.delete(key.id)
  }
  return fitting
}

/** One remark for each key whose on_delete has a database-level form that Django would refuse here. */
export function keptByPython(doc: ErDocument): readonly Diagnostic[] {
  const fitting = databaseKeys(doc)
  return Object.values(doc.models).flatMap((model) =>
    (model.external ? [] : keysOf(model))
      .filter((key) => !fitting.has(key.id) && /^(?:CASCADE|SET_NULL|SET_DEFAULT)$/.test(String(key.onDelete)))
      .map((key) => ({
        code: 'relata.4110',
        severity: 'info' as const,
        message: `${model.name}.${key.name} keeps on_delete=models.${String(key.onDelete)}: Django would refuse the database's form here.`,
        hint: 'A chain of references is of one kind, a parent link is always Python’s, and SET_DEFAULT needs a db_default.',
        subject: { kind: 'field' as const, model: model.id, field: key.id, label: `${model.name}.${key.name}` },
        fixes: [],
      })),
  )
}

/** Whether deleting a row of the model is a matter of Python: by a key, by a parent, or because we do not see it. */
function isPythons(doc: ErDocument, id: ModelId, fitting: ReadonlySet<FieldId>): boolean {
  const seen = new Set<ModelId>([id])
  for (const next of seen) {
    const model = doc.models[next]
    if (model === undefined || model.external) continue
    if (keysOf(model).some((key) => key.onDelete !== 'DO_NOTHING' && !fitting.has(key.id))) return true
    for (const base of model.bases) {
      if (isExpr(base)) continue
      if (model.kind === 'concrete' && doc.models[base.model]?.kind !== 'abstract') return true
      seen.add(base.model)
    }
  }
  return false
}

function keysOf(model: Model): readonly RelationField[] {
  return model.fields.filter((f): f is RelationField => isRelation(f) && f.kind !== 'manyToMany')
}

function fits(model: Model, { onDelete, options, name }: RelationField): boolean {
  if (isContentType(model, name)) return false
  if (onDelete === 'SET_DEFAULT') return options['db_default'] !== undefined
  if (onDelete === 'SET_NULL') return options['null'] === true
  return onDelete === 'CASCADE'
}

/** The key of a GenericForeignKey: `content_type` unless it says another name. */
function isContentType({ fields }: Model, name: string): boolean {
  return fields.some((f) => isGeneric(f) && (/^\s*['"](\w+)['"]/.exec(f.args)?.[1] ?? 'content_type') === name)
}

function isGeneric(field: Field): field is Field & { readonly kind: 'custom' } {
  return field.kind === 'custom' && field.className.endsWith('GenericForeignKey')
}
