/**
 * Keys typed between asking for a cell editor (M, Enter) and its being there: they are kept and given to
 * it, in order. A box may be mounted some frames later; typed letters must not become shortcuts meanwhile.
 */
import { canvasStore } from './canvas-store.ts'

/** An editor that has not come by then does not come; keys mean what they mean again, ms. */
const WAIT_MS = 1500
const KEPT = new Set(['Enter', 'Tab', 'Backspace', 'Escape'])

let waiting: string[] = []
let since = 0

/** Starts keeping keys. @returns ends it */
export function keepTyping(): () => void {
  const unsubscribe = canvasStore.subscribe((state, before) => {
    if (state.editing !== before.editing) since = performance.now()
    if (state.editing === null) waiting = []
  })
  window.addEventListener('keydown', keep, { capture: true })
  return () => {
    unsubscribe()
    window.removeEventListener('keydown', keep, { capture: true })
  }
}

function keep(event: KeyboardEvent): void {
  if (!event.isTrusted || !isWaiting() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.key.length !== 1 && !KEPT.has(event.key)) return
  waiting.push(event.key)
  event.preventDefault()
  event.stopImmediatePropagation()
}

function isWaiting(): boolean {
  if (canvasStore.getState().editing === null || performance.now() - since > WAIT_MS) {
    waiting = []
    return false
  }
  return waiting.length > 0 || !(document.activeElement instanceof HTMLInputElement)
}

/** Gives the kept keys to the editor that has just got the focus, each as its own event, as typing does. */
export function giveTyped(input: HTMLInputElement): void {
  const [key] = waiting
  if (key === undefined || document.activeElement !== input) return
  waiting = waiting.slice(1)
  if (key.length === 1) document.execCommand('insertText', false, key)
  else if (key === 'Backspace') document.execCommand('delete')
  else input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  since = performance.now()
  // The next one when the page has taken in this one.
  setTimeout(() => giveTyped(input))
}
