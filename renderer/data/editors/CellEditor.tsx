import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import type { CellRule } from '../../../shared/rows/cell-rule.ts'
import { parseCell } from '../../../shared/rows/parse-cell.ts'
import { editText } from '../../../shared/rows/show-cell.ts'
import type { TargetForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import { problemWords } from '../problem-words.ts'
import styles from './CellEditor.module.css'
import { ChoiceEditor } from './ChoiceEditor.tsx'
import { LookupEditor } from './LookupEditor.tsx'
import { PICKERS, pickerText } from './native-pickers.ts'

/** Where the cursor goes when the cell is left. */
export type Leave = 'stay' | 'down' | 'up' | 'right' | 'left'

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
  const isDone = useRef(false)
  const isMultiline = isLong || text.includes('\n')
  const picker = PICKERS[rule.kind]
  const native = picker === undefined || typed !== null ? null : pickerText(rule.kind, text)

  useEffect(() => {
    const element = input.current
    element?.focus()
    if (typed === null) element?.select()
  }, [typed])

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
      commit(event.shiftKey ? 'up' : 'down')
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
    ref: input,
    'aria-label': t.data.editor(column),
    'aria-invalid': problem !== null,
    className: cx(styles['input'], isMultiline && styles['lines']),
    placeholder: isNull ? t.data.null : '',
    onKeyDown,
    onBlur: (event: React.FocusEvent) => {
      if (event.currentTarget.parentElement?.contains(event.relatedTarget) !== true) commit('stay')
    },
  }
  const onText = (next: string): void => {
    setText(next)
    setNull(false)
    setProblem(null)
  }
  return (
    <span className={cx(styles['editor'], isMultiline && styles['tall'])}>
      {isMultiline ? (
        <textarea {...shared} rows={4} value={text} onChange={(event) => onText(event.target.value)} />
      ) : (
        <input
          {...shared}
          type={native === null ? 'text' : picker}
          step={native === null ? undefined : 1}
          value={native ?? text}
          spellCheck={false}
          autoComplete="off"
          inputMode={
            rule.kind === 'integer'
              ? 'numeric'
              : rule.kind === 'decimal' || rule.kind === 'real'
                ? 'decimal'
                : undefined
          }
          onChange={(event) => onText(event.target.value)}
        />
      )}
      {rule.null && (
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
      )}
      {problem !== null && (
        <span role="alert" className={styles['problem']}>
          {problem}
        </span>
      )}
    </span>
  )
}
