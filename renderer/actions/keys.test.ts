import { describe, expect, it } from 'vitest'
import { keyParts, matchesKeys } from './keys.ts'

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
  code = '',
) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})

describe('key combinations', () => {
  it('takes Mod for Ctrl, and for ⌘ on a Mac', () => {
    expect(matchesKeys(press('z', { ctrlKey: true }), 'Mod+Z', false)).toBe(true)
    expect(matchesKeys(press('z', { metaKey: true }), 'Mod+Z', true)).toBe(true)
    expect(matchesKeys(press('z', { ctrlKey: true }), 'Mod+Z', true)).toBe(false)
  })

  it('wants no more modifiers than named', () => {
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false)
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true)
    expect(matchesKeys(press('m', { altKey: true }), 'M', false)).toBe(false)
  })

  it('goes by the sign where keyboards differ in Shift', () => {
    expect(matchesKeys(press('?', { shiftKey: true }), '?', false)).toBe(true)
    expect(matchesKeys(press('?'), '?', false)).toBe(true)
    expect(matchesKeys(press('+', { ctrlKey: true }), 'Mod++', false)).toBe(true)
    expect(matchesKeys(press('!', { shiftKey: true }, 'Digit1'), 'Shift+1', false)).toBe(true)
  })

  it('shows what is printed on the key caps', () => {
    expect(keyParts('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyParts('Mod+Alt+K', true)).toEqual(['⌘', '⌥', 'K'])
  })
})
