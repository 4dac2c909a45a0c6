import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { wireText } from '../../../shared/protocol/scalars.ts'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import type { TargetForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import popup from '../../ui/Popup.module.css'
import { cx } from '../../ui/cx.ts'
import styles from './CellEditor.module.css'
import type { EditorProps, Leave } from './CellEditor.tsx'
import { Floating } from './Floating.tsx'
import { useLookup } from './use-lookup.ts'

interface Option {
  readonly value: NewValue
  readonly label: string
  readonly note: string
}

/** A foreign key's row, found by typing part of what it is called, or its key. */
export function LookupEditor({
  column,
  rule,
  value,
  typed,
  target,
  onCommit,
  onCancel,
}: EditorProps & { readonly target: TargetForm }) {
  const [text, setText] = useState(typed ?? '')
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  const listId = useId()
  const { options: found, fresh, isBusy, more } = useLookup(target, text)
  const options: readonly Option[] = [
    ...(rule.null && text === '' ? [{ value: null, label: t.data.null, note: t.data.isNull }] : []),
    ...fresh,
    ...found.map((one) => ({ ...one, note: wireText(one.value) })),
  ]
  const at = Math.min(active, options.length - 1)

  useEffect(() => input.current?.focus(), [])

  function commit(option: Option | undefined, leave: Leave): void {
    if (isDone.current || option === undefined) return
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
      commit(options[at], 'down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      if (text === '') cancel()
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
        placeholder={value === null ? t.data.choose : `${wireText(value)} · ${t.data.choose}`}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
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
          {(isBusy || more || options.length === 0) && (
            <p className={popup['empty']} role="status">
              {isBusy ? t.data.searching : more ? t.data.moreFound : t.data.noneFound}
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
