/** What is typed in a cell, written into the document. */
import type { FieldId } from '../../../shared/document/ids.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import type { Editing } from '../canvas-store.ts'
import { addFieldFrom, renameFieldTo, renameTo, retypeField } from './cell-edits.ts'
import type { CellError } from './cell-edits.ts'

interface WrittenCell {
  /** null: written, or nothing to write. */
  readonly error: CellError
  /** The field that was made, and whether its type was typed, too. */
  readonly made?: { readonly field: FieldId; readonly hasType: boolean }
  /** What was typed stands in another model now: this row is free for the next. */
  readonly isElsewhere?: true
}

const UNCHANGED: WrittenCell = { error: null }

/** @param value what stood in the cell when it was opened */
export function writeCell(editor: EditorStore, editing: Editing, text: string, value: string): WrittenCell {
  const { model, field, column, after } = editing
  if (text.trim() === value.trim() && (field !== null || column === 'title')) return UNCHANGED
  if (column === 'title') return { error: renameTo(editor, model, text) }
  if (field !== null) {
    const write = column === 'type' ? retypeField : renameFieldTo
    return { error: write(editor, model, field, text) }
  }
  if (text.trim() === '') return UNCHANGED
  const fields = editor.getState().doc.models[model]?.fields ?? []
  const index = after === null ? fields.length : fields.findIndex((f) => f.id === after) + 1
  const made = addFieldFrom(editor, model, text, index)
  if ('error' in made) return { error: made.error }
  const { field: id, hasType } = made
  return id === null ? { error: null, isElsewhere: true } : { error: null, made: { field: id, hasType } }
}
