/** Key combinations as text: `Mod+Shift+Z`. `Mod` is ⌘ on a Mac, Ctrl elsewhere. */

import { t } from '../texts/texts.ts'

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

export const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const MAC_SIGNS: { readonly [part: string]: string } = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }
const SIGNS: { readonly [part: string]: string } = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ...t.shortcuts.caps,
}

/** The parts as printed on key caps: `['Ctrl', 'Shift', 'Z']`. */
export function keyParts(keys: string, isMac = IS_MAC): readonly string[] {
  return splitKeys(keys).map((part) => (isMac ? MAC_SIGNS[part] : undefined) ?? SIGNS[part] ?? part)
}

/** Whether the press is the combination, no more and no less modifiers. */
export function matchesKeys(press: KeyPress, keys: string, isMac = IS_MAC): boolean {
  const parts = splitKeys(keys)
  const main = parts.at(-1) ?? ''
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  const ctrl = has('Ctrl') || (!isMac && has('Mod'))
  const meta = isMac && has('Mod')
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== has('Alt')) return false
  // `?`, `+` and such are typed with Shift on some keyboards and without on others: the sign decides.
  const isSign = main.length === 1 && !/[a-z0-9]/i.test(main)
  if (!isSign && press.shiftKey !== has('Shift')) return false
  return sameKey(press, main, has('Shift'))
}

function sameKey(press: KeyPress, main: string, shifted: boolean): boolean {
  if (press.key.toLowerCase() === main.toLowerCase()) return true
  // With Shift the key of a digit gives a sign; with Alt a Mac gives another letter: the place decides.
  if (/^[0-9]$/.test(main) && shifted) return press.code === `Digit${main}`
  return press.altKey && press.code === `Key${main.toUpperCase()}`
}

function splitKeys(keys: string): readonly string[] {
  return keys === '+' ? ['+'] : keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+')
}
