import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { FieldId } from '../../../shared/document/ids.ts'
import { placementId } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { canvasStore } from '../canvas-store.ts'
import type { Editing } from '../canvas-store.ts'
import { addFieldFrom, quickNames, renameFieldTo, renameTo, retypeField } from './cell-edits.ts'
import { cellAfter } from './cell-moves.ts'
import { CellList } from './CellList.tsx'
import type { CellMove } from './cell-moves.ts'
import { completeQuickType } from '../quick-type/complete.ts'
import { splitNameAndType } from '../quick-type/read.ts'
import { giveTyped } from '../input/type-ahead.ts'
import { inWords, t } from '../../texts/texts.ts'

interface CellEditorProps {
  readonly editing: Editing
  readonly value: string
}

/** One cell as a text field, in place: Enter goes on to the next field, Tab to the next cell, Esc gives up. */
export function CellEditor({ editing, value }: CellEditorProps) {
  const { editor } = useApp()
  const { model, field, column, after } = editing
  const [text, setText] = useState(editing.draft ?? value)
  const [error, setError] = useState<string | null>(null)
  const [chosen, setChosen] = useState(-1)
  const [open, setOpen] = useState(column === 'type')
  const input = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  const listId = useId()

  // Before the page answers the next key: what is typed right after belongs in here.
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true })
    if (editing.draft === null) input.current?.select()
    if (input.current === null) return
    giveTyped(input.current)
    // A list that grows by the row walks out of the window otherwise.
    canvasStore.getState().handle?.keepInView(input.current.getBoundingClientRect())
  }, [editing.draft])

  const typed = column === 'type' ? text : column === 'name' ? splitNameAndType(text).type : null
  const isTypeOpen = open && (typed !== null || (column === 'name' && /\s$/.test(text)))
  const options = isTypeOpen
    ? completeQuickType(
        column === 'type' && text === value ? '' : (typed ?? ''),
        quickNames(editor.getState().doc, model),
      )
    : []

  /** Writes what is typed; false: it was not understood and the editor stays. */
  function write(): boolean {
    if (text.trim() === value.trim() && (field !== null || column === 'title')) return true
    if (column === 'title') return settled(renameTo(editor, model, text))
    if (field === null) {
      if (text.trim() === '') return true
      const made = addFieldFrom(editor, model, text, indexAfter(after))
      if ('error' in made) return settled(made.error)
      next.current = made.field
      hadType.current = made.hasType
      return true
    }
    return settled(
      column === 'type' ? retypeField(editor, model, field, text) : renameFieldTo(editor, model, field, text),
    )
  }
  const next = useRef<FieldId | null>(field)
  const hadType = useRef(true)
  const problem = useRef<string | null>(null)

  function settled(message: string | null): boolean {
    const said = message === null ? null : inWords(message)
    problem.current = said
    setError(said)
    return message === null
  }

  function indexAfter(id: FieldId | null): number {
    const fields = editor.getState().doc.models[model]?.fields ?? []
    return id === null ? fields.length : fields.findIndex((f) => f.id === id) + 1
  }

  function go(to: Editing | null): void {
    done.current = true
    // Something else may have opened an editor meanwhile (a click into another cell).
    if (canvasStore.getState().editing === editing) canvasStore.setState({ editing: to })
    if (to === null) {
      const { focused } = canvasStore.getState()
      requestAnimationFrame(() => {
        // Quick hands have opened the next editor by now; it keeps the focus.
        if (canvasStore.getState().editing !== null) return
        document
          .querySelector<HTMLElement>(`.react-flow__node[data-id="${focused ?? model}"] .box`)
          ?.focus({ preventScroll: true })
      })
    }
  }

  /** Writes, then goes where the key leads. Where that is nowhere the editing ends, or goes on with `orStay`. */
  function leaveBy(move: CellMove, orStay = false): void {
    if (!write()) return
    const fields = (editor.getState().doc.models[model]?.fields ?? []).map(({ id }) => id)
    const isComplete = field === null && hadType.current
    const to = cellAfter(move, { fields, column, field: column === 'title' ? null : next.current, isComplete })
    // Of a collapsed model only the name is there to be edited.
    const { doc, view } = editor.getState()
    if (doc.placements[placementId(view, model)]?.collapsed === true) return go(null)
    if (to !== null) go({ model, draft: null, ...to })
    else if (!orStay) go(null)
  }

  function choose(step: 1 | -1): void {
    setChosen((chosen + step + options.length + (chosen < 0 && step < 0 ? 1 : 0)) % options.length)
  }

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
      setChosen(-1)
      setOpen(false)
    },
    ArrowDown: () => (options.length > 0 ? choose(1) : leaveBy('down', true)),
    ArrowUp: () => (options.length > 0 ? choose(-1) : leaveBy('up', true)),
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
    setChosen(-1)
    setError(null)
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
          setError(null)
          setChosen(-1)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (done.current) return
          // A click elsewhere writes what is there; what is not understood is told with what was typed.
          if (!write())
            notify({ title: t.errors.notDone, text: t.canvas.cell.lost(text.trim(), problem.current ?? '') })
          go(null)
        }}
      />
      {(options.length > 0 || error !== null) && (
        <CellList id={listId} label={t.canvas.cell.choices} input={input}>
          {error !== null && (
            <div className="cell-error" role="alert">
              {error}
            </div>
          )}
          {options.map((option, i) => (
            <div
              key={option.label}
              id={`${listId}-${i}`}
              className="cell-option"
              role="option"
              aria-selected={i === chosen}
              onPointerDown={(event) => {
                event.preventDefault()
                event.stopPropagation()
                take(option.text)
              }}
            >
              <span>{option.label}</span>
              <span>{t.canvas.hints[option.hint] ?? option.hint}</span>
            </div>
          ))}
        </CellList>
      )}
    </>
  )
}
