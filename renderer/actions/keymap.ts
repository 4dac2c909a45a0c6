/**
 * Which keys run which action: the ones an action comes with, unless the user chose others. Actions read
 * them through `keysOf`, so menus, tooltips, palette, sheet and keyboard always agree.
 */
import { createStore } from 'zustand/vanilla'

export type KeyChanges = { readonly [action: string]: readonly string[] }

/** What the user changed, by action; kept in the preferences. */
export const keymap = createStore<{ readonly changes: KeyChanges }>(() => ({ changes: {} }))

export function keysOf(id: string, standard: readonly string[]): readonly string[] {
  return keymap.getState().changes[id] ?? standard
}

/** null: the action's own keys again. */
export function changeKeys(id: string, keys: readonly string[] | null): void {
  const rest = Object.entries(keymap.getState().changes).filter(([other]) => other !== id)
  keymap.setState({ changes: Object.fromEntries(keys === null ? rest : [...rest, [id, keys]]) })
}

export interface KeyedAction {
  readonly id: string
  readonly label: string
  readonly keys: readonly string[]
}

/** The strokes of a combination: `G F` is pressed as `G`, then `F`. */
export function strokesOf(keys: string): readonly string[] {
  return keys.split(' ')
}

/** Whether two combinations cannot both work: they are alike, or one is how the other begins. */
export function collide(a: string, b: string): boolean {
  const [short, long] = [strokesOf(a.toLowerCase()), strokesOf(b.toLowerCase())].toSorted((x, y) => x.length - y.length)
  return short !== undefined && short.every((stroke, i) => stroke === long?.[i])
}

/** Actions that would lose their keys to this combination. */
export function collisions<T extends KeyedAction>(actions: readonly T[], id: string, keys: string): readonly T[] {
  return actions.filter((action) => action.id !== id && action.keys.some((other) => collide(other, keys)))
}

/** Keys that belong to the drawing and to every control, with nothing pressed beside them. */
const RESERVED: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Tab',
  'Shift+Tab',
  'Enter',
  'Escape',
  'Space',
])

export function isReserved(keys: string): boolean {
  return strokesOf(keys).some((stroke) => RESERVED.has(stroke))
}
