import { useCallback, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent } from 'react'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import type { CellRule } from '../../../shared/rows/cell-rule.ts'
import { parseCell } from '../../../shared/rows/parse-cell.ts'
import { editText } from '../../../shared/rows/show-cell.ts'
import type { TargetForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import { problemWords } from '../changes/problem-words.ts'
import styles from './CellEditor.module.css'
import { ChoiceEditor } from './ChoiceEditor.tsx'
import { Floating } from './Floating.tsx'
import { LookupEditor } from './LookupEditor.tsx'
import { PICKERS, pickerText } from './native-pickers.ts'

/** Where the cursor goes when the cell is left; `all`: the value is for every marked cell of the column. */
export type Leave = 'stay' | 'down' | 'up' | 'right' | 'left' | 'all'

export interface EditorProps {
  readonly column: string
  readonly rule: CellRule
  readonly isLong: boolean
  readonly target: TargetForm | null
  readonly value: WireScalar
  /** Typed to begin with: takes the place of what is there. */
  readonly typed: string | null
  readonly onCommit: (value: NewValue, leave: Leave, label?: string) => void
  readonly onCancel: () => void
}

/** The editor that suits the column: a list, a search, a native picker, lines of text, or one line. */
export function CellEditor(props: EditorProps) {
  const { rule, target } = props
  if (target !== null) return <LookupEditor {...props} target={target} />
  if (rule.choices !== null || rule.kind === 'boolean') return <ChoiceEditor {...props} />
  return <TextEditor {...props} />
}

function TextEditor({ column, rule, isLong, value, typed, onCommit, onCancel }: EditorProps) {
  const [text, setText] = useState(() => typed ?? editText(value, rule) ?? '')
  const [isNull, setNull] = useState(value === null && typed === null)
  const [problem, setProblem] = useState<string | null>(null)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const place = useRef<HTMLSpanElement>(null)
  const isDone = useRef(false)
  const isMultiline = isLong || text.includes('\n')
  const picker = PICKERS[rule.kind]
  const native = picker === undefined || typed !== null ? null : pickerText(rule.kind, text)

  // As soon as it is there: what is typed next is for it. (A long text's place is found one step later than the rest.)
  const take = useCallback(
    (element: (HTMLInputElement & HTMLTextAreaElement) | null) => {
      input.current = element
      element?.focus({ preventScroll: true })
      if (typed === null) element?.select()
      // A box of lines starts before its text.
      else element?.setSelectionRange(typed.length, typed.length)
    },
    [typed],
  )

  function commit(leave: Leave): void {
    if (isDone.current) return
    // A cell that holds no value stays so until something is typed.
    const parsed = parseCell(isNull ? null : text, rule)
    if ('problem' in parsed) {
      setProblem(problemWords(parsed.problem))
      return
    }
    isDone.current = true
    onCommit(parsed.value, leave)
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    const isMod = event.ctrlKey || event.metaKey
    if (event.key === 'Escape') {
      event.preventDefault()
      isDone.current = true
      onCancel()
    } else if (
      event.key === 'Enter' &&
      (!isMultiline || isMod || event.altKey === false) &&
      !(isMultiline && event.shiftKey)
    ) {
      event.preventDefault()
      commit(isMod ? 'all' : event.shiftKey ? 'up' : 'down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      commit(event.shiftKey ? 'left' : 'right')
    } else if (isMod && event.key === 'Backspace' && rule.null) {
      event.preventDefault()
      setNull(true)
      setText('')
    }
  }
  const shared = {
    ref: take,
    'aria-label': t.data.editor(column),
    'aria-invalid': problem !== null,
    className: cx(styles['input'], isMultiline && styles['lines']),
    placeholder: isNull ? t.data.null : '',
    onKeyDown,
    onBlur: (event: FocusEvent) => {
      const isInside = event.currentTarget.parentElement?.contains(event.relatedTarget as Node | null) === true
      if (!isInside) commit('stay')
    },
  }
  const onText = (next: string): void => {
    setText(next)
    setNull(false)
    setProblem(null)
  }
  const nullButton = rule.null && (
    <button
      type="button"
      className={styles['null']}
      aria-pressed={isNull}
      title={t.data.setNull}
      onKeyDown={onKeyDown}
      onClick={() => {
        setNull(!isNull)
        setText('')
        input.current?.focus()
      }}
    >
      {t.data.null}
    </button>
  )
  const alert = problem !== null && (
    <span role="alert" className={styles['problem']}>
      {problem}
    </span>
  )
  if (isMultiline) {
    return (
      <>
        <span ref={place} className={styles['editor']} />
        <Floating anchor={place} covers height={160}>
          <span className={styles['tall']}>
            <textarea {...shared} rows={5} value={text} onChange={(event) => onText(event.target.value)} />
            {nullButton}
            {alert}
          </span>
        </Floating>
      </>
    )
  }
  return (
    <span ref={place} className={styles['editor']}>
      <input
        {...shared}
        type={native === null ? 'text' : picker}
        step={native === null ? undefined : 1}
        value={native ?? text}
        spellCheck={false}
        autoComplete="off"
        inputMode={INPUT_MODES[rule.kind]}
        onChange={(event) => onText(event.target.value)}
      />
      {nullButton}
      {problem !== null && (
        <Floating anchor={place} height={60}>
          {alert}
        </Floating>
      )}
    </span>
  )
}

const INPUT_MODES: Partial<Record<CellRule['kind'], 'numeric' | 'decimal'>> = {
  integer: 'numeric',
  decimal: 'decimal',
  real: 'decimal',
}
