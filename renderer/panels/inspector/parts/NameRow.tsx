import { useEffect, useRef } from 'react'
import { useUi } from '../../../app/app-context.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import field from '../../../ui/Field.module.css'
import { t } from '../../../texts/texts.ts'

interface NameRowProps {
  readonly value: string
  readonly check: (name: string) => string | null
  readonly onCommit: (name: string) => void
  readonly onDone: () => void
  readonly disabled: boolean
}

/** The name; takes the focus, all selected, when an action made something new to be named. */
export function NameRow({ value, check, onCommit, onDone, disabled }: NameRowProps) {
  const input = useRef<HTMLInputElement>(null)
  const request = useUi((s) => (s.focus?.place === 'inspectorName' ? s.focus.n : 0))
  const seen = useRef(0)
  useEffect(() => {
    if (request === 0 || request === seen.current) return
    seen.current = request
    input.current?.select()
  }, [request])
  return (
    <div className={field['row']}>
      <span className={field['label']}>{t.inspector.name}</span>
      <div className={field['stacked']}>
        <DraftInput
          label={t.inspector.name}
          inputRef={input}
          mono
          value={value}
          check={check}
          onCommit={onCommit}
          onDone={onDone}
          disabled={disabled}
        />
      </div>
    </div>
  )
}
