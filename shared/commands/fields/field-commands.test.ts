import { describe, expect, it } from 'vitest'
import { CommandError } from '../define-command.ts'
import { blogBench } from '../test-document.ts'

const place = { model: 'model:post', id: 'field:title' } as const

describe('fields', () => {
  it('start with what their class needs and a free name', () => {
    const bench = blogBench()
      .run('field.add', { model: 'model:post' })
      .run('field.add', { model: 'model:post', type: 'DecimalField', index: 0 })
    expect(bench.field('Post', 'field')).toMatchObject({ type: 'CharField', options: { max_length: 255 } })
    expect(bench.model('Post').fields[0]).toMatchObject({
      name: 'field2',
      options: { max_digits: 10, decimal_places: 2 },
    })
  })

  it('do not take a name that a base or the column of a foreign key has', () => {
    const bench = blogBench().run('relation.add', { from: 'model:review', to: 'model:category', kind: 'foreignKey' })
    expect(bench.model('Review').fields.map((f) => f.name)).toEqual(['category2'])
  })

  it('keep what still applies when their type changes', () => {
    const bench = blogBench()
      .run('field.setOptions', { ...place, options: { max_length: 40, null: true, help_text: 'x' } })
      .run('field.setType', { ...place, type: 'IntegerField' })
    expect(bench.field('Post', 'title')).toMatchObject({
      id: 'field:title',
      type: 'IntegerField',
      options: { null: true, help_text: 'x' },
    })
    const scalar = blogBench().run('field.setType', { model: 'model:post', id: 'field:author', type: 'UUIDField' })
    expect(scalar.field('Post', 'author')).toEqual({
      id: 'field:author',
      kind: 'scalar',
      name: 'author',
      type: 'UUIDField',
      options: {},
      choices: null,
    })
  })

  it('lose an option that is set to nothing', () => {
    const bench = blogBench().run('field.setOption', { ...place, keyword: 'null', value: true })
    expect(bench.field('Post', 'title').options).toEqual({ max_length: 255, null: true })
    expect(bench.run('field.setOption', { ...place, keyword: 'null' }).field('Post', 'title').options).toEqual({
      max_length: 255,
    })
  })

  it('move within a model and to another one', () => {
    const bench = blogBench().run('field.move', { ...place, index: 2 })
    expect(bench.model('Post').fields.map((f) => f.name)).toEqual(['slug', 'author', 'title', 'category', 'tags'])
    const away = bench
      .run('rows.set', { model: 'model:post', rows: [{ pk: 1, values: { 'field:title': 'x', 'field:slug': 's' } }] })
      .run('field.move', { ...place, to: 'model:tag' })
    expect(away.model('Tag').fields.map((f) => f.id)).toEqual(['field:title'])
    expect(away.doc.rows['model:post']?.rows).toEqual([{ pk: 1, values: { 'field:slug': 's' } }])
  })

  it('take along what names them in other models when deleted', () => {
    const bench = blogBench()
      .run('relation.add', {
        id: 'field:ref',
        from: 'model:tag',
        to: 'model:post',
        kind: 'foreignKey',
        options: { to_field: 'field:slug' },
      })
      .run('index.add', {
        model: 'model:review',
        fields: [
          { by: 'field:slug', descending: false },
          { by: 'field:title', descending: false },
        ],
      })
      .run('constraint.addUnique', { model: 'model:review', name: 'u', fields: ['field:slug', 'field:title'] })
      .run('field.delete', { model: 'model:post', ids: ['field:slug'] })
    expect(bench.field('Tag', 'post').options).toEqual({})
    expect(bench.model('Review').indexes[0]?.fields).toEqual([{ by: 'field:title', descending: false }])
    expect(bench.model('Review').constraints).toEqual([])
  })

  it('that are not there are a CommandError', () => {
    expect(() => blogBench().run('field.rename', { model: 'model:post', id: 'field:none', name: 'x' })).toThrow(
      CommandError,
    )
    expect(() => blogBench().run('field.rename', { ...place, name: '' })).toThrow('A name is needed.')
  })
})

