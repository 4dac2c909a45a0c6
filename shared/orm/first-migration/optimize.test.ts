import { describe, expect, it } from 'vitest'
import { bigDocument } from '../../../test/support/big-document.ts'
import { dice } from '../../../test/support/random-commands.ts'
import type { ModelKey, ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import type { Operation } from './operations.ts'
import { optimized, reduced } from './optimize.ts'
import { migrated } from './tables.ts'

/** `MigrationOptimizer.optimize_inner` line by line, again and again until nothing changes. */
function asDjangoDoes(operations: readonly Operation[]): readonly Operation[] {
  for (const [i, operation] of operations.entries()) {
    let right = true
    for (let j = i + 1; j < operations.length; j++) {
      const other = operations[j] as Operation
      const result = reduced(operation, other)
      if (typeof result === 'boolean') {
        right &&= result
        continue
      }
      const [before, between, rest] = [operations.slice(0, i), operations.slice(i + 1, j), operations.slice(j + 1)]
      if (right) return asDjangoDoes([...before, ...between, result, ...rest])
      if (between.every((one) => reduced(one, other) === true))
        return asDjangoDoes([...before, result, ...between, ...rest])
      break
    }
  }
  return operations
}

const field = (name: string, to: ModelKey | null, isMany: boolean): ResolvedField =>
  ({
    name,
    relation: to === null ? null : { to, kind: isMany ? 'manyToMany' : 'foreignKey', throughAuto: true, through: null },
    options: {},
  }) as unknown as ResolvedField

/** Creations, and after each, somewhere, what is done to its model. */
function madeUp(seed: number): readonly Operation[] {
  const d = dice(seed)
  const models = Array.from(
    { length: 3 + d.number(6) },
    (_, i) => ({ key: `a.m${i}`, uniqueTogether: d.number(2) === 0 ? [] : [['f1', 'f2']] }) as unknown as ResolvedModel,
  )
  const keyAt = (i: number): ModelKey => (models[i] as ResolvedModel).key
  const operations: Operation[] = models.map((model, i) => ({
    kind: 'create',
    model,
    bases: i > 0 && d.number(4) === 0 ? [keyAt(d.number(i))] : [],
    fields: [field('id', null, false)],
    isOrdered: false,
  }))
  for (const model of models) {
    for (let n = d.number(4); n > 0; n--) {
      const made = operations.findIndex((one) => one.kind === 'create' && one.model === model)
      const later: readonly Operation[] = [
        { kind: 'together', model },
        { kind: 'order', model, field: 'f1' },
        { kind: 'index', model },
      ]
      const added: Operation = {
        kind: 'add',
        model,
        field: field(`f${n}`, keyAt(d.number(models.length)), d.number(4) === 0),
      }
      const at = made + 1 + d.number(operations.length - made)
      operations.splice(at, 0, later[d.number(8)] ?? added)
    }
  }
  return operations
}

describe('the optimizer of migrations', () => {
  it('leaves what beginning again after every step leaves, for 1,000 made-up lists', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const operations = madeUp(seed)
      expect(optimized(operations), `seed ${seed}`).toEqual(asDjangoDoes(operations))
    }
  })

  it('comes to an end with a thousand models in one app', () => {
    const { columns } = migrated(compileDesign(bigDocument(1000)).resolution)
    expect(columns.size).toBeGreaterThanOrEqual(1000)
  })
})
