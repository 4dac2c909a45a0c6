/** What the shell's text shows besides its code: where the last run stopped, and lines that a prompt had printed. */
import { StateEffect, StateField } from '@codemirror/state'
import type { EditorState, Extension, Text } from '@codemirror/state'
import { Decoration, EditorView } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import { readTranscript } from '../../../shared/python/transcript.ts'
import type { Answer } from '../preview-state.ts'

export interface Mistake {
  /** 1-based, both included. */
  readonly from: number
  readonly to: number
  readonly message: string
}

/** Longer texts are data, not something that one pastes from a page. */
const LONGEST = 50_000

/** The statements of the editor's own text that failed. */
export function mistakesOf({
  statements,
  error,
  firstLine,
}: Pick<Answer, 'statements' | 'error' | 'firstLine'>): readonly Mistake[] {
  if (firstLine === null) return []
  const failed = statements.flatMap(({ line, endLine, result }) =>
    result.kind === 'error' ? [{ from: line, to: endLine, message: `${result.type}: ${result.message}` }] : [],
  )
  if (error?.at === undefined) return failed
  const line = error.at.line + firstLine - 1
  return [...failed, { from: line, to: line, message: error.message }]
}

const setMistakes = StateEffect.define<readonly Mistake[]>()

const mistakeField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, transaction) {
    const given = transaction.effects.find((effect) => effect.is(setMistakes))
    if (given !== undefined) return marks(transaction.state.doc, given.value as readonly Mistake[])
    return transaction.docChanged ? Decoration.none : now
  },
  provide: (field) => EditorView.decorations.from(field),
})

function marks(doc: Text, mistakes: readonly Mistake[]): DecorationSet {
  const lines = mistakes.flatMap(({ from, to, message }) =>
    Array.from({ length: Math.max(0, Math.min(to, doc.lines) - from + 1) }, (_, index) =>
      Decoration.line({ class: 'cm-mistake', attributes: { title: message } }).range(doc.line(from + index).from),
    ),
  )
  return Decoration.set(lines, true)
}

export function markMistakes(view: EditorView, mistakes: readonly Mistake[]): void {
  if (mistakes.length === 0 && view.state.field(mistakeField).size === 0) return
  view.dispatch({ effects: setMistakes.of(mistakes) })
}

function echoedLines({ doc }: EditorState): DecorationSet {
  if (doc.length > LONGEST) return Decoration.none
  const echoed = readTranscript(doc.toString())?.echoed ?? []
  return Decoration.set(echoed.map((line) => Decoration.line({ class: 'cm-echo' }).range(doc.line(line).from)))
}

/** Lines that will not run are faint, in Python only. */
export const echoes: Extension = StateField.define<DecorationSet>({
  create: echoedLines,
  update: (now, transaction) => (transaction.docChanged ? echoedLines(transaction.state) : now),
  provide: (field) => EditorView.decorations.from(field),
})

export const shellMarks: Extension = [
  mistakeField,
  EditorView.baseTheme({
    '.cm-mistake': { backgroundColor: 'var(--color-error-soft)', boxShadow: 'inset 3px 0 var(--color-error)' },
    '.cm-echo, .cm-echo span': { color: 'var(--color-text-faint) !important', fontStyle: 'italic' },
  }),
]
