import { describe, expect, it } from 'vitest'
import type { ModelKey, Resolution } from '../../relations/types.ts'
import type { DeleteStep } from './plan.ts'
import { impactTree } from './tree.ts'
import type { ImpactNode } from './tree.ts'
import { impactLines } from './tree-text.ts'

const key = (name: string) => `model:${name}` as ModelKey
const field = (name: string, onDelete: string) => ({ name, relation: { onDelete } })
const resolution = {
  models: new Map<string, unknown>([
    [key('a'), { label: 'x.A', fields: [] }],
    [key('b'), { label: 'x.B', fields: [field('a', 'CASCADE')] }],
    [key('c'), { label: 'x.C', fields: [field('b', 'PROTECT'), field('a', 'SET_NULL')] }],
  ]),
} as unknown as Resolution
const step = (model: string, name: string): DeleteStep => ({ model: key(model), field: name, reverse: true })
const toB = [step('b', 'a')]
const toC = [...toB, step('c', 'b')]
const rows = (name: string, pks: readonly unknown[], path: readonly DeleteStep[]) => {
  return { model: key(name), label: `x.${name.toUpperCase()}`, pks, path }
}
const seen = (node: ImpactNode): unknown => [node.label, node.fate, node.count, node.via?.rule, node.children.map(seen)]

describe('the tree of a delete', () => {
  it('hangs rows below those that they follow, and says what becomes of them', () => {
    const plan = {
      outcome: 'deletes' as const,
      message: null,
      deletes: [rows('b', [1, 2], toB), rows('a', [1], [])],
      updates: [{ ...rows('c', [7], [step('c', 'a')]), field: 'a', value: null }],
    }
    const tree = impactTree(plan, resolution)
    expect(tree.map(seen)).toEqual([
      [
        'x.A',
        'deleted',
        1,
        undefined,
        [
          ['x.B', 'deleted', 2, 'CASCADE', []],
          ['x.C', 'changed', 1, 'SET_NULL', []],
        ],
      ],
    ])
    expect(impactLines(tree)).toEqual([
      'x.A 1 row (1)',
      '├─ x.B 2 rows (1, 2)  CASCADE by a',
      '└─ x.C 1 row (7)  SET_NULL by a: becomes NULL',
    ])
  })

  it('of a refused one shows only the way to the rows that stand in it', () => {
    const plan = {
      outcome: 'protected' as const,
      message: 'Cannot delete',
      deletes: [],
      updates: [],
      reached: [rows('a', [1], []), rows('b', [1], toB), rows('d', [1], [step('d', 'a')])],
      blocked: [{ ...rows('c', [3, 4], toC), field: 'b', texts: ['c3', 'c4'] }],
    }
    expect(impactTree(plan, resolution).map(seen)).toEqual([
      ['x.A', 'deleted', 1, undefined, [['x.B', 'deleted', 1, 'CASCADE', [['x.C', 'blocks', 2, 'PROTECT', []]]]]],
    ])
  })

  it('keeps a step that has no rows of its own', () => {
    const plan = { outcome: 'deletes' as const, message: null, deletes: [rows('c', [3], toC)], updates: [] }
    expect(impactTree(plan, resolution).map(seen)).toEqual([
      ['x.B', 'passes', 0, 'CASCADE', [['x.C', 'deleted', 1, 'PROTECT', []]]],
    ])
  })
})
