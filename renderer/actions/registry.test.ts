import { beforeAll, describe, expect, it } from 'vitest'
import type { AppAction } from './registry.ts'
import { collide, collisions, isReserved } from './keymap.ts'
import { nextStroke, writeStroke } from './strokes.ts'

const press = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

describe('every action', () => {
  let actions: readonly AppAction[] = []
  beforeAll(async () => {
    // The page's modules ask for the system's theme when they load.
    const media = { matches: false, addEventListener() {} }
    Object.assign(globalThis, { matchMedia: () => media })
    actions = (await import('./registry.ts')).ACTIONS
  })

  it('has a key, a name, a sentence and a menu', async () => {
    const { MENUS } = await import('../app/menus.ts')
    const wanting = actions.flatMap(({ id, keys, label, description, group }) => [
      ...(keys.length === 0 ? [`${id}: no key`] : []),
      ...(label.trim() === '' ? [`${id}: no name`] : []),
      ...(/^[\p{Lu}].*[.]$/u.test(description) ? [] : [`${id}: no sentence: ${description}`]),
      ...(MENUS.includes(group) ? [] : [`${id}: in no menu`]),
    ])
    expect(wanting).toEqual([])
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
  })

  it('has keys of its own, and none that the page itself needs', () => {
    const clashes = actions.flatMap((action) =>
      action.keys.flatMap((keys) => [
        ...collisions(actions, action.id, keys).map((other) => `${keys}: ${action.id} and ${other.id}`),
        ...(isReserved(keys) ? [`${keys}: ${action.id}`] : []),
      ]),
    )
    expect(clashes).toEqual([])
  })

  it('is found in the palette by its name', async () => {
    const { commandItems } = await import('./palette-items.ts')
    const items = commandItems(actions)
    expect(actions.filter(({ id }) => !items.some(({ key }) => key === id)).map(({ id }) => id)).toEqual([
      // Itself, and what needs the place of a click.
      'canvas.addHere',
      'view.palette',
    ])
  })
})

describe('what the palette knows of actions', () => {
  it('names none that is not there', async () => {
    const { ACTIONS_BY_ID } = await import('./registry.ts')
    const { NEEDS } = await import('./needs.ts')
    const { EN } = await import('../texts/en/index.ts')
    const { FR } = await import('../texts/fr/index.ts')
    const named = [...NEEDS.keys(), ...Object.keys(EN.alsoCalled), ...Object.keys(FR.alsoCalled)]
    expect(named.filter((id) => !ACTIONS_BY_ID.has(id))).toEqual([])
    expect(Object.keys(FR.alsoCalled).toSorted()).toEqual(Object.keys(EN.alsoCalled).toSorted())
  })

  it('finds them by the words of other tools', async () => {
    const { ACTIONS } = await import('./registry.ts')
    const { commandItems, searchItems } = await import('./palette-items.ts')
    const items = commandItems(ACTIONS)
    const first = (query: string) => searchItems(items, query)[0]?.items[0]?.key
    expect(first('fit')).toBe('canvas.fit')
    expect(first('dark mode')).toBe('view.theme.dark')
    expect(first('auto layout')).toBe('canvas.arrange')
    expect(first('new table')).toBe('canvas.addModel')
    expect(first('foreign key')).toBe('canvas.relate')
    expect(first('png')).toBe('file.export')
    expect(first('comment')).toBe('canvas.addNote')
    expect(first('errors')).toBe('view.problems')
    expect(first('fake data')).toBe('preview.fill')
  })
})

describe('combinations of several strokes', () => {
  const action = (id: string, ...keys: string[]) => ({ id, label: id, keys })
  const all = [action('fit', 'F'), action('find', 'G F'), action('near', 'G N'), action('save', 'Mod+S')]

  it('wait for the next stroke, and are forgotten when another comes', () => {
    const first = nextStroke(all, [], press('g'), 0, false)
    expect(first.action).toBeNull()
    expect(first.waiting.map((one) => one.action.id)).toEqual(['find', 'near'])
    expect(nextStroke(all, first.waiting, press('f'), 1, false).action?.id).toBe('find')
    expect(nextStroke(all, first.waiting, press('s', { ctrlKey: true }), 1, false).action?.id).toBe('save')
    expect(nextStroke(all, first.waiting, press('z'), 1, false)).toEqual({ action: null, waiting: [] })
    expect(nextStroke(all, [], press('f'), 0, false).action?.id).toBe('fit')
  })

  it('collide when one is how the other begins', () => {
    expect(collide('G', 'G F')).toBe(true)
    expect(collide('G F', 'g f')).toBe(true)
    expect(collide('G F', 'F')).toBe(false)
  })

  it('are written as they are pressed', () => {
    expect(writeStroke(press('z', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z')
    expect(writeStroke(press('!', { shiftKey: true, code: 'Digit1' }), false)).toBe('Shift+1')
    expect(writeStroke(press('?', { shiftKey: true }), false)).toBe('?')
    expect(writeStroke(press('å', { altKey: true, code: 'KeyA' }), true)).toBe('Alt+A')
    expect(writeStroke(press('Shift', { shiftKey: true }), false)).toBeNull()
    expect(writeStroke(press('F5'), false)).toBe('F5')
  })
})
