/**
 * The keyboard is never left nowhere: when what had the focus goes (a model that is deleted, a panel that is folded, a
 * notice that ends), the focus goes on in the part of the page it stood in, the smallest that is still there, else on
 * the canvas, where the keys work.
 */
import { firstIn, focusPane, isPaneShown, isShown, paneOf } from './panes.ts'
import type { Pane } from './panes.ts'

/** After a key or a click: once at once, and once when what closes slowly has closed, ms. */
const LOOK_AFTER_MS = [30, 400] as const

/** Parts of a pane with a name of their own: the steps beside the comparison, the results beside the query. */
const PART = 'section[aria-label], [role="region"], [role="tabpanel"]'

interface Spot {
  readonly element: HTMLElement
  readonly pane: Pane | null
  /** The parts that it stood in, the smallest first. */
  readonly parts: readonly HTMLElement[]
}

function spotOf(element: HTMLElement): Spot {
  const parts: HTMLElement[] = []
  let part = element.parentElement?.closest<HTMLElement>(PART) ?? null
  while (part !== null && part.dataset['pane'] === undefined) {
    parts.push(part)
    part = part.parentElement?.closest<HTMLElement>(PART) ?? null
  }
  return { element, pane: paneOf(element), parts }
}

/** @returns whether one of the parts is left and took it */
function focusPart(parts: readonly HTMLElement[]): boolean {
  const next = parts.flatMap((part) => (part.isConnected && isShown(part) ? (firstIn(part) ?? []) : []))[0]
  next?.focus()
  return next !== undefined
}

/** @returns stop */
export function keepFocus(): () => void {
  const stop = new AbortController()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let last: Spot | null = null

  function look(): void {
    if (last === null) return
    const { element, pane, parts } = last
    const now = document.activeElement
    // What is folded away keeps the focus, where nobody sees it.
    const isFolded = pane !== null && !isPaneShown(pane)
    if (now !== document.body && !(isFolded && now === element)) return
    // A click on plain ground takes the focus from something that is still there.
    if (element.isConnected && isShown(element) && !isFolded) return
    // A dialog that opens or closes moves the focus itself.
    if (document.querySelector('[data-modal]') !== null) return
    last = null
    if (!isFolded && pane !== 'outline' && focusPart(parts)) return
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
      if (target instanceof HTMLElement) last = spotOf(target)
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
