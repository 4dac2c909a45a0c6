import { describe, expect, it } from 'vitest'

import { exchangeTable, insertTable, removeTable } from './grow-tables.ts'
import { NameUses } from './name-uses.ts'
import { byName, placeTables } from './order-tables.ts'
import type { SchemaTable } from './types.ts'

const table = (name: string, targets: readonly string[]): SchemaTable =>
  ({ name, foreignKeys: targets.map((one) => ({ table: one })) }) as unknown as SchemaTable

/** Numbers from 0 to below `end`, the same for the same seed. */
function randomFrom(seed: number): (end: number) => number {
  let state = seed
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
}

describe('tables that come, go and refer to others', () => {
  it('stand where ordering all of them anew puts them, cycles and names that nobody has included', () => {
    let [taken, refused] = [0, 0]
    for (let seed = 1; seed <= 400; seed++) {
      const next = randomFrom(seed)
      const names = Array.from({ length: 14 }, (_, i) => `t${i}`)
      const some = () => Array.from({ length: next(4) }, () => names[next(names.length)] ?? '')
      const first = byName(names.slice(0, 9).map((name) => table(name, some())))
      const placed = { sorted: [...first], tables: [...placeTables(first)], uses: new NameUses(first) }
      for (let step = 0; step < 25; step++) {
        const before = [...placed.tables]
        const known = placed.sorted[next(placed.sorted.length)]
        const name = names[next(names.length)] ?? ''
        const kind = next(3)
        let done = false
        if (kind === 0) done = insertTable(placed, table(name, some()))
        else if (known !== undefined && kind === 1) done = removeTable(placed, known)
        else if (known !== undefined) {
          const kept = known.foreignKeys.map((key) => key.table).filter(() => next(3) > 0)
          done = exchangeTable(placed, known, table(known.name, [...kept, ...some().slice(0, next(3))]))
        }
        if (done) taken++
        else {
          refused++
          expect(placed.tables).toEqual(before)
        }
        const fresh = byName(placed.sorted)
        expect(placed.sorted).toEqual(fresh)
        expect([seed, step, placed.tables.map((one) => one.name)]).toEqual([
          seed,
          step,
          placeTables(fresh).map((one) => one.name),
        ])
        for (const one of names) expect(placed.uses.of(one)).toBe(new NameUses(fresh).of(one))
      }
    }
    expect(taken).toBeGreaterThan(refused / 4)
  })
})
