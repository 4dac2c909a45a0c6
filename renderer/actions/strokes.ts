/** From presses to actions, for combinations of one stroke and of several. No DOM, so that tests can play it. */
import { matchesKeys } from './keys.ts'
import type { KeyPress } from './keys.ts'
import { strokesOf } from './keymap.ts'
import type { KeyedAction } from './keymap.ts'

export interface Waiting<T> {
  readonly action: T
  readonly strokes: readonly string[]
}

interface Stroke<T> {
  /** The action that the press completes. */
  readonly action: T | null
  /** Combinations that have begun and wait for their next stroke. */
  readonly waiting: readonly Waiting<T>[]
}

/** What a press means, after `before` has begun. A press that continues nothing is taken as the first. */
export function nextStroke<T extends KeyedAction>(
  actions: readonly T[],
  before: readonly Waiting<T>[],
  press: KeyPress,
  at: number,
  isMac?: boolean,
): Stroke<T> {
  if (before.length > 0) {
    const next = before.filter(({ strokes }) => matchesKeys(press, strokes[at] ?? '', isMac))
    const done = next.find(({ strokes }) => strokes.length === at + 1)
    if (done !== undefined) return { action: done.action, waiting: [] }
    if (next.length > 0) return { action: null, waiting: next }
  }
  const fits = actions.flatMap((action) =>
    action.keys
      .map((keys) => ({ action, strokes: strokesOf(keys) }))
      .filter(({ strokes }) => matchesKeys(press, strokes[0] ?? '', isMac)),
  )
  const whole = fits.find(({ strokes }) => strokes.length === 1)
  return whole === undefined ? { action: null, waiting: fits } : { action: whole.action, waiting: [] }
}

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph'])

export function isModifier(press: KeyPress): boolean {
  return MODIFIERS.has(press.key)
}

/** How a press is written: `Mod+Shift+Z`; null: a modifier alone. */
export function writeStroke(press: KeyPress, isMac: boolean): string | null {
  if (isModifier(press)) return null
  const { key, code } = press
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  const digit = /^Digit([0-9])$/.exec(code)?.[1]
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key)
  // A digit with Shift gives a sign, a letter with Alt another letter: then the place on the keyboard is meant.
  const placed = (press.shiftKey && digit !== undefined) || (press.altKey && (letter ?? digit) !== undefined)
  const main = placed ? (letter ?? digit ?? key) : key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key
  const mod = isMac ? press.metaKey : press.ctrlKey
  return [
    mod ? 'Mod' : '',
    isMac && press.ctrlKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && (placed || !isSign) ? 'Shift' : '',
    main,
  ]
    .filter((part) => part !== '')
    .join('+')
}
