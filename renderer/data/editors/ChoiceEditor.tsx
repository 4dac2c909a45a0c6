import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { sameScalar } from '../../../shared/rows/show-cell.ts'
import { t } from '../../texts/texts.ts'
import styles from './CellEditor.module.css'
import type { EditorProps, Leave } from './CellEditor.tsx'

const BOOLEANS = [
  { value: 1, label: 'true' },
  { value: 0, label: 'false' },
]

/** One of the field's choices, or true and false: the browser's own list. */
export function ChoiceEditor({ column, rule, value, typed, onCommit, onCancel }: EditorProps) {
  const select = useRef<HTMLSelectElement>(null)
  const isDone = useRef(false)
  const choices = rule.choices ?? BOOLEANS
  const known = choices.findIndex((choice) => sameScalar(choice.value, value))
  const begun =
    typed === null ? -1 : choices.findIndex(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()))
  // An empty text is a choice of its own where the field may be blank.
  const hasEmpty = rule.choices !== null && rule.kind === 'text' && rule.emptyText

  useEffect(() => {
    const element = select.current
    element?.focus()
    try {
      element?.showPicker()
    } catch {
      // Only a click or a key may open it; it has the focus all the same.
    }
  }, [])

  function chosen(): WireScalar {
    const picked = select.current?.value ?? ''
    if (picked === 'null') return null
    if (picked === 'empty') return ''
    if (picked === 'same') return value
    return choices[Number(picked)]?.value ?? null
  }
  function commit(leave: Leave): void {
    if (isDone.current) return
    isDone.current = true
    onCommit(chosen(), leave)
  }
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      isDone.current = true
      onCancel()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      commit('down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      commit(event.shiftKey ? 'left' : 'right')
    }
  }
  const start =
    begun >= 0
      ? String(begun)
      : known >= 0
        ? String(known)
        : value === null
          ? 'null'
          : value === '' && hasEmpty
            ? 'empty'
            : 'same'
  return (
    <span className={styles['editor']}>
      <select
        ref={select}
        className={styles['input']}
        aria-label={t.data.editor(column)}
        defaultValue={start}
        onKeyDown={onKeyDown}
        onBlur={() => commit('stay')}
      >
        {start === 'same' && <option value="same">{String(value)}</option>}
        {(rule.null || value === null) && <option value="null">{t.data.null}</option>}
        {hasEmpty && <option value="empty">{'""'}</option>}
        {choices.map((choice, index) => (
          <option key={index} value={String(index)}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  )
}
