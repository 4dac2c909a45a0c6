import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../shared/commands/registry.ts'
import { FIELD_OPTIONS } from '../../shared/document/fields/field-options.ts'
import { FIELD_GROUPS, FIELD_TYPES } from '../../shared/document/fields/field-types.ts'
import { EXPORTERS } from '../../shared/exporters/registry.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { MIGRATION_TARGETS } from '../../shared/migrations/registry.ts'
import { EN } from './en/index.ts'
import { FR } from './fr/index.ts'

/** Every text as its path and value; functions by what they give for plain arguments. */
function leaves(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

describe('French', () => {
  it('has the core’s own words: types and options of fields, targets of exports', () => {
    const english = [
      ...FIELD_GROUPS,
      ...Object.values(FIELD_TYPES).flatMap(({ label, text }) => [label, text]),
      ...FIELD_OPTIONS.map(({ text }) => text),
      ...MIGRATION_TARGETS.map(({ label }) => label),
      ...(EXPORTERS as readonly Exporter[]).flatMap(({ label, group, options }) => [
        label,
        group,
        ...options.map((option) => option.label),
      ]),
    ]
    expect([...new Set(english)].filter((text) => FR.core.words[text] === undefined)).toEqual([])
  })

  it('names every step that a command makes', () => {
    const steps = FR.history.steps
    expect(COMMANDS.map(({ label }) => label).filter((label) => steps[label] === undefined)).toEqual([])
  })

  it('leaves nothing empty that English says', () => {
    const french = new Map(leaves(FR))
    const missing = leaves(EN).filter(([path, text]) => text !== '' && (french.get(path) ?? '').trim() === '')
    expect(missing.map(([path]) => path)).toEqual([])
  })

  it('puts its signs where French puts them: never a plain space before ; : ? !', () => {
    const wrong = leaves(FR).filter(
      ([path, text]) => !path.startsWith('.core.words') && /\S [;?!»](\s|$)|\S : |« /.test(text),
    )
    expect(wrong.map(([path, text]) => `${path}: ${text}`)).toEqual([])
  })

  it('counts from two on', () => {
    expect(FR.frame.models(0)).toBe('0 modèle')
    expect(FR.frame.models(1)).toBe('1 modèle')
    expect(FR.frame.models(2)).toBe('2 modèles')
    expect(FR.frame.models(12_345).replaceAll(/\s/g, ' ')).toBe('12 345 modèles')
  })
})
