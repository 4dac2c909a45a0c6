import { describe, expect, it } from 'vitest'
import { matchScore, searchItems, shownLabel } from './palette-items.ts'
import type { PaletteItem } from './palette-items.ts'

const item = (label: string, group: PaletteItem['group'] = 'models'): PaletteItem => ({
  key: label,
  label,
  text: '',
  keys: null,
  group,
  target: { kind: 'command', action: label },
  haystack: label.toLowerCase(),
})

describe('palette search', () => {
  it('prefers the whole word, then its start, then a word inside, then letters in order', () => {
    const scores = ['post', 'postmark', 'blog post', 'pencil oil soap tea', 'compost', 'p1o1s1t'].map((text) =>
      matchScore(text, 'post'),
    )
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(matchScore('category', 'post')).toBe(0)
  })

  it('puts the group with the best match first', () => {
    const items = [item('Export…', 'commands'), item('Post'), item('Post.title', 'fields')]
    expect(searchItems(items, 'post').map(({ group }) => group)).toEqual(['models', 'fields'])
    expect(searchItems(items, 'exp').map(({ group }) => group)).toEqual(['commands'])
  })

  it('prefers what was used last among what fits as well, and shows it first', () => {
    const items = [item('Posting'), item('Postman'), item('Undo', 'commands')]
    const names = (query: string) =>
      searchItems(items, query, ['Postman', 'Undo']).map((g) => [g.group, g.items[0]?.label])
    expect(names('post')).toEqual([['models', 'Postman']])
    expect(names('')).toEqual([
      ['recent', 'Postman'],
      ['models', 'Posting'],
    ])
  })

  it('narrows to commands after >, and finds them by what they do', () => {
    const undo = { ...item('Undo', 'commands'), text: 'Take back the last change.' }
    const items = [undo, item('Undone'), item('Take')]
    const names = (query: string) => searchItems(items, query).flatMap((g) => g.items.map(({ label }) => label))
    expect(names('>und')).toEqual(['Undo'])
    expect(names('> ')).toEqual(['Undo'])
    expect(names('last change')).toEqual(['Undo'])
    expect(names('take')).toEqual(['Take', 'Undo'])
  })

  it('goes by the telling words of a sentence', () => {
    const items = [
      { ...item('Models of this view…', 'commands'), also: ['choose models', 'hide models'] },
      { ...item('Fit', 'commands'), text: 'Zoom so that the whole drawing is in view.' },
    ]
    const first = (query: string) => searchItems(items, query)[0]?.items[0]?.label
    expect(first('choose the models')).toBe('Models of this view…')
    expect(first('zoom on the drawing')).toBe('Fit')
    expect(first('choose the fields')).toBeUndefined()
  })

  it('lists what is not possible now last, and only once something is typed', () => {
    const items = [item('Align left', 'notNow'), item('Alignment'), item('Undo', 'commands')]
    expect(searchItems(items, '').map(({ group }) => group)).toEqual(['commands', 'models'])
    expect(searchItems(items, 'align left').map(({ group }) => group)).toEqual(['notNow'])
    expect(searchItems(items, 'align').map(({ group }) => group)).toEqual(['models', 'notNow'])
  })

  it('takes letters in order for a match where they are close, from the start of a word', () => {
    expect(matchScore('profile.city', 'fit')).toBe(0)
    expect(matchScore('category', 'ctg')).toBeGreaterThan(0)
    expect(matchScore('post.category', 'ctg')).toBeGreaterThan(0)
  })

  it('offers commands and models before anything is typed', () => {
    const items = [item('Undo', 'commands'), item('Post'), item('Post.title', 'fields')]
    expect(searchItems(items, '').map(({ group }) => group)).toEqual(['commands', 'models'])
  })
})

describe('a label in the list', () => {
  const long = 'Abcdefghij'.repeat(12)

  it('is as it is where it fits', () => {
    expect(shownLabel('Post.title')).toBe('Post.title')
  })

  it('of a field shows the field, however long the model is called', () => {
    expect(shownLabel(`${long}.title`)).toMatch(/^Abcdefghij\w+…\.title$/)
    expect(shownLabel(`Post.${long}`)).toMatch(/^Post\.Abcdefghij\w+…$/)
  })

  it('is no longer than a line', () => {
    for (const label of [long, `${long}.${long}`, `Post.${long}`])
      expect(shownLabel(label).length).toBeLessThanOrEqual(64)
  })
})
