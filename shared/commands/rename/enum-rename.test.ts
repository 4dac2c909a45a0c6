import { describe, expect, it } from 'vitest'
import { blogBench } from '../test-document.ts'

function sized() {
  return blogBench()
    .run('enum.add', {
      id: 'enum:size',
      name: 'Size',
      members: [
        { name: 'SMALL', value: 's', label: null },
        { name: 'BIG', value: 'b', label: null },
      ],
    })
    .run('field.add', {
      id: 'field:size',
      model: 'model:post',
      name: 'size',
      options: { default: { expr: 'Size.SMALL' }, help_text: 'Size.SMALL' },
      choices: { kind: 'enum', enum: 'enum:size' },
    })
    .run('field.addCustom', { model: 'model:post', name: 'other', className: 'X', args: 'Size.BIG, Size="Size.BIG"' })
    .run('model.setMembers', {
      id: 'model:post',
      members: [{ name: 'big', source: 'def big(self):\n    # Size\n    return self.size == Size.BIG' }],
    })
}

describe('enum.set', () => {
  it('takes source that names the class along', () => {
    const bench = sized().run('enum.set', { id: 'enum:size', name: 'Format' })
    expect(bench.field('Post', 'size').options).toEqual({ default: { expr: 'Format.SMALL' }, help_text: 'Size.SMALL' })
    expect(bench.field('Post', 'other')).toMatchObject({ args: 'Format.BIG, Size="Size.BIG"' })
    expect(bench.model('Post').members[0]?.source).toBe(
      'def big(self):\n    # Size\n    return self.size == Format.BIG',
    )
  })

  it('takes a renamed member along, and leaves a deleted one', () => {
    const members = [{ name: 'TINY', value: 's', label: null }]
    const bench = sized().run('enum.set', { id: 'enum:size', members })
    expect(bench.field('Post', 'size').options['default']).toEqual({ expr: 'Size.TINY' })
    expect(bench.field('Post', 'other')).toMatchObject({ args: 'Size.BIG, Size="Size.BIG"' })
  })

  it('does not touch another class of that name', () => {
    const bench = sized()
      .run('enum.add', { id: 'enum:inner', name: 'Size', model: 'model:post' })
      .run('enum.set', { id: 'enum:size', name: 'Format' })
    expect(bench.field('Post', 'size').options['default']).toEqual({ expr: 'Size.SMALL' })
  })

  it('keeps methods of the class, and the app its code', () => {
    const extra = [{ name: 'top', source: 'def top(self): ...' }]
    const set = sized().run('enum.set', { id: 'enum:size', extra })
    expect(set.doc.enums['enum:size']).toMatchObject({ extra })
    expect(set.run('enum.set', { id: 'enum:size', extra: [] }).doc.enums['enum:size']).not.toHaveProperty('extra')
    const [app] = Object.values(set.doc.apps)
    if (app === undefined) throw new Error('The blog has an app')
    const coded = set.run('app.setCode', { id: app.id, code: [{ name: 'N', source: 'N = 1' }] })
    expect(coded.doc.apps[app.id]).toMatchObject({ code: [{ name: 'N', source: 'N = 1' }] })
    expect(coded.run('app.setCode', { id: app.id, code: [] }).doc.apps[app.id]).toEqual(app)
  })
})
