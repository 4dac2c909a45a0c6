/**
 * Keys typed between asking for an editor (M, N, Enter) and its being there: kept and given to it, in order.
 * A box may be mounted some frames later; letters typed meanwhile must not become shortcuts.
 */
import { canvasStore } from '../canvas-store.ts'
import type { CanvasState } from '../canvas-store.ts'

/** An editor that has not come by then does not come; keys mean what they mean again, ms. */
const WAIT_MS = 2000
const EDITORS = '.cell-input,.shape-input'
const KEPT = new Set(['Enter', 'Tab', 'Backspace', 'Escape', 'ArrowUp', 'ArrowDown'])

interface Kept {
  readonly key: string
  readonly shiftKey: boolean
}

let waiting: Kept[] = []
let since = 0

const asked = (state: CanvasState): object | null => state.editing ?? state.writing

/** Starts keeping keys. @returns ends it */
export function keepTyping(): () => void {
  const unsubscribe = canvasStore.subscribe((state, before) => {
    if (asked(state) === asked(before)) return
    since = performance.now()
    // What was typed after the last editor closed was meant for the page.
    if (asked(state) === null && waiting.length > 0) setTimeout(giveToPage)
  })
  window.addEventListener('keydown', keep, { capture: true })
  return () => {
    unsubscribe()
    waiting = []
    window.removeEventListener('keydown', keep, { capture: true })
  }
}

function keep(event: KeyboardEvent): void {
  if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !isWaiting()) return
  if (event.key.length !== 1 && !KEPT.has(event.key)) return
  waiting.push({ key: event.key, shiftKey: event.shiftKey })
  event.preventDefault()
  event.stopImmediatePropagation()
}

function isWaiting(): boolean {
  if (waiting.length > 0) return true
  if (asked(canvasStore.getState()) === null || performance.now() - since > WAIT_MS) return false
  const { activeElement } = document
  // Another field has the keyboard: what is typed is its own.
  return activeElement === null || !activeElement.matches('input,textarea,select,[contenteditable]')
}

/** Gives the kept keys to the editor that has just got the focus, each as its own event, as typing does. */
export function giveTyped(input: HTMLElement): void {
  if (document.activeElement !== input) return
  const kept = waiting[0]
  if (kept === undefined) return
  waiting = waiting.slice(1)
  if (kept.key.length === 1) document.execCommand('insertText', false, kept.key)
  else if (kept.key === 'Backspace') document.execCommand('delete')
  else press(input, kept)
  // The next one when the page has taken in this one.
  setTimeout(() => giveTyped(input))
}

function giveToPage(): void {
  const { activeElement } = document
  if (activeElement?.matches(EDITORS) === true || asked(canvasStore.getState()) !== null) return
  const kept = waiting[0]
  if (kept === undefined) return
  waiting = waiting.slice(1)
  press(activeElement ?? document.body, kept)
  setTimeout(giveToPage)
}

function press(target: Element, { key, shiftKey }: Kept): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))
}
