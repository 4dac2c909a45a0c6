/** The parts of the page, for those who move between them by key (F6, as in browsers and desktop programs). */

export const PANES = ['bar', 'outline', 'canvas', 'dock', 'inspector', 'status'] as const
export type Pane = (typeof PANES)[number]

const FOCUSABLE =
  'button:not([disabled]), [href], input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]'

/** Where the focus was when a pane was left: going back to it goes on from there. */
const left = new Map<Pane, Element>()

/** To the next pane that is shown, round; from nowhere to the canvas. */
export function stepPane(by: 1 | -1): void {
  const shown = PANES.filter((pane) => isShown(elementOf(pane)))
  const here = paneOf(document.activeElement)
  if (here !== null && document.activeElement !== null) left.set(here, document.activeElement)
  const at = here === null ? -1 : shown.indexOf(here)
  const next = here === null ? 'canvas' : shown[(at + by + shown.length) % shown.length]
  if (next !== undefined) focusPane(next)
}

/**
 * What had the focus there last, unless it is to begin anew; else what one begins with there.
 *
 * @returns whether the pane is there and has something to take it
 */
export function focusPane(pane: Pane, anew = false): boolean {
  const root = elementOf(pane)
  if (root === null) return false
  const before = anew ? undefined : left.get(pane)
  const known = before instanceof HTMLElement && root.contains(before) && isShown(before) ? before : null
  const target = known ?? startOf(root)
  target?.focus()
  return target !== null
}

/** What one begins with in a part of a pane; null: nothing there takes the focus. */
export function firstIn(part: HTMLElement): HTMLElement | null {
  return [...part.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isShown) ?? null
}

function startOf(root: HTMLElement): HTMLElement | null {
  const start =
    root.querySelector<HTMLElement>('.canvas') ?? root.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
  if (start !== null) return start
  return firstIn(root)
}

export function isPaneShown(pane: Pane): boolean {
  return isShown(elementOf(pane))
}

export function paneOf(element: Element | null): Pane | null {
  const pane = element?.closest<HTMLElement>('[data-pane]')?.dataset['pane']
  return PANES.find((one) => one === pane) ?? null
}

function elementOf(pane: Pane): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-pane="${pane}"]`)
}

/** A folded pane has no width or height, but is there. */
export function isShown(element: HTMLElement | null): boolean {
  const rect = element?.getBoundingClientRect()
  return rect !== undefined && rect.width > 1 && rect.height > 1
}
