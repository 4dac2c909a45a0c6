/** A small blog for tests of commands: Post → User, Post → Category, Post ⇄ Tag, Review extends Post. */
import { createDocument } from '../document/create.ts'
import { rootOf } from '../document/records.ts'
import type { ErDocument, Field, Model } from '../document/records.ts'
import { applyPatch } from '../history/patch.ts'
import type { CommandType, ParamsOf } from './registry.ts'
import { applyCommand } from './registry.ts'

interface Bench {
  readonly doc: ErDocument
  /** The bench after one more command. */
  run<T extends CommandType>(type: T, params: ParamsOf<T>): Bench
  model(name: string): Model
  field(model: string, name: string): Field
}

function benchOf(doc: ErDocument): Bench {
  const model = (name: string): Model => {
    const found = Object.values(doc.models).find((m) => m.name === name)
    if (found === undefined) throw new Error(`No model ${name}`)
    return found
  }
  return {
    doc,
    run: (type, params) => benchOf(applyPatch(doc, applyCommand(doc, type, params))),
    model,
    field(owner, name) {
      const found = model(owner).fields.find((f) => f.name === name)
      if (found === undefined) throw new Error(`No field ${owner}.${name}`)
      return found
    },
  }
}

export const VIEW = 'view:main'

export function blogBench(): Bench {
  const empty = createDocument({ name: 'blog' })
  const root = rootOf(empty)
  const doc: ErDocument = {
    ...empty,
    root: { root: { ...root, viewOrder: [VIEW] } },
    views: { [VIEW]: { id: VIEW, name: 'Main', everything: true } },
  }
  const at = (x: number, y: number) => ({ at: { view: VIEW, x, y } }) as const
  return benchOf(doc)
    .run('model.add', { id: 'model:user', name: 'User', ...at(0, 0) })
    .run('model.add', { id: 'model:category', name: 'Category', ...at(0, 300) })
    .run('model.add', { id: 'model:tag', name: 'Tag', ...at(800, 300) })
    .run('model.add', { id: 'model:post', name: 'Post', ...at(400, 100) })
    .run('model.add', { id: 'model:review', name: 'Review', bases: [{ model: 'model:post' }] })
    .run('field.add', { id: 'field:title', model: 'model:post', name: 'title' })
    .run('field.add', { id: 'field:slug', model: 'model:post', name: 'slug', type: 'SlugField' })
    .run('relation.add', {
      id: 'field:author',
      from: 'model:post',
      to: 'model:user',
      kind: 'foreignKey',
      name: 'author',
    })
    .run('relation.add', { id: 'field:category', from: 'model:post', to: 'model:category', kind: 'foreignKey' })
    .run('relation.add', { id: 'field:tags', from: 'model:post', to: 'model:tag', kind: 'manyToMany' })
}
