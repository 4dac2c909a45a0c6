import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { FieldId } from '../../../shared/document/ids.ts'
import { placementId } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { inWords, t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import { canvasStore } from '../canvas-store.ts'
import type { Editing } from '../canvas-store.ts'
import { giveTyped } from '../input/type-ahead.ts'
import { splitNameAndType } from '../quick-type/read.ts'
import { cellAfter } from './cell-moves.ts'
import type { CellMove } from './cell-moves.ts'
import { CellOptions } from './CellOptions.tsx'
import { useCompletions } from './use-completions.ts'
import { writeCell } from './write-cell.ts'

interface CellEditorProps {
  readonly editing: Editing
  readonly value: string
}

/** One cell as a text field, in place: Enter goes on to the next field, Tab to the next cell, Esc gives up. */
export function CellEditor({ editing, value }: CellEditorProps) {
  const { field, column } = editing
  const [text, setText] = useState(editing.draft ?? value)
  const input = useFocusedInput(editing)
  const listId = useId()
  const completions = useCompletions(editing, text, value)
  const { typed, options, chosen } = completions
  const { error, forgive, write, go, leaveBy, leaveByClick } = useWriting(editing, text, value, () => setText(''))

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const press = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (press === undefined) return
    event.preventDefault()
    press(event.shiftKey)
  }

  const keys: Readonly<Record<string, (isShift: boolean) => void>> = {
    Escape: () => {
      if (options.length === 0 || chosen < 0) return go(null)
      completions.chooseNone()
      completions.close()
    },
    ArrowDown: () => (options.length > 0 ? completions.choose(1) : leaveBy('down', true)),
    ArrowUp: () => (options.length > 0 ? completions.choose(-1) : leaveBy('up', true)),
    Enter: (isShift) => {
      const taken = options[chosen]
      if (taken !== undefined) return take(taken.text)
      const isEmptyRow = field === null && column !== 'title' && text.trim() === ''
      if (!isShift && !isEmptyRow) leaveBy('enter')
      else if (write()) go(null)
    },
    Tab: (isShift) => {
      const taken = options[chosen] ?? (column === 'type' && typed !== '' && text !== value ? options[0] : undefined)
      if (taken !== undefined && taken.text !== typed) take(taken.text)
      else leaveBy(isShift ? 'back' : 'tab')
    },
  }

  function take(choice: string): void {
    const name = column === 'name' ? `${splitNameAndType(text).name} ` : ''
    setText(`${name}${choice} `)
    completions.chooseNone()
    forgive()
  }

  return (
    <>
      <input
        ref={input}
        className="cell-input nodrag nopan nowheel"
        data-column={column}
        aria-label={t.canvas.cell[field === null && column !== 'title' ? 'new' : column]}
        aria-invalid={error !== null}
        aria-autocomplete={column === 'title' ? undefined : 'list'}
        aria-controls={options.length > 0 ? listId : undefined}
        aria-expanded={column === 'title' ? undefined : options.length > 0}
        role={column === 'title' ? undefined : 'combobox'}
        aria-activedescendant={chosen >= 0 && options.length > 0 ? `${listId}-${chosen}` : undefined}
        placeholder={field === null && column === 'name' ? t.canvas.cell.placeholder : undefined}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          forgive()
          completions.chooseNone()
          completions.open()
        }}
        onKeyDown={onKeyDown}
        onBlur={leaveByClick}
      />
      <CellOptions id={listId} input={input} error={error} completions={completions} onTake={take} />
    </>
  )
}

/** Before the page answers the next key: what is typed right after belongs in here. */
function useFocusedInput({ draft }: Editing): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true })
    if (draft === null) input.current?.select()
    if (input.current === null) return
    giveTyped(input.current)
    // A list that grows by the row walks out of the window otherwise.
    canvasStore.getState().handle?.keepInView(input.current.getBoundingClientRect())
  }, [draft])
  return input
}

interface Writing {
  /** What was wrong with what was written last, until more is typed. */
  readonly error: string | null
  forgive(): void
  /** false: it was not understood and the editor stays. */
  write(): boolean
  go(to: Editing | null): void
  /** Writes, then goes where the key leads. Where that is nowhere the editing ends, or goes on with `orStay`. */
  leaveBy(move: CellMove, orStay?: boolean): void
  leaveByClick(): void
}

/** How a cell is left: with what is typed in it written, or told of. */
function useWriting(editing: Editing, text: string, value: string, empty: () => void): Writing {
  const { editor } = useApp()
  const { model, field, column } = editing
  const [error, setError] = useState<string | null>(null)
  const problem = useRef<string | null>(null)
  const done = useRef(false)
  const next = useRef<FieldId | null>(field)
  const hadType = useRef(true)
  const elsewhere = useRef(false)

  function write(): boolean {
    const { error: message, made, isElsewhere = false } = writeCell(editor, editing, text, value)
    elsewhere.current = isElsewhere
    if (made !== undefined) {
      next.current = made.field
      hadType.current = made.hasType
    }
    problem.current = message === null ? null : inWords(message)
    setError(problem.current)
    return message === null
  }

  function go(to: Editing | null): void {
    done.current = true
    // Something else may have opened an editor meanwhile (a click into another cell).
    if (canvasStore.getState().editing === editing) canvasStore.setState({ editing: to })
    if (to === null) focusBox(editing)
  }

  return {
    error,
    forgive: () => setError(null),
    write,
    go,
    leaveBy(move, orStay = false) {
      if (!write()) return
      if (elsewhere.current) return empty()
      const { doc, view } = editor.getState()
      const fields = (doc.models[model]?.fields ?? []).map(({ id }) => id)
      const isComplete = field === null && hadType.current
      const to = cellAfter(move, { fields, column, field: column === 'title' ? null : next.current, isComplete })
      // Of a collapsed model only the name is there to be edited.
      if (doc.placements[placementId(view, model)]?.collapsed === true) return go(null)
      if (to !== null) go({ model, draft: null, ...to })
      else if (!orStay) go(null)
    },
    leaveByClick() {
      if (done.current) return
      // A click elsewhere writes what is there; what is not understood is told with what was typed.
      if (!write()) notify({ title: t.errors.notDone, text: t.canvas.cell.lost(text.trim(), problem.current ?? '') })
      go(null)
    },
  }
}

/** Where the keys go on once no cell is edited. */
function focusBox({ model }: Editing): void {
  const { focused } = canvasStore.getState()
  requestAnimationFrame(() => {
    // Quick hands have opened the next editor by now; it keeps the focus.
    if (canvasStore.getState().editing !== null) return
    document
      .querySelector<HTMLElement>(`.react-flow__node[data-id="${focused ?? model}"] .box`)
      ?.focus({ preventScroll: true })
  })
}
