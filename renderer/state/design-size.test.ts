import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../test/support/big-document.ts'
import { createEditorStore } from './editor-store.ts'
import { sizeOf } from './design-size.ts'

describe('size of a design', () => {
  it('follows edits, undo and another design as counting anew would', () => {
    const editor = createEditorStore(bigDocument(20))
    const check = (): void => expect(editor.getState().size).toEqual(sizeOf(editor.getState().doc))
    check()
    editor.dispatch('model.add', { name: 'Late', x: 0, y: 0 } as never)
    check()
    expect(editor.getState().size.models).toBe(21)
    editor.dispatch('model.delete', { ids: [bigModelId(3), bigModelId(9)] })
    check()
    editor.undo()
    check()
    editor.redo()
    check()
    editor.open(bigDocument(3))
    check()
  })

  it('a name leaves the count alone', () => {
    const editor = createEditorStore(bigDocument(5))
    const { size } = editor.getState()
    editor.dispatch('model.rename', { id: bigModelId(2), name: 'Other' })
    expect(editor.getState().size).toBe(size)
  })
})