describe('relations', () => {
  it('get a name from their target and CASCADE', () => {
    expect(blogBench().field('Post', 'category')).toMatchObject({
      kind: 'foreignKey',
      onDelete: 'CASCADE',
      to: 'model:category',
    })
    expect(blogBench().field('Post', 'tags')).toMatchObject({ kind: 'manyToMany', onDelete: null })
    const self = blogBench().run('relation.add', {
      from: 'model:category',
      to: 'model:category',
      kind: 'foreignKey',
      null: true,
    })
    expect(self.field('Category', 'parent').options).toEqual({ null: true, blank: true })
    const builtin = blogBench().run('relation.add', { from: 'model:tag', to: 'model:auth.User', kind: 'foreignKey' })
    expect(builtin.field('Tag', 'user')).toMatchObject({ to: 'model:auth.User' })
  })

  it('change kind and keep what still applies', () => {
    const at = { model: 'model:post', id: 'field:author' } as const
    const many = blogBench()
      .run('field.setOptions', { ...at, options: { null: true, blank: true, to_field: 'field:x', help_text: 'h' } })
      .run('relation.set', { ...at, kind: 'manyToMany', relatedName: 'posts' })
    expect(many.field('Post', 'author')).toMatchObject({
      onDelete: null,
      relatedName: 'posts',
      options: { blank: true, help_text: 'h' },
    })
    expect(many.run('relation.set', { ...at, kind: 'oneToOne' }).field('Post', 'author')).toMatchObject({
      onDelete: 'CASCADE',
      kind: 'oneToOne',
    })
    const scalar = blogBench().run('relation.set', { ...place, kind: 'foreignKey', to: 'model:tag' })
    expect(scalar.field('Post', 'title')).toMatchObject({
      kind: 'foreignKey',
      to: 'model:tag',
      onDelete: 'CASCADE',
      options: {},
    })
  })

  it('become a through model with the two keys, between the boxes, with the pairs as rows', () => {
    const bench = blogBench()
      .run('rows.set', { model: 'model:post', rows: [{ pk: 5, values: { 'field:tags': [1, 2], 'field:slug': 's' } }] })
      .run('relation.promote', {
        model: 'model:post',
        id: 'field:tags',
        throughId: 'model:t',
        fieldIds: ['field:p', 'field:g'],
        keepTable: true,
      })
    expect(bench.model('PostTag')).toMatchObject({
      meta: { db_table: 'blog_post_tags', unique_together: [['field:p', 'field:g']] },
      fields: [
        { id: 'field:p', name: 'post', to: 'model:post', onDelete: 'CASCADE' },
        { id: 'field:g', name: 'tag', to: 'model:tag' },
      ],
      constraints: [],
    })
    expect(bench.field('Post', 'tags')).toMatchObject({ through: 'model:t' })
    expect(bench.doc.placements['placement:main/t']).toMatchObject({ x: 600, y: 200 })
    expect(bench.doc.root['root']?.modelOrder.slice(-2)).toEqual(['model:t', 'model:review'])
    expect(bench.doc.rows['model:post']?.rows).toEqual([{ pk: 5, values: { 'field:slug': 's' } }])
    expect(bench.doc.rows['model:t']?.rows).toEqual([
      { pk: 1, values: { 'field:p': 5, 'field:g': 1 } },
      { pk: 2, values: { 'field:p': 5, 'field:g': 2 } },
    ])
    expect(() => bench.run('relation.promote', { model: 'model:post', id: 'field:tags' })).toThrow(
      'already goes through PostTag',
    )
  })

  it('to themselves get the two keys named apart', () => {
    const bench = blogBench()
      .run('relation.add', {
        id: 'field:friends',
        from: 'model:user',
        to: 'model:user',
        kind: 'manyToMany',
        name: 'friends',
      })
      .run('relation.promote', { model: 'model:user', id: 'field:friends' })
    expect(bench.model('UserFriend').fields.map((f) => f.name)).toEqual(['from_user', 'to_user'])
  })
})

describe('choices classes', () => {
  it('leave their choices behind when deleted', () => {
    const bench = blogBench()
      .run('enum.add', { id: 'enum:s', name: 'S', members: [{ name: 'IN_REVIEW', value: 'r', label: null }] })
      .run('field.setChoices', { ...place, choices: { kind: 'enum', enum: 'enum:s' } })
      .run('enum.delete', { id: 'enum:s' })
    expect(bench.field('Post', 'title')).toMatchObject({
      choices: { kind: 'pairs', pairs: [{ value: 'r', label: 'In Review' }] },
    })
  })
})
