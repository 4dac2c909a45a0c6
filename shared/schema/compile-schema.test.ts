import { describe, expect, it } from 'vitest'
import type { ErDocument } from '../document/records.ts'
import {
  documentOf,
  modelRecord,
  relationField,
  scalarField,
  thousandModels,
  withModel,
} from '../relations/test-documents.ts'
import { compileDesign } from './compile-design.ts'
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
