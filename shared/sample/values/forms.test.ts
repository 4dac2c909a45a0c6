import { describe, expect, it } from 'vitest'
import { storeOf } from '../../../electron/sqlite/database/stored-value.ts'
import type { ResolvedField } from '../../relations/types.ts'
import { plainValues } from '../plan/fill.ts'
import type { GeneratorColumn, ValueForm, ValueMaker } from './generators.ts'
import { GENERATORS } from './generators.ts'

const column = (form: ValueForm): GeneratorColumn => ({
  seed: 4711,
  rowSeed: 815,
  groupSeed: 815,
  isAmerican: false,
  maxLength: null,
  digits: 10,
  decimals: 2,
  bounds: { min: null, max: null },
  phase: 1,
  paceMs: 20 * 86_400_000,
  choices: [],
  options: {},
  form,
  type: null,
})

describe('a value made as a table keeps it', () => {
  const rows = Array.from({ length: 300 }, (_, row) => row)
  it.each([
    ['dateTime', 'DateTimeField'],
    ['uuid', 'UUIDField'],
  ] as const)('%s is what storing the other form gives', (kind, className) => {
    const store = storeOf(className)
    const [stored, plain] = [GENERATORS[kind].of(column('sqlite')), GENERATORS[kind].of(column('json'))]
    for (const row of rows) expect(store(stored(row))).toBe(store(plain(row)))
  })

  it('decimal is the number of the text', () => {
    const [stored, plain] = [GENERATORS.decimal.of(column('sqlite')), GENERATORS.decimal.of(column('json'))]
    for (const row of rows) {
      const text = plain(row)
      expect(text).toMatch(/^\d+\.\d\d$/)
      expect(stored(row)).toBe(Number(text))
    }
  })
})

describe('texts', () => {
  it('have their usual look, and differ', () => {
    const of = (kind: keyof typeof GENERATORS) => {
      const value = GENERATORS[kind].of(column('json'))
      return Array.from({ length: 200 }, (_, row) => String(value(row)))
    }
    expect(of('code').every((text) => /^[0-9A-Z]{7}$/.test(text))).toBe(true)
    expect(
      of('title').every((text) => /^[A-Z][a-z]+( the)?( [a-z]+){2}$/.test(text) || /^The [a-z]+ [a-z]+$/.test(text)),
    ).toBe(true)
    expect(of('paragraph').every((text) => /^([A-Z][a-z ]+\. ){2,4}[A-Z][a-z ]+\.$/.test(text))).toBe(true)
    expect(of('slug').every((text) => /^[a-z]+(-[a-z]+)+$/.test(text))).toBe(true)
    expect(of('uuid').every((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))).toBe(true)
    for (const kind of ['code', 'paragraph', 'uuid'] as const) expect(new Set(of(kind)).size).toBeGreaterThan(190)
  })
})

describe('many values at once', () => {
  const kinds = Object.entries(GENERATORS) as [string, ValueMaker][]
  it.each(kinds.filter(([, { fill }]) => fill !== undefined))('%s: those of the rows one by one', (_name, maker) => {
    for (const form of ['json', 'sqlite'] as const) {
      const one = { ...column(form), choices: ['a', 'b', 'c'], bounds: { min: 3, max: 250 } }
      const [value, fill] = [maker.of(one), maker.fill?.(one) ?? null]
      if (fill === null) continue
      const into: unknown[] = Array.from({ length: 1 + 3 * 50 }, () => 'untouched')
      fill(into, 1, 3, 7, 50)
      const wanted = Array.from({ length: 50 }, (_, k) => [value(7 + k), 'untouched', 'untouched'])
      expect(into).toEqual(['untouched', ...wanted.flat()])
    }
  })

  it('empty ones and ones cut to the column among them', () => {
    const field = { className: 'CharField', maxLength: 9 } as ResolvedField
    const { value, fill } = plainValues(GENERATORS.title, column('json'), field, {
      share: 0.4,
      seed: column('json').seed,
    })
    const into: unknown[] = []
    fill?.(into, 0, 1, 0, 200)
    expect(into).toEqual(Array.from({ length: 200 }, (_, row) => value(row)))
    expect(into.filter((one) => one === null).length).toBeGreaterThan(50)
    expect(into.every((one) => one === null || String(one).length <= 9)).toBe(true)
  })
})
