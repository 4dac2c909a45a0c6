/** Questions that code asks and waits for: `await ask({…})` gives the value of the button pressed. */
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { Button } from '../ui/Button.tsx'
import type { ButtonLook } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

export interface Question<T extends string> {
  readonly title: string
  readonly text: string
  /** The safe answer first, the primary one last. Escape gives null. */
  readonly buttons: readonly { readonly value: T; readonly label: string; readonly look?: ButtonLook }[]
}

interface Asked extends Question<string> {
  readonly answer: (value: string | null) => void
}

const asked = createStore<{ readonly queue: readonly Asked[] }>(() => ({ queue: [] }))

export function ask<T extends string>(question: Question<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const entry: Asked = {
      ...question,
      answer(value) {
        asked.setState((s) => ({ queue: s.queue.filter((one) => one !== entry) }))
        resolve(value as T | null)
      },
    }
    asked.setState((s) => ({ queue: [...s.queue, entry] }))
  })
}

/** Shows the questions, one at a time; once in the page. */
export function Asker() {
  const question = useStore(asked, (s) => s.queue[0])
  if (question === undefined) return null
  const { title, text, buttons, answer } = question
  return (
    <Dialog
      open
      onClose={() => answer(null)}
      title={title}
      text={text}
      footer={buttons.map(({ value, label, look }, index) => (
        <Button
          key={value}
          look={look ?? (index === buttons.length - 1 ? 'primary' : 'plain')}
          onClick={() => answer(value)}
        >
          {label}
        </Button>
      ))}
    />
  )
}
