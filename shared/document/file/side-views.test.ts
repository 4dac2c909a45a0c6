import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../commands/registry.ts'
import { applyPatch } from '../../history/patch.ts'
import { createDocument } from '../create.ts'
import { newId } from '../ids.ts'
import type { FieldId, ModelId } from '../ids.ts'
import { placementId, rootOf } from '../records.ts'
import type { ErDocument } from '../records.ts'
import { viewsFileName, withSideViews, writeSideViews } from './side-views.ts'

const run = (doc: ErDocument, type: string, params: object): ErDocument =>
  applyPatch(doc, applyCommand(doc, type as never, params as never))

/** The same two models under fresh ids, as a second import of another program would give. */
function blog(): { doc: ErDocument; author: ModelId; post: ModelId; key: FieldId } {
  const [author, post, key] = [newId('model'), newId('model'), newId('field')]
  let doc = createDocument({ name: 'blog', app: 'blog' })
  doc = run(doc, 'model.add', { id: author, name: 'Author' })
  doc = run(doc, 'model.add', { id: post, name: 'Post' })
  doc = run(doc, 'relation.add', { id: key, from: post, to: author, kind: 'foreignKey' })
  return { doc, author, post, key }
}

const viewOf = (doc: ErDocument) => rootOf(doc).viewOrder[0] as never

function placed(): string {
  const { doc, author, post, key } = blog()
  const view = viewOf(doc)
  let next = run(doc, 'placement.move', {
    view,
    moves: [
      { model: author, x: 8, y: 16 },
      { model: post, x: 320, y: 16 },
    ],
  })
  const place = next.placements[placementId(view, post)]
  if (place === undefined) throw new Error('not placed')
  next = {
    ...next,
    placements: { ...next.placements, [place.id]: { ...place, color: '#ff0000', bends: { [key]: [-40] } } },
  }
  next = run(next, 'note.add', { view, text: 'model:nothing is a note', x: 0, y: 0, width: 160, height: 80 })
  return writeSideViews(next)
}

describe('views beside a models.py', () => {
  it('name models and fields as Django does and fit the same models under other ids', () => {
    const text = placed()
    expect(text).toContain('"model": "model:blog.Post"')
    expect(text).toContain('"field:blog.Post.author"')
    const { doc, author, post, key } = blog()
    const read = withSideViews(doc, text, 'models.relata-views.json')
    expect(read.diagnostics).toEqual([])
    const view = viewOf(read.doc)
    expect(read.doc.placements[placementId(view, author)]).toMatchObject({ x: 8, y: 16 })
    expect(read.doc.placements[placementId(view, post)]).toMatchObject({
      x: 320,
      color: '#ff0000',
      bends: { [key]: [-40] },
    })
    expect(Object.values(read.doc.notes)[0]?.text).toBe('model:nothing is a note')
    expect(read.doc.models).toBe(doc.models)
    expect(writeSideViews(read.doc)).toBe(text)
  })

  it('leave out what is gone and leave new models without a place', () => {
    const { doc, author, post } = blog()
    let next = run(doc, 'model.delete', { ids: [author] })
    next = run(next, 'model.add', { name: 'Tag' })
    const read = withSideViews(next, placed(), 'x')
    const view = viewOf(read.doc)
    expect(read.isOurs).toBe(true)
    expect(Object.keys(read.doc.placements)).toEqual([placementId(view, post)])
    expect(read.doc.placements[placementId(view, post)]?.bends ?? {}).toEqual({})
  })

  it('that are damaged, another thing or too new change nothing and are not written over', () => {
    const { doc } = blog()
    for (const text of [
      '{',
      '[]',
      '{"format": "relata", "views": []}',
      '{"format": "relata-views", "version": 9, "views": []}',
    ]) {
      const read = withSideViews(doc, text, 'x')
      expect(read.doc).toBe(doc)
      expect(read.isOurs).toBe(false)
      expect(read.diagnostics).toHaveLength(1)
    }
  })

  it('a single wrong value is left out and said', () => {
    const { doc } = blog()
    const read = withSideViews(doc, placed().replace('"x": 320', '"x": "wide"'), 'x')
    expect(read.isOurs).toBe(true)
    expect(read.diagnostics.length).toBeGreaterThan(0)
  })

  it('lie beside the file, or in the folder', () => {
    expect(viewsFileName('models.py', false)).toBe('models.relata-views.json')
    expect(viewsFileName('shop', true)).toBe('.relata-views.json')
  })
})
