/** The editor of the shell: Python or SQL, completion from the drawing, history with the arrow keys. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete'
import type { CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { python } from '@codemirror/lang-python'
import { schemaCompletionSource, sql, SQLite } from '@codemirror/lang-sql'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { Compartment, EditorState, Prec } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from '@codemirror/view'
import type { Resolution } from '../../../shared/relations/types.ts'
import type { Schema } from '../../../shared/schema/types.ts'
import { editorTheme } from '../../panels/code/editor-theme.ts'
import { softLines } from '../../panels/code/soft-lines.ts'
import { t } from '../../texts/texts.ts'
import { completeOrm } from '../completion/complete-orm.ts'
import type { Suggestion } from '../completion/complete-orm.ts'
import { signatureTips } from '../completion/signature-tip.ts'
import type { Language } from '../preview-state.ts'
import { echoes, markMistakes, shellMarks } from './shell-marks.ts'
import type { Mistake } from './shell-marks.ts'

interface ShellOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly language: Language
  readonly resolution: () => Resolution
  readonly schema: () => Schema
  readonly onType: (text: string) => void
  /** `firstLine`: 1-based, where the text begins. */
  readonly onRun: (text: string, firstLine: number) => void
  /** Earlier texts, oldest first. */
  readonly history: () => readonly string[]
  /** The list of what was run and saved is asked for. */
  readonly onQueries: () => void
}

export interface Shell {
  setText(text: string): void
  setLanguage(language: Language): void
  /** Marks the statements that failed, until something is typed. */
  mark(mistakes: readonly Mistake[]): void
  focus(): void
  destroy(): void
}

/** Of suggestions that fit what is typed alike, the ones that are meant more often stand first. */
const BOOST: Readonly<Record<Suggestion['kind'], number>> = {
  field: 20,
  relation: 20,
  model: 20,
  variable: 18,
  accessor: 15,
  method: 10,
  lookup: 0,
  function: -10,
}

const TYPE_OF: Record<Suggestion['kind'], string> = {
  model: 'class',
  field: 'property',
  relation: 'variable',
  accessor: 'variable',
  variable: 'variable',
  method: 'method',
  lookup: 'keyword',
  function: 'function',
}

export function createShell(options: ShellOptions): Shell {
  const language = new Compartment()
  let place: number | null = null
  let draft = ''
  let current = options.language

  /** The first line's ArrowUp and the last line's ArrowDown walk through what was run before. */
  const walk =
    (step: -1 | 1) =>
    (view: EditorView): boolean => {
      const { state } = view
      const line = state.doc.lineAt(state.selection.main.head).number
      if (!state.selection.main.empty || line !== (step < 0 ? 1 : state.doc.lines)) return false
      const past = options.history()
      const at = (place ?? past.length) + step
      if (at < 0 || at > past.length) return false
      if (place === null) draft = state.doc.toString()
      place = at === past.length ? null : at
      const text = place === null ? draft : (past[at] ?? '')
      view.dispatch({ changes: { from: 0, to: state.doc.length, insert: text }, selection: { anchor: text.length } })
      return true
    }

  const run = (view: EditorView): boolean => {
    place = null
    // A list of names that is open, or about to open, would stand over the answer.
    closeCompletion(view)
    const { from, to } = view.state.selection.main
    if (from === to) options.onRun(view.state.doc.toString(), 1)
    else options.onRun(view.state.sliceDoc(from, to), view.state.doc.lineAt(from).number)
    return true
  }

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        indentUnit.of('    '),
        softLines,
        EditorView.contentAttributes.of({ 'aria-label': t.preview.shell, spellcheck: 'false', tabindex: '0' }),
        placeholder(t.preview.shellHint),
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run },
            {
              key: 'Ctrl-r',
              run: () => {
                options.onQueries()
                return true
              },
            },
          ]),
        ),
        keymap.of([...completionKeymap, { key: 'ArrowUp', run: walk(-1) }, { key: 'ArrowDown', run: walk(1) }]),
        keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
        language.of(languageOf(current, options)),
        shellMarks,
        editorTheme,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onType(update.state.doc.toString())
        }),
      ],
    }),
  })

  return {
    setText(text) {
      if (text === view.state.doc.toString()) return
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    setLanguage(next) {
      if (next === current) return
      current = next
      view.dispatch({ effects: language.reconfigure(languageOf(next, options)) })
    },
    mark: (mistakes) => markMistakes(view, mistakes),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

function languageOf(language: Language, { resolution, schema }: ShellOptions): Extension {
  if (language === 'orm') {
    const complete = autocompletion({ override: [ormSource(resolution)], icons: false })
    return [python(), complete, signatureTips(resolution), echoes]
  }
  const names = SQLite.language.data.of({ autocomplete: tableSource(schema) })
  return [sql({ dialect: SQLite, upperCaseKeywords: true }), names, autocompletion()]
}

/** Tables and columns as they are when names are asked for: the design may change with every key. */
function tableSource(schema: () => Schema): CompletionSource {
  let known: Schema | null = null
  let source: CompletionSource = () => null
  return (context) => {
    const now = schema()
    if (now !== known) {
      known = now
      const tables = now.tables.map((table) => [table.name, table.columns.map(({ name }) => name)] as const)
      source = schemaCompletionSource({ dialect: SQLite, schema: Object.fromEntries(tables) })
    }
    return source(context)
  }
}

function ormSource(resolution: () => Resolution) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos)
    // Only where a name can begin: not after a space in the middle of nothing.
    if (!context.explicit && !/[\w."'(_]$/.test(before)) return null
    const found = completeOrm(before, resolution())
    if (found === null || found.suggestions.length === 0) return null
    const isBare = !/[.\w("'_]$/.test(before) || (found.replaces === 0 && /[("']$/.test(before) && !context.explicit)
    if (isBare && !context.explicit && !before.endsWith('(')) return null
    return {
      from: context.pos - found.replaces,
      options: found.suggestions.map(({ label, kind, detail, insert }, index) => ({
        label,
        type: TYPE_OF[kind],
        detail,
        // Names before lookups and functions, in the order of the model; the alphabet says nothing here.
        boost: BOOST[kind],
        sortText: String(index).padStart(4, '0'),
        ...(insert === undefined ? {} : { apply: insert }),
      })),
      validFor: /^[A-Za-z0-9]*(_[A-Za-z0-9]+)*_?$/,
    }
  }
}
