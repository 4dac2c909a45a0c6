import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import field from './Field.module.css'
import { cx } from './cx.ts'

interface CheckProps {
  readonly label: ReactNode
  /** A sentence below the label. */
  readonly text?: string
  readonly checked: boolean
  readonly disabled?: boolean
  /** Some of several things are, some are not. */
  readonly mixed?: boolean
  /** The label is a name in code. */
  readonly mono?: boolean
  readonly onChange: (checked: boolean) => void
}

/** A box to tick, with its label and what it means. */
export function Check({ label, text, checked, disabled = false, mixed = false, mono = false, onChange }: CheckProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  // After every render: a click takes the mark away even where nothing else changes.
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mixed
  })
  const textId = `${id}-text`
  return (
    <div className={field['check']}>
      <input
        ref={box}
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={text === undefined ? undefined : textId}
        onChange={({ target }) => onChange(target.checked)}
      />
      <div className={field['checkBody']}>
        <label htmlFor={id} className={cx(mono && field['mono'])}>
          {label}
        </label>
        {text !== undefined && (
          <span id={textId} className={field['help']}>
            {text}
          </span>
        )}
      </div>
    </div>
  )
}
