import { describe, expect, it } from 'vitest'
import { createDocument } from './create.ts'
import { rootOf } from './records.ts'
import type { ErDocument, Model, RelationField } from './records.ts'
import { validateDocument } from './validate.ts'

function withModel(changes: Partial<Model>): ErDocument {
  const doc = createDocument({ name: 'x', app: 'x' })
  const root = rootOf(doc)
  const model: Model = {
    id: 'model:a',
    app: root.defaultApp,
    name: 'A',
    kind: 'concrete',
    external: false,
    bases: [],
    fields: [],
    meta: {},
    indexes: [],
    constraints: [],
    members: [],
    docstring: null,
    ...changes,
  }
  return { ...doc, models: { 'model:a': model }, root: { root: { ...root, modelOrder: ['model:a'] } } }
}

const relation: RelationField = {
  id: 'field:r',
  kind: 'foreignKey',
  name: 'r',
  options: {},
  to: 'model:a',
  toSource: null,
  onDelete: 'CASCADE',
  relatedName: null,
  through: null,
  className: null,
}

describe('validateDocument', () => {
  it('gives a whole document back as it is', () => {
    const doc = withModel({ fields: [relation] })
    expect(validateDocument(doc)).toEqual({ value: doc, diagnostics: [], dropped: [] })
    expect(validateDocument(doc).value).toBe(doc)
  })

  it('accepts references to models that Django has built in', () => {
    const doc = withModel({
      fields: [{ ...relation, to: 'model:auth.User', options: { to_field: 'field:auth.User.username' } }],
    })
    expect(validateDocument(doc).diagnostics).toEqual([])
  })

  it('cuts references that lead nowhere and names the object', () => {
    const doc = withModel({
      app: 'app:gone',
      bases: [{ model: 'model:gone' }, { expr: 'Mixin' }],
      fields: [{ ...relation, to: 'model:gone', through: 'model:gone2', options: { to_field: 'field:gone' } }],
      meta: { unique_together: [['field:r', 'field:gone']], ordering: [{ by: 'created', descending: true }] },
    })
    const { value, diagnostics } = validateDocument(doc)
    expect(diagnostics.map((d) => d.code)).toEqual(Array.from({ length: 5 }, () => 'relata.1013'))
    expect(diagnostics.find((d) => d.subject.kind === 'field')?.subject).toMatchObject({
      model: 'model:a',
      field: 'field:r',
    })
    expect(value.models['model:a']).toMatchObject({
      app: rootOf(doc).defaultApp,
      bases: [{ expr: 'Mixin' }],
      fields: [{ to: null, through: null, options: {} }],
      meta: { ordering: [{ by: 'created', descending: true }] },
    })
    expect(validateDocument(value).diagnostics).toEqual([])
  })

  it('puts orders right and aside what belongs to nothing', () => {
    const base = withModel({})
    const doc: ErDocument = {
      ...base,
      root: { root: { ...rootOf(base), modelOrder: ['model:x', 'model:a', 'model:a'] } },
      rows: { 'model:x': { id: 'model:x', rows: [{ pk: 1, values: {} }] } },
      notes: {
        'note:n': { id: 'note:n', view: 'view:x', text: 'keep me', x: 0, y: 0, width: 1, height: 1, color: null },
      },
      queries: { 'query:wrong': { id: 'query:q', name: '', language: 'orm', text: '' } },
    }
    const { value, diagnostics, dropped } = validateDocument(doc)
    expect(rootOf(value).modelOrder).toEqual(['model:a'])
    expect(new Set(diagnostics.map((d) => d.code))).toEqual(new Set(['relata.1013', 'relata.1014', 'relata.1016']))
    expect(dropped.map((d) => d.at).sort()).toEqual(['notes', 'queries', 'rows'])
  })
})
