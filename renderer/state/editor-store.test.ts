import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../test/support/big-document.ts'
import { createEditorStore } from './editor-store.ts'
import type { EditorStore } from './editor-store.ts'

const isDirty = (editor: EditorStore): boolean => editor.getState().revision !== editor.getState().savedRevision
const rename = (editor: EditorStore, index: number, name: string): void =>
  editor.dispatch('model.rename', { id: bigModelId(index), name }, { mergeKey: `${index} ${name}` })

describe('unsaved changes', () => {
  it('there are none once all of them are undone, and there are again when they are redone', () => {
    const editor = createEditorStore(bigDocument(5))
    rename(editor, 1, 'Other')
    editor.dispatch('model.delete', { ids: [bigModelId(3)] })
    expect(isDirty(editor)).toBe(true)
    editor.undo()
    expect(isDirty(editor)).toBe(true)
    editor.undo()
    expect(isDirty(editor)).toBe(false)
    editor.redo()
    expect(isDirty(editor)).toBe(true)
  })

  it('a name that is typed back is none', () => {
    const editor = createEditorStore(bigDocument(5))
    const { name } = editor.getState().doc.models[bigModelId(1)] as { name: string }
    rename(editor, 1, 'Other')
    rename(editor, 1, name)
    expect(isDirty(editor)).toBe(false)
  })

  it('are told from what was saved last, edits during the save included', () => {
    const editor = createEditorStore(bigDocument(5))
    rename(editor, 1, 'Saved')
    const { revision, doc } = editor.getState()
    rename(editor, 2, 'Meanwhile')
    editor.markSaved(revision, doc)
    expect(isDirty(editor)).toBe(true)
    editor.undo()
    expect(isDirty(editor)).toBe(false)
    editor.undo()
    expect(isDirty(editor)).toBe(true)
  })

  it('what is on no disk stays unsaved, whatever is undone', () => {
    const editor = createEditorStore(bigDocument(5))
    rename(editor, 1, 'Other')
    editor.markUnsaved()
    editor.undo()
    expect(isDirty(editor)).toBe(true)
    editor.open(bigDocument(3))
    expect(isDirty(editor)).toBe(false)
  })
})
