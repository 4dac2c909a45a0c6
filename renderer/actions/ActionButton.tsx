import type { ReactNode } from 'react'
import { useEditor } from '../state/use-editor.tsx'
import { useApp } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/Button.tsx'
import type { ButtonLook } from '../ui/Button.tsx'
import { Tip } from '../ui/Tip.tsx'
import { notify } from '../ui/Toasts.tsx'
import { ACTIONS_BY_ID } from './registry.ts'
import { runAction } from './run-action.ts'

interface ActionButtonProps {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  readonly look?: ButtonLook
  readonly small?: boolean
  /** Of the words: where they give way to the icon, they are still the button's name. */
  readonly words?: string | undefined
}

/** An action as a button of a bar. Where the design cannot be edited it says why, where one looks for it. */
export function ActionButton({ id, label, icon, look = 'plain', small = false, words }: ActionButtonProps) {
  const app = useApp()
  const action = ACTIONS_BY_ID.get(id)
  const readOnly = useEditor((s) => s.readOnly)
  if (action === undefined) return null
  const why = readOnly !== null && !action.isEnabled(app) ? readOnly : null
  return (
    <Tip label={why ?? action.label} keys={why === null ? action.keys[0] : undefined}>
      <Button
        look={look}
        small={small}
        icon={icon}
        aria-disabled={why !== null}
        aria-description={why ?? undefined}
        // The badge beside the name is easily missed.
        onClick={() => (why === null ? runAction(app, action) : notify({ title: t.frame.readOnly, text: why }))}
      >
        <span className={words}>{label}</span>
      </Button>
    </Tip>
  )
}
