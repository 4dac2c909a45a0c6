import { describe, expect, it } from 'vitest'
import { applyPatch, invertPatch } from '../../history/patch.ts'
import { readDocument } from '../../document/file/read.ts'
import type { ModelId } from '../../document/ids.ts'
import { writeDocument } from '../../document/file/write.ts'
import { applyCommand } from '../registry.ts'
import { blogBench, VIEW } from '../test-document.ts'

const AREA = 'area:a'
const FIELD = 'field:category'

describe('areas, notes and bends', () => {
  const bench = blogBench()
    .run('area.add', { id: AREA, view: VIEW, name: 'Blog', x: 0, y: 0, width: 400, height: 300 })
    .run('note.add', { id: 'note:n', view: VIEW, text: '# Hi', x: 10, y: 10, width: 100, height: 80 })

  it('an area with what it contains moves as one', () => {
    const { doc } = bench
    const patch = applyCommand(doc, 'view.move', {
      view: VIEW,
      moves: [{ model: 'model:post' as never, x: 7, y: 8 }],
      areas: [{ id: AREA as never, x: 5, y: 6 }],
      notes: [{ id: 'note:n' as never, x: 1, y: 2 }],
    })
    const moved = applyPatch(doc, patch)
    expect([moved.areas[AREA]?.x, moved.notes['note:n']?.y]).toEqual([5, 2])
    expect(Object.values(moved.placements).find((p) => p.model === 'model:post')).toMatchObject({ x: 7, y: 8 })
    expect(applyPatch(moved, invertPatch(patch))).toEqual(doc)
  })

  it('what is switched off again leaves no trace', () => {
    const collapsed = bench.run('area.set', { id: AREA, collapsed: true, locked: true })
    expect(collapsed.doc.areas[AREA]).toMatchObject({ collapsed: true, locked: true })
    const open = collapsed.run('area.set', { id: AREA, collapsed: false, locked: false })
    expect(open.doc.areas[AREA]).toEqual(bench.doc.areas[AREA])
  })

  it('a bend stays with the edge in the file, follows a drag, and goes with an arrangement', () => {
    const bent = bench.run('placement.bend', { view: VIEW, model: 'model:post', edge: FIELD, bend: [240, -40, 300] })
    const bendOf = (doc: typeof bent.doc) =>
      Object.values(doc.placements).find((p) => p.model === 'model:post')?.bends?.[FIELD]
    expect(bendOf(bent.doc)).toEqual([240, -40, 300])
    const read = readDocument(writeDocument(bent.doc))
    expect(read.doc === null ? null : bendOf(read.doc)).toEqual([240, -40, 300])
    const moves = [{ model: 'model:post' as ModelId, x: 1, y: 1 }]
    expect(bendOf(bent.run('placement.move', { view: VIEW, moves }).doc)).toEqual([240, -40, 300])
    expect(bendOf(bent.run('layout.apply', { view: VIEW, moves }).doc)).toBeUndefined()
    const reset = bent.run('placement.bend', { view: VIEW, model: 'model:post', edge: FIELD, bend: null })
    expect(bendOf(reset.doc)).toBeUndefined()
  })
})
