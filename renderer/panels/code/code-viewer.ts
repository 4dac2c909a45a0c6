/** A read-only editor whose text is spliced, never replaced, and that knows which lines are whose. */
import { defaultKeymap } from '@codemirror/commands'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { Decoration, EditorView, keymap, lineNumbers } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'
import { editorTheme } from './editor-theme.ts'
import { pieceRanges, splicePieces } from './splice-pieces.ts'

export interface CodeViewer {
  /** Goes to the next text; only what differs is touched. @returns how many splices it took */
  show(pieces: readonly ExportPiece[]): number
  /** Marks the models' pieces and brings the first into view. */
  mark(models: ReadonlySet<string>, scroll: boolean): void
  destroy(): void
}

interface ViewerOptions {
  readonly parent: HTMLElement
  readonly label: string
  readonly language: Extension
  readonly pieces: readonly ExportPiece[]
  /** The user clicked into a model's text. */
  readonly onPick: (model: string) => void
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

export function createCodeViewer({ parent, label, language, pieces: first, onPick }: ViewerOptions): CodeViewer {
  let pieces = first
  let marked: ReadonlySet<string> = new Set()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: pieces.map(({ text }) => text).join(''),
      extensions: [
        lineNumbers(),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        search({ top: true }),
        keymap.of([...searchKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        language,
        editorTheme,
        marks,
        EditorView.domEventHandlers({
          click(event, editor) {
            const at = editor.posAtCoords({ x: event.clientX, y: event.clientY })
            const range = at === null ? undefined : pieceRanges(pieces).find(({ from, to }) => at >= from && at < to)
            if (range !== undefined && editor.state.selection.main.empty) onPick(range.model)
          },
        }),
      ],
    }),
  })

  function mark(models: ReadonlySet<string>, scroll: boolean): void {
    marked = models
    const ranges = pieceRanges(pieces).filter(({ model }) => models.has(model))
    const builder = new RangeSetBuilder<Decoration>()
    for (const { from, to } of ranges) {
      const { doc } = view.state
      for (let line = doc.lineAt(from); line.from < to; line = doc.line(line.number + 1)) {
        builder.add(line.from, line.from, markedLine)
        if (line.number === doc.lines) break
      }
    }
    const effects: StateEffect<unknown>[] = [setMarks.of(builder.finish())]
    const [range] = ranges
    if (scroll && range !== undefined) effects.push(EditorView.scrollIntoView(range.from, { y: 'start', yMargin: 24 }))
    view.dispatch({ effects })
  }

  return {
    show(next) {
      const changes = splicePieces(pieces, next)
      pieces = next
      if (changes.length === 0) return 0
      view.dispatch({ changes: changes as { from: number; to: number; insert: string }[] })
      mark(marked, false)
      return changes.length
    },
    mark,
    destroy: () => view.destroy(),
  }
}
