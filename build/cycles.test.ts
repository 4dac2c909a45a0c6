import { describe, expect, it } from 'vitest'
import { cyclicBases } from './cycles.ts'
import { earlyUses } from './early-uses.ts'

const file = (name: string, ...lines: string[]) => ({ file: `shared/${name}.ts`, text: lines.join('\n') })

describe('cyclicBases', () => {
  it('finds a class whose base imports it again over a third file', () => {
    const sources = [
      file('base', "import { helper } from './helper.ts'", 'export class Base {}'),
      file('helper', "import { Derived } from './derived.ts'"),
      file('derived', "import { Base } from './base.ts'", 'export class Derived extends Base {}'),
    ]
    expect(cyclicBases(sources)).toEqual([
      'shared/derived.ts: extends Base of shared/base.ts, which imports this file again, directly or not',
    ])
  })

  it('lets functions of a cycle call each other, and types point anywhere', () => {
    const sources = [
      file('base', "import type { Derived } from './derived.ts'", "import { go } from './go.ts'", 'class Base {}'),
      file('go', "import { run } from './base.ts'", 'export function go() {}'),
      file('derived', "import { Base } from './base.ts'", 'export class Derived extends Base {}'),
    ]
    expect(cyclicBases(sources)).toEqual([])
  })
})

describe('earlyUses', () => {
  const table = file('table', "import { run } from './run.ts'", 'export const TABLE = [1]', 'export function make() {}')

  it('finds a table that is needed while its own module may not be loaded yet', () => {
    const sources = [
      table,
      file('run', "import { ALL } from './all.ts'", 'export const run = () => ALL'),
      file(
        'all',
        "import { TABLE } from './table.ts'",
        'export const ALL = new Map([...listed()])',
        'function listed() { return TABLE }',
      ),
    ]
    expect(earlyUses(sources)).toEqual([
      'shared/all.ts: needs TABLE of shared/table.ts while it is loaded, which imports this file again, directly or not',
    ])
  })

  it('lets functions need it later, declared ones be called at once, and types and names of keys be', () => {
    const sources = [
      table,
      file(
        'run',
        "import { make, TABLE } from './table.ts'",
        'export const run = { TABLE: () => TABLE, other: make() }',
        'export class Later { all = TABLE; method(): typeof TABLE { return TABLE } }',
      ),
    ]
    expect(earlyUses(sources)).toEqual([])
  })

  it('says nothing of modules that no cycle leads back to', () => {
    const sources = [
      file('table', 'export const TABLE = [1]'),
      file('all', "import { TABLE } from './table.ts'", 'export const ALL = TABLE'),
    ]
    expect(earlyUses(sources)).toEqual([])
  })
})
