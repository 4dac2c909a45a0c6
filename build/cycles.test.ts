import { describe, expect, it } from 'vitest'
import { cyclicBases } from './cycles.ts'

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
