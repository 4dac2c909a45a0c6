import { describe, expect, it } from 'vitest'
import { createDocument } from '../../document/create.ts'
import { newId } from '../../document/ids.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import { applyPatch } from '../../history/patch.ts'
import { applyCommand } from '../registry.ts'

const [post, tag, tags, also] = [newId('model'), newId('model'), newId('field'), newId('field')] as [
  ModelId,
  ModelId,
  FieldId,
  FieldId,
]

function promoted(id: FieldId, keepTable: boolean) {
  let doc = createDocument({ name: 'x', app: 'blog' })
  const run = (type: string, params: object): void => {
    doc = applyPatch(doc, applyCommand(doc, type as never, params as never))
  }
  run('model.add', { id: post, name: 'BlogPost' })
  run('model.add', { id: tag, name: 'Tag' })
  run('relation.add', { id: tags, from: post, to: tag, kind: 'manyToMany', name: 'tags' })
  run('relation.add', { id: also, from: post, to: post, kind: 'manyToMany', name: 'seeAlso' })
  const throughId = newId('model')
  run('relation.promote', { model: post, id, throughId, keepTable })
  const through = doc.models[throughId]
  if (through === undefined) throw new Error('no through model')
  return through
}

describe('a join table as a model', () => {
  it('of its own has a table of its own and a unique pair', () => {
    const through = promoted(tags, false)
    expect(through.meta).toEqual({})
    expect(through.fields.map(({ name }) => name)).toEqual(['blog_post', 'tag'])
    expect(through.constraints).toMatchObject([{ kind: 'unique', fields: through.fields.map(({ id }) => id) }])
  })

  it('made explicit keeps Django’s names of table, columns and index', () => {
    const through = promoted(tags, true)
    const keys = through.fields.map(({ id }) => id)
    expect(through.meta).toEqual({ db_table: 'blog_blogpost_tags', unique_together: [keys] })
    expect(through.constraints).toEqual([])
    expect(through.fields.map(({ options }) => options)).toEqual([{ db_column: 'blogpost_id' }, {}])
  })

  it('also where the relation is to itself and the field has capitals', () => {
    const through = promoted(also, true)
    expect(through.meta.db_table).toBe('blog_blogpost_seeAlso')
    expect(through.fields.map(({ options }) => options['db_column'])).toEqual(['from_blogpost_id', 'to_blogpost_id'])
  })
})
