/** A small editor for Python kept with the design: syntax colours, indentation, and no trap for the Tab key. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { python } from '@codemirror/lang-python'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap } from '@codemirror/view'
import { editorTheme } from '../../code/editor-theme.ts'

interface PythonEditorOptions {
  readonly parent: HTMLElement
  readonly label: string
  readonly text: string
  readonly disabled: boolean
  readonly onType: (text: string) => void
  readonly onLeave: () => void
  /** Escape; whether there was anything to take back. */
  readonly onEscape: () => boolean
}

export interface PythonEditor {
  setText(text: string): void
  setDisabled(disabled: boolean): void
  /** Its name for the screen reader, and the element that tells what is wrong with the text; null: nothing is. */
  setNames(label: string, describedBy: string | null): void
  destroy(): void
}

export function createPythonEditor(options: PythonEditorOptions): PythonEditor {
  const state = new Compartment()
  const attributes = new Compartment()
  const readOnly = (disabled: boolean) => [EditorState.readOnly.of(disabled), EditorView.editable.of(!disabled)]
  const named = (label: string, describedBy: string | null) =>
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-invalid': String(describedBy !== null),
      ...(describedBy === null ? {} : { 'aria-describedby': describedBy }),
      spellcheck: 'false',
      tabindex: '0',
    })
  let isSetting = false
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('    '),
        python(),
        editorTheme,
        state.of(readOnly(options.disabled)),
        attributes.of(named(options.label, null)),
        keymap.of([{ key: 'Escape', run: options.onEscape }]),
        keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.domEventHandlers({
          blur: () => options.onLeave(),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isSetting) options.onType(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    setText(text) {
      if (text === view.state.doc.toString()) return
      isSetting = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
      isSetting = false
    },
    setDisabled: (disabled) => view.dispatch({ effects: state.reconfigure(readOnly(disabled)) }),
    setNames: (label, describedBy) => view.dispatch({ effects: attributes.reconfigure(named(label, describedBy)) }),
    destroy: () => view.destroy(),
  }
}
