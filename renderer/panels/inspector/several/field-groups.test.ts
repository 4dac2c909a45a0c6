import { describe, expect, it } from 'vitest'
import type { Model } from '../../../../shared/document/records.ts'
import { commonOf, MIXED, sharedClasses, sharedNames } from './field-groups.ts'

const model = (id: string, fields: readonly [string, string][]): Model =>
  ({
    id,
    fields: fields.map(([name, type]) => ({ id: `${id} ${name}`, kind: 'scalar', name, type, options: {} })),
  }) as unknown as Model

describe('fields of several models', () => {
  const models = [
    model('a', [
      ['created', 'DateTimeField'],
      ['title', 'CharField'],
    ]),
    model('b', [
      ['created', 'DateTimeField'],
      ['name', 'CharField'],
    ]),
  ]

  it('are grouped by the name or the class that they share', () => {
    expect(sharedNames(models).map(({ label, places }) => [label, places.length])).toEqual([['created', 2]])
    expect(sharedClasses(models).map(({ label }) => label)).toEqual(['DateTimeField', 'CharField'])
  })

  it('have a common value only if all have it', () => {
    expect(commonOf([1, 1])).toBe(1)
    expect(commonOf([undefined, undefined])).toBe(undefined)
    expect(commonOf([{ expr: 'now' }, { expr: 'now' }])).toEqual({ expr: 'now' })
    expect(commonOf([undefined, true])).toBe(MIXED)
  })
})
