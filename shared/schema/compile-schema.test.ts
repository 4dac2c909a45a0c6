import { describe, expect, it } from 'vitest'
import type { ModelId } from '../document/ids.ts'
import type { ErDocument } from '../document/records.ts'
import {
  documentOf,
  modelRecord,
  relationField,
  scalarField,
  thousandModels,
  withModel,
} from '../relations/test-documents.ts'
import { computedCounts } from '../relations/resolve.ts'
import { compileDesign } from './compile-design.ts'
import type { CompiledDesign } from './compile-design.ts'
import { compiledCounts } from './compile-schema.ts'
import type { SchemaTable } from './types.ts'

function table(doc: ErDocument, name: string): SchemaTable {
  const found = compileDesign(doc).schema.tables.find((t) => t.name === name)
  if (found === undefined) throw new Error(`no table ${name}`)
  return found
}

describe('compileSchema', () => {
  it('[S1] makes tables, columns and join tables, referenced ones first', () => {
    const post = modelRecord('post', 'Post', [
      scalarField('title', 'title', { max_length: 200, unique: true }),
      relationField('tags', 'tags', 'tag', 'manyToMany'),
      relationField('author', 'author', 'auth.User'),
    ])
    const doc = documentOf([post, modelRecord('tag', 'Tag', [])])
    const { schema } = compileDesign(doc)
    expect(schema.tables.map((t) => t.name)).toEqual(['blog_post', 'blog_tag', 'blog_post_tags'])
    expect(schema.external.map((t) => t.name)).toContain('auth_user')
    expect(table(doc, 'blog_post').columns.map((c) => [c.name, c.type.kind])).toEqual([
      ['id', 'bigInteger'],
      ['title', 'char'],
      ['author_id', 'integer'],
    ])
    expect(table(doc, 'blog_post').indexes.map((i) => i.name)).toEqual(['blog_post_author_id_dd7a8485'])
  })

  it('[S2] gives a foreign key the type of the column at its end, through keys that are foreign keys', () => {
    const code = modelRecord('a', 'A', [scalarField('code', 'code', { max_length: 7, primary_key: true })])
    const key = { options: { primary_key: true } }
    const b = modelRecord('b', 'B', [relationField('ba', 'a', 'a', 'oneToOne', key)])
    const c = modelRecord('c', 'C', [relationField('cb', 'b', 'b')])
    expect(table(documentOf([c, b, code]), 'blog_c').columns.at(1)?.type).toMatchObject({ kind: 'char', maxLength: 7 })
  })

  it('survives a key that refers to itself', () => {
    const loop = modelRecord('a', 'A', [relationField('aa', 'a', 'a', 'oneToOne', { options: { primary_key: true } })])
    expect(table(documentOf([loop]), 'blog_a').primaryKey).toEqual(['a_id'])
  })
})

describe('[R60] an edit compiles the tables that it touches, of 1,000', () => {
  const { base, target, rest, doc } = thousandModels()

  function after(changed: typeof base): readonly string[] {
    const start = compileDesign(doc)
    const next = compileDesign(withModel(doc, changed), start)
    return next.schema.tables.filter((t) => start.schema.byModel.get(t.model) !== t).map((t) => t.label)
  }

  it('a field’s name: one table', () => {
    expect(after({ ...target, fields: [scalarField('t', 'headline')] })).toEqual(['blog.Target'])
  })

  it('a column of an abstract base: its children’s tables', () => {
    expect(after({ ...base, fields: [scalarField('created', 'made')] })).toHaveLength(5)
  })

  it('a target’s key type: it and the tables that refer to it', () => {
    const changed = after({ ...target, fields: [scalarField('t', 'title', { primary_key: true, max_length: 5 })] })
    const referrers = rest.filter((_, i) => i % 100 === 0).length
    const joins = 4
    expect(changed).toHaveLength(1 + referrers + joins + ['Model250', 'Model750'].length)
  })
})

describe('[R60] a model that comes or goes, of 1,000', () => {
  const { target, rest, doc } = thousandModels()
  const root = doc.root['root']
  if (root === undefined) throw new Error('No root')

  function withOrder(models: ErDocument['models'], modelOrder: readonly ModelId[]): ErDocument {
    return { ...doc, models, root: { root: { ...root, modelOrder } } } as ErDocument
  }
  const all = withOrder(doc.models, Object.keys(doc.models) as ModelId[])
  const start = () => compileDesign(all)
  /** How many shapes, models and tables were worked out. */
  function workOf(before: CompiledDesign, after: CompiledDesign): readonly number[] {
    const count = (of: ReadonlyMap<string, number>, name: string) => of.get(name) ?? 0
    return ['shape', 'model'].map((name) => {
      const was = counts.get(before) ?? new Map<string, number>()
      return count(computedCounts(after.resolution), name) - count(was, name)
    })
  }
  const counts = new Map<CompiledDesign, ReadonlyMap<string, number>>()

  function after(next: ErDocument): {
    readonly work: readonly number[]
    readonly tables: number
    readonly fresh: number
  } {
    const before = start()
    counts.set(before, computedCounts(before.resolution))
    const tablesBefore = compiledCounts(before.schema).get('table') ?? 0
    const compiled = compileDesign(next, before)
    const anew = compileDesign(next)
    expect(compiled.schema.tables.map((t) => t.name)).toEqual(anew.schema.tables.map((t) => t.name))
    expect([...compiled.schema.byModel.keys()]).toEqual([...anew.schema.byModel.keys()])
    expect([...compiled.resolution.models.keys()]).toEqual([...anew.resolution.models.keys()])
    expect(compiled.resolution.reverse).toEqual(anew.resolution.reverse)
    const known = new Set(before.schema.tables)
    return {
      work: workOf(before, compiled),
      tables: (compiledCounts(compiled.schema).get('table') ?? 0) - tablesBefore,
      fresh: compiled.schema.tables.filter((table) => !known.has(table)).length,
    }
  }

  it('is worked out alone', () => {
    const added = modelRecord('added', 'Added', [
      relationField('at', 'target', target.id),
      relationField('many', 'others', target.id, 'manyToMany'),
    ])
    const models = { ...all.models, [added.id]: added }
    const { work, tables, fresh } = after(withOrder(models, Object.keys(models) as ModelId[]))
    expect({ work, tables, fresh }).toEqual({ work: [1, 2], tables: 2, fresh: 2 })
  })

  it('goes alone', () => {
    const last = rest.at(-1)
    if (last === undefined) throw new Error('No models')
    const { [last.id]: gone, ...models } = all.models
    const { fresh } = after(withOrder(models, Object.keys(models) as ModelId[]))
    expect([gone?.id, fresh]).toEqual([last.id, 0])
  })
})
