import { useEffect, useState } from 'react'
import { useApp } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import { Keys } from '../ui/Keys.tsx'
import { BROWSER_KEYS } from './default-keys.ts'
import { ACTIONS } from './registry.ts'
import type { AppAction } from './registry.ts'
import { runAction } from './run-action.ts'
import { isModifier, nextStroke } from './strokes.ts'
import type { Waiting } from './strokes.ts'
import styles from './KeyHandler.module.css'

/** How long a combination waits for its next stroke. */
const WAIT_MS = 4000
/** A person who knows the keys is faster than the list of them. */
const HINT_MS = 500

interface Begun {
  readonly waiting: readonly Waiting<AppAction>[]
  /** Strokes pressed so far. */
  readonly at: number
}

const NOT_BEGUN: Begun = { waiting: [], at: 0 }

/** Listens to the keys of all actions, wherever the focus is; shows how a combination that has begun goes on. */
export function KeyHandler() {
  const app = useApp()
  const [hint, setHint] = useState<Begun>(NOT_BEGUN)
  useEffect(() => {
    let begun = NOT_BEGUN
    let timers: ReturnType<typeof setTimeout>[] = []

    function wait(next: Begun): void {
      timers.forEach(clearTimeout)
      timers = []
      begun = next
      if (next.waiting.length === 0) return setHint(NOT_BEGUN)
      timers = [setTimeout(() => setHint(next), HINT_MS), setTimeout(() => wait(NOT_BEGUN), WAIT_MS)]
    }

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || isModifier(event)) return
      // A dialog has the keyboard to itself; it closes with Escape. (Notices have that role too, but hold nobody up.)
      if (document.querySelector('[data-modal]') !== null) return wait(NOT_BEGUN)
      if (begun.waiting.length > 0 && event.key === 'Escape') {
        event.preventDefault()
        return wait(NOT_BEGUN)
      }
      const inText = isTextField(event.target)
      const listening = ACTIONS.filter((a) => (a.inText === true || !inText) && !BROWSER_KEYS.has(a.id))
      const { action, waiting } = nextStroke(listening, begun.waiting, event, begun.at)
      const at = begun.waiting.length > 0 && waiting.every((one) => begun.waiting.includes(one)) ? begun.at + 1 : 1
      const isTyped = !event.ctrlKey && !event.metaKey && !event.altKey && /^[a-z]$/i.test(event.key)
      // A letter alone belongs to the thing that has the focus, where it is a control that types or moves.
      if (isTyped && isControl(event.target)) return wait(NOT_BEGUN)
      wait({ waiting, at })
      if (action === null && waiting.length === 0) return
      event.preventDefault()
      if (action !== null) runAction(app, action)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      timers.forEach(clearTimeout)
    }
  }, [app])
  return hint.waiting.length === 0 ? null : <NextKeys begun={hint} />
}

/** The keys that may come next, for those who do not know them by heart. */
function NextKeys({ begun }: { readonly begun: Begun }) {
  const app = useApp()
  const possible = begun.waiting.filter(({ action }) => action.isEnabled(app))
  return (
    <div className={styles['next']} role="status" aria-label={t.shortcuts.goesOn}>
      {possible.length === 0 && <span>{t.shortcuts.nothingNow}</span>}
      {possible.map(({ action, strokes }) => (
        <span key={action.id} className={styles['one']}>
          <Keys keys={strokes.slice(begun.at).join(' ')} />
          {action.label}
        </span>
      ))}
    </div>
  )
}

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}

/** A closed list of choices takes letters, too: the first choice that begins so. */
const CONTROLS = '[role="listbox"],[role="combobox"],[role="menu"],[role="grid"],select'

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(CONTROLS) !== null
}
