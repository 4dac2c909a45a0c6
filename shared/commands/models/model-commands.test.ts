import { describe, expect, it } from 'vitest'
import { CommandError } from '../define-command.ts'
import { blogBench, VIEW } from '../test-document.ts'

describe('model.add', () => {
  it('finds a free name, and places the model in the same step', () => {
    const bench = blogBench()
      .run('model.add', { at: { view: VIEW, x: 7, y: 8 } })
      .run('model.add', {})
    expect(bench.model('Model2').kind).toBe('concrete')
    const placed = Object.values(bench.doc.placements).find((p) => p.model === bench.model('Model').id)
    expect(placed).toMatchObject({ x: 7, y: 8, collapsed: false })
  })

  it('refuses an empty name and an app that is not there', () => {
    expect(() => blogBench().run('model.add', { name: '  ' })).toThrow(CommandError)
    expect(() => blogBench().run('model.add', { app: 'app:none' })).toThrow('The app is not in this design any more.')
  })
})

describe('model.delete', () => {
  it('takes placements, rows, generators and the relations of others along', () => {
    const bench = blogBench()
      .run('rows.set', { model: 'model:user', rows: [{ pk: 1, values: {} }] })
      .run('rows.set', { model: 'model:post', rows: [{ pk: 1, values: { 'field:author': 1, 'field:title': 'x' } }] })
      .run('generator.set', { model: 'model:post', field: 'field:author', kind: 'any' })
      .run('model.setMeta', {
        id: 'model:post',
        key: 'unique_together',
        value: [['field:author', 'field:slug'], ['field:slug']],
      })
      .run('model.setMeta', {
        id: 'model:post',
        key: 'ordering',
        value: [
          { by: 'field:author', descending: false },
          { by: 'field:title', descending: true },
        ],
      })
      .run('index.add', { model: 'model:post', fields: [{ by: 'field:author', descending: false }] })
      .run('model.delete', { ids: ['model:user'] })
    expect(bench.model('Post').fields.map((f) => f.name)).toEqual(['title', 'slug', 'category', 'tags'])
    expect(bench.model('Post').indexes).toEqual([])
    expect(bench.model('Post').meta).toEqual({
      unique_together: [['field:slug']],
      ordering: [{ by: 'field:title', descending: true }],
    })
    expect(bench.doc.rows).toEqual({
      'model:post': { id: 'model:post', rows: [{ pk: 1, values: { 'field:title': 'x' } }] },
    })
    expect(bench.doc.generators).toEqual({})
    expect(Object.values(bench.doc.placements).some((p) => p.model === 'model:user')).toBe(false)
    expect(bench.doc.root['root']?.modelOrder).not.toContain('model:user')
  })

  it('leaves children without the base and relations without the through model', () => {
    const bench = blogBench()
      .run('relation.promote', { model: 'model:post', id: 'field:tags', throughId: 'model:posttag' })
      .run('model.delete', { ids: ['model:posttag', 'model:category'] })
    expect(bench.field('Post', 'tags')).toMatchObject({ kind: 'manyToMany', through: null })
    expect(bench.run('model.delete', { ids: ['model:post'] }).model('Review').bases).toEqual([])
  })

  it('lifts a nested choices class that another model uses', () => {
    const bench = blogBench()
      .run('enum.add', {
        id: 'enum:s',
        name: 'Status',
        model: 'model:post',
        members: [{ name: 'A', value: 'a', label: null }],
      })
      .run('field.add', { model: 'model:tag', name: 'status', choices: { kind: 'enum', enum: 'enum:s' } })
    expect(bench.run('model.delete', { ids: ['model:post'] }).doc.enums['enum:s']).toMatchObject({ model: null })
    expect(bench.run('model.delete', { ids: ['model:post', 'model:tag'] }).doc.enums).toEqual({})
  })
})

