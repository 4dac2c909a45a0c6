/** Documents built by hand, for tests of relations and schema. */
import type { FieldId, ModelId } from '../document/ids.ts'
import type { ErDocument, Field, Model, RelationField, ScalarField, ScalarType } from '../document/records.ts'

export function scalarField(
  id: string,
  name: string,
  options: ScalarField['options'] = { max_length: 9 },
  type: ScalarType = 'CharField',
): ScalarField {
  return { id: `field:${id}` as FieldId, name, kind: 'scalar', type, choices: null, options }
}

export function relationField(
  id: string,
  name: string,
  to: string,
  kind: RelationField['kind'] = 'foreignKey',
  extra: Partial<RelationField> = {},
): RelationField {
  return {
    id: `field:${id}` as FieldId,
    name,
    kind,
    to: `model:${to}` as ModelId,
    toSource: null,
    onDelete: kind === 'manyToMany' ? null : 'CASCADE',
    relatedName: null,
    through: null,
    className: null,
    options: {},
    ...extra,
  }
}

export function modelRecord(id: string, name: string, fields: readonly Field[], extra: Partial<Model> = {}): Model {
  return {
    id: `model:${id}` as ModelId,
    app: 'app:blog',
    name,
    kind: 'concrete',
    external: false,
    bases: [],
    fields,
    meta: {},
    indexes: [],
    constraints: [],
    members: [],
    docstring: null,
    ...extra,
  }
}

export function documentOf(models: readonly Model[]): ErDocument {
  const empty = { enums: {}, views: {}, placements: {}, areas: {}, notes: {}, queries: {}, rows: {}, generators: {} }
  return {
    ...empty,
    root: {
      root: {
        id: 'root',
        name: 'blog',
        modelOrder: models.map((m) => m.id),
        viewOrder: [],
        queryOrder: [],
        defaultApp: 'app:blog',
        settings: {
          DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField',
          AUTH_USER_MODEL: 'auth.User',
          USE_TZ: false,
        },
      },
    },
    apps: { 'app:blog': { id: 'app:blog', label: 'blog' } },
    models: Object.fromEntries(models.map((m) => [m.id, m])),
  }
}

export function withModel(doc: ErDocument, changed: Model): ErDocument {
  return { ...doc, models: { ...doc.models, [changed.id]: changed } }
}

/** The document of 1,000 models on which incrementality is counted. */
export function thousandModels() {
  const base = modelRecord('base', 'Base', [scalarField('created', 'created')], { kind: 'abstract' })
  const target = modelRecord('target', 'Target', [scalarField('t', 'title')])
  const rest = Array.from({ length: 998 }, (_, i) => {
    const fields: Field[] = [scalarField(`f${i}`, 'name')]
    if (i % 100 === 0) fields.push(relationField(`r${i}`, 'target', 'target'))
    if (i % 250 === 0) fields.push(relationField(`m${i}`, 'many', 'target', 'manyToMany'))
    if (i > 0) fields.push(relationField(`p${i}`, 'previous', `m${i - 1}`))
    const bases = i % 200 === 7 ? [{ model: base.id }] : []
    return modelRecord(`m${i}`, `Model${i}`, fields, { bases })
  })
  return { base, target, rest, doc: documentOf([base, target, ...rest]) }
}
