import type { RefObject } from 'react'
import { t } from '../../texts/texts.ts'
import { CellList } from './CellList.tsx'
import type { Completions } from './use-completions.ts'

interface CellOptionsProps {
  readonly id: string
  readonly input: RefObject<HTMLElement | null>
  /** What is wrong with what was typed; null: nothing, or not looked at yet. */
  readonly error: string | null
  readonly completions: Completions
  readonly onTake: (text: string) => void
}

/** Below a cell: what is wrong with it, and what could be taken. */
export function CellOptions({ id, input, error, completions, onTake }: CellOptionsProps) {
  const { options, chosen } = completions
  if (options.length === 0 && error === null) return null
  return (
    <CellList id={id} label={t.canvas.cell.choices} input={input}>
      {error !== null && (
        <div className="cell-error" role="alert">
          {error}
        </div>
      )}
      {options.map((option, i) => (
        <div
          key={option.label}
          id={`${id}-${i}`}
          className="cell-option"
          role="option"
          aria-selected={i === chosen}
          onPointerDown={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onTake(option.text)
          }}
        >
          <span>{option.label}</span>
          <span>{t.canvas.hints[option.hint] ?? option.hint}</span>
        </div>
      ))}
    </CellList>
  )
}