describe('model edits', () => {
  it('set and reset an option of Meta, and refuse a value of the wrong kind', () => {
    const set = blogBench().run('model.setMeta', { id: 'model:post', key: 'db_table', value: 'posts' })
    expect(set.model('Post').meta).toEqual({ db_table: 'posts' })
    expect(set.run('model.setMeta', { id: 'model:post', key: 'db_table' }).model('Post').meta).toEqual({})
    expect(() => set.run('model.setMeta', { id: 'model:post', key: 'db_table', value: 5 })).toThrow('Meta.db_table')
  })

  it('move a model in the declaration order', () => {
    const order = blogBench().run('model.reorder', { id: 'model:post', index: 0 }).doc.root['root']?.modelOrder
    expect(order).toEqual(['model:post', 'model:user', 'model:category', 'model:tag', 'model:review'])
  })

  it('refuse a model as its own base', () => {
    expect(() => blogBench().run('model.setBases', { id: 'model:post', bases: [{ model: 'model:post' }] })).toThrow(
      CommandError,
    )
  })
})

describe('copies', () => {
  it('get names, ids and relations of their own', () => {
    const bench = blogBench()
      .run('constraint.addUnique', { model: 'model:post', name: 'one_slug', fields: ['field:slug'] })
      .run('relation.set', { model: 'model:post', id: 'field:author', relatedName: 'posts' })
      .run('model.duplicate', { ids: ['model:post', 'model:tag'] })
    const [copy, tag] = [bench.model('Post2'), bench.model('Tag2')]
    expect(bench.field('Post2', 'tags')).toMatchObject({ to: tag.id })
    expect(bench.field('Post2', 'author')).toMatchObject({ to: 'model:user', relatedName: null })
    expect(bench.field('Post', 'author')).toMatchObject({ relatedName: 'posts' })
    expect(copy.constraints).toMatchObject([{ name: 'one_slug_2', fields: [bench.field('Post2', 'slug').id] }])
    expect(Object.values(bench.doc.placements).find((p) => p.model === copy.id)).toMatchObject({ x: 440, y: 140 })
  })

  it('hide nothing: a second duplicate does not lie on the first, and bends stay with the edges they belong to', () => {
    const bench = blogBench()
      .run('placement.bend', { view: VIEW, model: 'model:post', edge: 'field:author', bend: [240] })
      .run('model.duplicate', { ids: ['model:post'] })
      .run('model.duplicate', { ids: ['model:post'] })
    const placed = (name: string) => Object.values(bench.doc.placements).find((p) => p.model === bench.model(name).id)
    expect(placed('Post2')).toMatchObject({ x: 440, y: 140 })
    expect(placed('Post3')).toMatchObject({ x: 480, y: 180 })
    expect(placed('Post3')?.bends).toBeUndefined()
    expect(placed('Post')?.bends).toEqual({ 'field:author': [240] })
  })

  it('are not made of external models beside others: the copies point at the same ones', () => {
    const bench = blogBench().run('model.setExternal', { id: 'model:user', external: true })
    const models = ['model:user', 'model:post'].flatMap((id) => bench.doc.models[id] ?? [])
    for (const copied of [
      bench.run('model.duplicate', { ids: ['model:user', 'model:post'] }),
      bench.run('paste', { models }),
    ]) {
      expect(Object.values(copied.doc.models).some(({ name }) => name === 'User2')).toBe(false)
      expect(copied.field('Post2', 'author')).toMatchObject({ to: 'model:user' })
    }
    expect(bench.run('model.duplicate', { ids: ['model:user'] }).model('User2').external).toBe(true)
  })

  it('are pasted into another design without the relations that lead out of it', () => {
    const { doc } = blogBench().run('model.duplicate', { ids: ['model:review'] })
    const clip = [doc.models['model:post'], doc.models['model:tag']].flatMap((m) => m ?? [])
    const bench = blogBench()
      .run('model.delete', { ids: ['model:user'] })
      .run('paste', {
        models: clip,
        view: VIEW,
        spots: [{ model: 'model:post', x: 1, y: 1 }],
        dx: 9,
        ids: { 'model:post': 'model:new' },
      })
    expect(bench.doc.models['model:new']?.fields.map((f) => f.name)).toEqual(['title', 'slug', 'category', 'tags'])
    expect(bench.doc.placements['placement:main/new']).toMatchObject({ x: 10, y: 1 })
    expect(bench.field('Post2', 'tags')).toMatchObject({ to: bench.model('Tag2').id })
  })
})
