import { useId, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import field from './Field.module.css'
import { cx } from './cx.ts'

interface DraftInputProps {
  /** Names the input for the screen reader where no label element does. */
  readonly label: string
  readonly value: string
  /** Takes what was typed. Called at each keystroke that `check` accepts. */
  readonly onCommit: (text: string) => void
  /** The end of a burst of typing: one undo step. */
  readonly onDone?: () => void
  /** Why the text cannot be taken, in words; null: it can. */
  readonly check?: (text: string) => string | null
  readonly placeholder?: string
  readonly mono?: boolean
  readonly multiline?: boolean
  /** Of a multiline one, to begin with. */
  readonly rows?: number
  readonly disabled?: boolean
  readonly type?: 'text' | 'number'
  readonly inputRef?: Ref<HTMLInputElement>
  readonly id?: string
  readonly describedBy?: string | undefined
}

/**
 * A text field that edits the design while one types. What cannot be taken stays in the field with the
 * reason below it, and the design keeps its last good value; Escape goes back to that.
 */
export function DraftInput(props: DraftInputProps) {
  const {
    label,
    value,
    onCommit,
    onDone,
    check,
    placeholder,
    mono = false,
    multiline = false,
    disabled = false,
    inputRef,
    ...rest
  } = props
  const [draft, setDraft] = useState<string | null>(null)
  const problemId = useId()
  const shown = draft ?? value
  const problem = draft === null ? null : (check?.(draft) ?? null)
  const isTyping = useRef(false)

  function onChange(text: string): void {
    isTyping.current = true
    setDraft(text)
    if ((check?.(text) ?? null) === null) onCommit(text)
  }

  function finish(): void {
    if (!isTyping.current) return
    isTyping.current = false
    if (problem === null) setDraft(null)
    onDone?.()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
      isTyping.current = false
      onDone?.()
    } else if (event.key === 'Enter' && !multiline) finish()
  }

  const shared = {
    id: rest.id,
    'aria-label': label,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? rest.describedBy : problemId,
    className: cx(field['input'], mono && field['mono']),
    value: shown,
    placeholder,
    disabled,
    spellCheck: false,
    autoComplete: 'off',
    onBlur: finish,
    onKeyDown,
  }
  return (
    <>
      {multiline ? (
        <textarea {...shared} rows={rest.rows ?? 3} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          ref={inputRef}
          inputMode={rest.type === 'number' ? 'numeric' : 'text'}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {problem !== null && (
        <p id={problemId} role="alert" className={field['problem']}>
          {problem}
        </p>
      )}
    </>
  )
}
