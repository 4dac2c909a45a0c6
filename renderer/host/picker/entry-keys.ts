/** The keyboard in a list of files: one entry has the focus, keys move it. */
import type { KeyboardEvent } from 'react'

/** Those that can be chosen, from top to bottom. */
export function entriesIn(list: HTMLElement | null): readonly HTMLButtonElement[] {
  return [...(list?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])]
}

/** Arrows, Home and End go along the entries; a letter to the next one that begins with it. */
export function walkEntries(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const all = entriesIn(list)
  const at = all.indexOf(document.activeElement as HTMLButtonElement)
  const to = placeAfter(event.key, at, all)
  if (to === undefined) return
  event.preventDefault()
  to.focus()
}

function placeAfter(key: string, at: number, all: readonly HTMLButtonElement[]): HTMLButtonElement | undefined {
  if (key === 'ArrowDown') return all[Math.min(all.length - 1, at + 1)]
  if (key === 'ArrowUp') return all[Math.max(0, at - 1)]
  if (key === 'Home') return all[0]
  if (key === 'End') return all.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const behind = [...all.slice(at + 1), ...all.slice(0, at + 1)]
  return behind.find((entry) => entry.textContent.toLowerCase().startsWith(key.toLowerCase()))
}
