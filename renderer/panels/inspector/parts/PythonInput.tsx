import { useEffect, useId, useRef, useState } from 'react'
import field from '../../../ui/Field.module.css'
import type { PythonEditor } from './python-editor.ts'
import styles from './PythonInput.module.css'

interface PythonInputProps {
  readonly label: string
  readonly value: string
  readonly disabled: boolean
  /** Why the text cannot be taken; null: it can. */
  readonly check: (text: string) => string | null
  /** Called at each keystroke that `check` accepts. */
  readonly onCommit: (text: string) => void
  readonly onDone: () => void
}

/** Python as text, in colour; like `DraftInput` it keeps what cannot be taken and says why. */
export function PythonInput({ label, value, disabled, check, onCommit, onDone }: PythonInputProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<PythonEditor | null>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const problemId = useId()
  const problem = draft === null ? null : check(draft)
  const now = useRef({ label, value, draft, check, onCommit, onDone, disabled })
  useEffect(() => {
    now.current = { label, value, draft, check, onCommit, onDone, disabled }
  })

  useEffect(() => {
    let made: PythonEditor | null = null
    let gone = false
    void import('./python-editor.ts').then(({ createPythonEditor }) => {
      if (gone || place.current === null) return
      made = createPythonEditor({
        parent: place.current,
        label: now.current.label,
        text: now.current.value,
        disabled: now.current.disabled,
        onType(text) {
          setDraft(text)
          if (now.current.check(text) === null) now.current.onCommit(text)
        },
        onLeave() {
          const { draft: typed, check: isWrong, onDone: end } = now.current
          if (typed === null) return
          if (isWrong(typed) === null) setDraft(null)
          end()
        },
        onEscape() {
          const { draft: typed, value: kept } = now.current
          if (typed === null) return false
          setDraft(null)
          made?.setText(kept)
          now.current.onDone()
          return true
        },
      })
      editor.current = made
    })
    return () => {
      gone = true
      made?.destroy()
      editor.current = null
    }
    // Made once: what it is called may change while one types in it.
  }, [])

  useEffect(() => {
    if (draft === null) editor.current?.setText(value)
  }, [value, draft])
  useEffect(() => editor.current?.setDisabled(disabled), [disabled])
  useEffect(() => editor.current?.setNames(label, problem === null ? null : problemId), [label, problem, problemId])

  return (
    <>
      <div ref={place} className={styles['place']} data-problem={problem === null ? undefined : ''} />
      {problem !== null && (
        <p id={problemId} role="alert" className={field['problem']}>
          {problem}
        </p>
      )}
    </>
  )
}
