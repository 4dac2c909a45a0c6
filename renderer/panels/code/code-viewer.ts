/** A read-only editor whose text is spliced, never replaced, and that knows which lines are whose. */
import { defaultKeymap } from '@codemirror/commands'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, RangeSetBuilder, StateEffect, StateField, Text } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { Decoration, EditorView, keymap, lineNumbers } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'
import { editorTheme } from './editor-theme.ts'
import { softLines } from './soft-lines.ts'
import type { FieldPlace } from './field-places.ts'
import { linesOf } from './lines-of.ts'
import { pieceAt, pieceRanges, splicePieces } from './splice-pieces.ts'

export interface CodeViewer {
  /** Goes to the next text; only what differs is touched. @returns how many splices it took */
  show(pieces: readonly ExportPiece[]): number
  /** Marks the models' pieces, within them a field's lines, and brings them into view. */
  mark(models: ReadonlySet<string>, scroll: boolean, field?: string | null): void
  destroy(): void
}

interface ViewerOptions {
  readonly parent: HTMLElement
  readonly label: string
  readonly language: Extension
  readonly pieces: readonly ExportPiece[]
  /** The user clicked into a model's text, perhaps into a field's lines. */
  readonly onPick: (model: string, field: string | null) => void
  /** The fields in the text of one model's piece; absent: the text does not tell. */
  readonly fieldsIn?: (piece: string) => readonly FieldPlace[]
}

const setMarks = StateEffect.define<DecorationSet>()
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return effect.value
    return value.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})
const markedLine = Decoration.line({ class: 'cm-piece' })
const fieldLine = Decoration.line({ class: 'cm-piece cm-field' })

export function createCodeViewer(options: ViewerOptions): CodeViewer {
  const { parent, label, language, pieces: first, onPick, fieldsIn } = options
  let pieces = first
  let marked: ReadonlySet<string> = new Set()
  let markedField: string | null = null
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: Text.of(linesOf(pieces)),
      extensions: [
        lineNumbers(),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        search({ top: true }),
        keymap.of([...searchKeymap, ...defaultKeymap]),
        softLines,
        language,
        editorTheme,
        marks,
        EditorView.domEventHandlers({
          click(event, editor) {
            const at = editor.posAtCoords({ x: event.clientX, y: event.clientY })
            const range = at === null ? undefined : pieceAt(pieces, at)
            if (at === null || range === undefined || !editor.state.selection.main.empty) return
            const places = fieldsIn?.(editor.state.sliceDoc(range.from, range.to)) ?? []
            const line = editor.state.doc.lineAt(at)
            const place = places.find(({ from, to }) => range.from + from <= line.to && range.from + to >= line.from)
            onPick(range.model, place?.name ?? null)
          },
        }),
      ],
    }),
  })

  /** The marked field's offsets in the document. */
  function fieldRange(doc: Text, ranges: readonly { readonly from: number; readonly to: number }[]) {
    const [range] = ranges
    if (markedField === null || range === undefined || fieldsIn === undefined) return null
    const found = fieldsIn(doc.sliceString(range.from, range.to)).find(({ name }) => name === markedField)
    return found === undefined ? null : { from: range.from + found.from, to: range.from + found.to }
  }

  /** The marks of the text that the pieces make. */
  function marksIn(doc: Text, scroll: boolean): readonly StateEffect<unknown>[] {
    const ranges = pieceRanges(pieces, marked)
    const within = fieldRange(doc, ranges)
    const builder = new RangeSetBuilder<Decoration>()
    for (const { from, to } of ranges) {
      for (let line = doc.lineAt(from); line.from < to; line = doc.line(line.number + 1)) {
        const isField = within !== null && line.to >= within.from && line.from <= within.to
        builder.add(line.from, line.from, isField ? fieldLine : markedLine)
        if (line.number === doc.lines) break
      }
    }
    const effects: StateEffect<unknown>[] = [setMarks.of(builder.finish())]
    const [range] = ranges
    if (scroll && within !== null) effects.push(EditorView.scrollIntoView(within.from, { y: 'center' }))
    else if (scroll && range !== undefined)
      effects.push(EditorView.scrollIntoView(range.from, { y: 'start', yMargin: 24 }))
    return effects
  }

  return {
    show(next) {
      const changes = splicePieces(pieces, next)
      pieces = next
      if (changes.length === 0) return 0
      // In one go the editor would lose the line that it shows at the top.
      view.dispatch({ changes: changes as { from: number; to: number; insert: string }[] })
      view.dispatch({ effects: marksIn(view.state.doc, false) })
      return changes.length
    },
    mark(models, scroll, field = null) {
      marked = models
      markedField = field
      view.dispatch({ effects: marksIn(view.state.doc, scroll) })
    },
    destroy: () => view.destroy(),
  }
}
