import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../commands/registry.ts'
import type { CommandType, ParamsOf } from '../../commands/registry.ts'
import type { FieldId, ModelId, ViewId } from '../../document/ids.ts'
import { applyPatch } from '../../history/patch.ts'
import { bigDocument } from '../../../test/support/big-document.ts'
import { edgesOf } from './edges.ts'
import { createScene } from './scene.ts'

const VIEW = 'view:main' as ViewId
const [post, item] = ['model:post', 'model:item'] as ModelId[] as [ModelId, ModelId]
const tags = 'field:tags' as FieldId

function stage() {
  const scene = createScene()
  let doc = bigDocument(0)
  scene.reset(doc, VIEW)
  return {
    scene,
    doc: () => doc,
    edges: () =>
      scene.edgeBySlot.flatMap((edge) =>
        edge === undefined ? [] : [`${edge.from.box.title} ${edge.edge.kind} ${edge.to.box.title}`],
      ),
    run<T extends CommandType>(type: T, params: ParamsOf<T>) {
      const patch = applyCommand(doc, type, params)
      doc = applyPatch(doc, patch)
      scene.apply(doc, VIEW, patch)
    },
  }
}

describe('a GenericRelation on the drawing', () => {
  it('is a dashed edge to the model that it names', () => {
    const { run, doc, edges } = stage()
    run('model.add', { id: item, name: 'TaggedItem' })
    run('model.add', { id: post, name: 'Post' })
    run('field.addCustom', {
      id: tags,
      model: post,
      name: 'tags',
      className: 'GenericRelation',
      args: 'TaggedItem',
      column: false,
    })
    expect(edges()).toEqual(['Post generic TaggedItem'])
    expect(edgesOf(doc().models[post]!, doc())).toMatchObject([
      { id: tags, dashed: true, fromEnd: 'zeroOne', toEnd: 'zeroMany' },
    ])
  })

  it('is drawn as soon as a model has the name, and follows a rename', () => {
    const { run, edges } = stage()
    run('model.add', { id: post, name: 'Post' })
    run('field.addCustom', {
      id: tags,
      model: post,
      name: 'tags',
      className: 'GenericRelation',
      args: '"TaggedItem"',
      column: false,
    })
    expect(edges()).toEqual([])
    run('model.add', { id: item, name: 'Item' })
    expect(edges()).toEqual([])
    run('model.rename', { id: item, name: 'TaggedItem' })
    expect(edges()).toEqual(['Post generic TaggedItem'])
    run('field.setClass', { model: post, id: tags, className: 'GenericRelation', args: '"Nothing"' })
    expect(edges()).toEqual([])
    run('field.setClass', { model: post, id: tags, className: 'GenericRelation', args: '"self"' })
    expect(edges()).toEqual(['Post generic Post'])
    run('model.delete', { ids: [item] } as never)
    expect(edges()).toEqual(['Post generic Post'])
  })
})
