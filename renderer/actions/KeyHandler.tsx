import { useEffect } from 'react'
import { useApp } from '../app/app-context.tsx'
import { matchesKeys } from './keys.ts'
import { ACTIONS } from './registry.ts'
import { runAction } from './run-action.ts'

/** Listens to the keys of all actions, wherever the focus is. */
export function KeyHandler() {
  const app = useApp()
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      // A dialog has the keyboard to itself; it closes with Escape. (Notices have that role too, but hold nobody up.)
      if (document.querySelector('[data-modal]') !== null) return
      const inText = isTextField(event.target)
      const action = ACTIONS.find(
        (a) => (a.inText === true || !inText) && a.keys.some((keys) => matchesKeys(event, keys)),
      )
      if (action === undefined) return
      // Keys without a modifier belong to the thing that has the focus, where it is a control that types or moves.
      if (isControl(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey && action.keys.every(isTyped))
        return
      event.preventDefault()
      runAction(app, action)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [app])
  return null
}

function isTyped(keys: string): boolean {
  return keys.length === 1 && /[a-z]/i.test(keys)
}

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="listbox"],[role="menu"],[role="grid"],select') !== null
}
