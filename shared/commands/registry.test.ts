import { describe, expect, it } from 'vitest'
import { createDocument } from '../document/create.ts'
import { rootOf } from '../document/records.ts'
import { applyPatch } from '../history/patch.ts'
import { CommandError } from './define-command.ts'
import { applyCommand, COMMANDS, COMMANDS_BY_TYPE, parseCommand } from './registry.ts'
import { blogBench, VIEW } from './test-document.ts'

describe('the registry', () => {
  it('has each command once, with a label in words', () => {
    expect(new Set(COMMANDS.map((c) => c.type)).size).toBe(COMMANDS.length)
    for (const { type, label } of COMMANDS) {
      expect(type).toMatch(/^[a-z]+(\.[a-zA-Z]+)?$/)
      expect(label).toMatch(/^[A-Z]/)
      expect(COMMANDS_BY_TYPE[type].type).toBe(type)
    }
  })

  it('checks commands that come from outside', () => {
    expect(parseCommand({ type: 'model.rename', params: { id: 'model:a', name: 'B' } })).toEqual({
      type: 'model.rename',
      params: { id: 'model:a', name: 'B' },
    })
    const bad = [
      null,
      5,
      {},
      { type: 'toString' },
      { type: 'model.rename' },
      { type: 'model.rename', params: { id: 'field:a', name: 'x' } },
    ]
    for (const input of bad) expect(() => parseCommand(input)).toThrow(CommandError)
    expect(() => parseCommand({ type: 'model.rename', params: { id: 'model:a', name: 1 } })).toThrow(
      'Rename model: name',
    )
  })

  it('merges bursts of typing on one thing, and drags of one gesture', () => {
    const key = (type: 'field.rename' | 'placement.move' | 'field.setOption', params: unknown) =>
      COMMANDS_BY_TYPE[type].mergeKey?.(params)
    expect(key('field.rename', { id: 'field:a' })).toBe('field.rename field:a')
    expect(key('placement.move', { moves: [] })).toBeNull()
    expect(key('placement.move', { moves: [], gesture: 'g1' })).toBe('placement.move g1')
    expect(key('field.setOption', { id: 'field:a', keyword: 'null', value: true })).toBeNull()
  })
})

describe('views', () => {
  it('are added as a copy, renamed, and deleted with what stands in them', () => {
    const bench = blogBench()
      .run('note.add', { view: VIEW, text: 'n', x: 0, y: 0, width: 1, height: 1 })
      .run('view.add', { id: 'view:b', name: 'B', copyOf: VIEW, models: ['model:post', 'model:review'] })
    const placed = Object.values(bench.doc.placements).filter((p) => p.view === 'view:b')
    expect(placed.map((p) => [p.model, p.x])).toEqual([
      ['model:post', 400],
      ['model:review', 0],
    ])
    const { doc } = bench.run('view.delete', { id: VIEW })
    expect([rootOf(doc).viewOrder, Object.keys(doc.notes), Object.keys(doc.placements).length]).toEqual([
      ['view:b'],
      [],
      2,
    ])
    expect(() => applyCommand(doc, 'view.delete', { id: 'view:b' })).toThrow('at least one view')
  })
})

describe('document.replace', () => {
  it('turns one design into another, touching only what differs', () => {
    const { doc } = blogBench()
    const post = doc.models['model:post']
    if (post === undefined) throw new Error('The blog has posts')
    const other = {
      ...structuredClone(doc),
      models: { ...structuredClone(doc.models), 'model:post': { ...post, name: 'Entry' } },
    }
    const patch = applyCommand(doc, 'document.replace', { doc: other })
    expect(patch.map((c) => c.id)).toEqual(['model:post'])
    const empty = createDocument({ name: 'x' })
    expect(applyPatch(doc, applyCommand(doc, 'document.replace', { doc: empty }))).toEqual(empty)
  })
})
