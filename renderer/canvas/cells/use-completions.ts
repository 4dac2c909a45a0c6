/** What a cell offers while a type is typed in it, and which of it the arrows have reached. */
import { useState } from 'react'
import { useApp } from '../../app/app-context.tsx'
import type { Editing } from '../canvas-store.ts'
import { completeQuickType } from '../quick-type/complete.ts'
import type { Completion } from '../quick-type/complete.ts'
import { splitNameAndType } from '../quick-type/read.ts'
import { quickNames } from './cell-edits.ts'

export interface Completions {
  /** The part of the text that is a type; null: none is typed yet. */
  readonly typed: string | null
  readonly options: readonly Completion[]
  /** Index of the one that Enter takes; -1: none. */
  readonly chosen: number
  choose(step: 1 | -1): void
  chooseNone(): void
  /** Once more is typed, the list is there again. */
  open(): void
  close(): void
}

export function useCompletions({ model, column }: Editing, text: string, value: string): Completions {
  const { editor } = useApp()
  const [chosen, setChosen] = useState(-1)
  const [isOpen, setOpen] = useState(column === 'type')
  const typed = column === 'type' ? text : column === 'name' ? splitNameAndType(text).type : null
  const isTypeOpen = isOpen && (typed !== null || (column === 'name' && /\s$/.test(text)))
  const options = isTypeOpen
    ? completeQuickType(
        column === 'type' && text === value ? '' : (typed ?? ''),
        quickNames(editor.getState().doc, model),
      )
    : []
  return {
    typed,
    options,
    chosen,
    choose: (step) => setChosen((chosen + step + options.length + (chosen < 0 && step < 0 ? 1 : 0)) % options.length),
    chooseNone: () => setChosen(-1),
    open: () => setOpen(true),
    close: () => setOpen(false),
  }
}
