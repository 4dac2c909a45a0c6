/**
 * The keyboard is never left nowhere: when what had the focus goes (a model that is deleted, a panel that is folded, a
 * notice that ends), the focus goes on in the part of the page it stood in, else on the canvas, where the keys work.
 */
import { focusPane, isPaneShown, isShown, paneOf } from './panes.ts'
import type { Pane } from './panes.ts'

/** After a key or a click: once at once, and once when what closes slowly has closed, ms. */
const LOOK_AFTER_MS = [30, 400] as const

/** @returns stop */
export function keepFocus(): () => void {
  const stop = new AbortController()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let last: { readonly element: HTMLElement; readonly pane: Pane | null } | null = null

  function look(): void {
    if (last === null) return
    const { element, pane } = last
    const now = document.activeElement
    // What is folded away keeps the focus, where nobody sees it.
    const isFolded = pane !== null && !isPaneShown(pane)
    if (now !== document.body && !(isFolded && now === element)) return
    // A click on plain ground takes the focus from something that is still there.
    if (element.isConnected && isShown(element) && !isFolded) return
    // A dialog that opens or closes moves the focus itself.
    if (document.querySelector('[data-modal]') !== null) return
    last = null
    // Letters typed into the list's filter would be words, not commands.
    const isLeft = pane === null || pane === 'outline' || isFolded
    if (isLeft || !focusPane(pane, true)) focusPane('canvas', true)
  }

  function later(): void {
    for (const ms of LOOK_AFTER_MS) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        look()
      }, ms)
      timers.add(timer)
    }
  }

  const options = { capture: true, signal: stop.signal }
  document.addEventListener(
    'focusin',
    ({ target }) => {
      if (target instanceof HTMLElement) last = { element: target, pane: paneOf(target) }
    },
    options,
  )
  document.addEventListener('keyup', later, options)
  document.addEventListener('click', later, options)
  return () => {
    stop.abort()
    timers.forEach(clearTimeout)
  }
}
