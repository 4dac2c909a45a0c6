import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import popup from '../../ui/Popup.module.css'
import styles from './CellEditor.module.css'
import type { EditorProps, Leave } from './CellEditor.tsx'
import { Floating } from './Floating.tsx'

export interface Option {
  readonly value: NewValue
  readonly label: string
  /** Quieter, at the end of the line. */
  readonly note: string
  /** In place of taking the value. */
  readonly run?: () => void
}

interface ListEditorProps extends Pick<EditorProps, 'column' | 'onCommit' | 'onCancel'> {
  readonly text: string
  readonly onText: (text: string) => void
  readonly placeholder: string
  readonly options: readonly Option[]
  /** The one that stands in the cell, where it is among them. */
  readonly current: number
  /** Below the options: searching, none found. '' : nothing to say. */
  readonly status: string
  /** What is listed is not yet what was asked for. */
  readonly isBusy?: boolean
}

/** One of many, found by typing: the input keeps the focus, the list stands beside the grid, which would cut it off. */
export function ListEditor(props: ListEditorProps) {
  const { column, text, onText, placeholder, options, current, status, isBusy = false, onCommit, onCancel } = props
  const [active, setActive] = useState<number | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  const listId = useId()
  const at = Math.min(active ?? (text === '' && current >= 0 ? current : 0), options.length - 1)

  useEffect(() => input.current?.focus({ preventScroll: true }), [])

  function commit(option: Option | undefined, leave: Leave): void {
    if (isDone.current || option === undefined) return
    if (option.run !== undefined) {
      cancel()
      return option.run()
    }
    isDone.current = true
    onCommit(option.value, leave, option.label)
  }
  function cancel(): void {
    if (isDone.current) return
    isDone.current = true
    onCancel()
  }
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setActive(Math.max(0, Math.min(options.length - 1, at + step)))
    } else if (event.key === 'Escape') {
      event.preventDefault()
      cancel()
    } else if (event.key === 'Enter' && !isBusy) {
      event.preventDefault()
      commit(options[at], event.ctrlKey || event.metaKey ? 'all' : 'down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      if (text === '' && active === null) cancel()
      else commit(options[at], event.shiftKey ? 'left' : 'right')
    }
  }
  return (
    <span className={styles['editor']}>
      <input
        ref={input}
        role="combobox"
        aria-label={t.data.editor(column)}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
        className={styles['input']}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onText(event.target.value)
          setActive(null)
        }}
        onKeyDown={onKeyDown}
        onBlur={cancel}
      />
      <Floating anchor={input}>
        <div
          id={listId}
          role="listbox"
          aria-label={t.data.editor(column)}
          className={cx(popup['popup'], styles['options'])}
        >
          {options.map((option, index) => (
            // The input keeps the focus and the keys.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={index}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              data-highlighted={index === at ? '' : undefined}
              ref={index === at ? intoView : undefined}
              className={popup['item']}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => commit(option, 'stay')}
            >
              <span className={styles['optionLabel']}>{option.label === '' ? option.note : option.label}</span>
              <span className={styles['optionNote']}>{option.label === '' ? '' : option.note}</span>
            </div>
          ))}
          {status !== '' && (
            <p className={popup['empty']} role="status">
              {status}
            </p>
          )}
        </div>
      </Floating>
    </span>
  )
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
