/**
 * Django's recorded answers against ours: what queries and scripts give, and what a delete takes with it.
 * One test for each case and section. SQL texts and their number are not compared.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { answerCase } from '../../cli/oracle/answer.ts'
import type { OracleAnswer, OracleCase } from '../../cli/oracle/oracle-case.ts'
import { exactInteger } from '../../shared/orm/fixtures.ts'

const SECTIONS = ['queries', 'scripts', 'deletes'] as const
const CASES = join(dirname(fileURLToPath(import.meta.url)), 'cases')
const LEFT_OUT = new Set(['sql', 'num_queries', 'touch_queries'])

interface Recorded extends OracleCase {
  readonly expected: OracleAnswer
}
type Answer = { readonly [key: string]: unknown }

/** Ints beyond 2⁵³ stay exact. */
const parsed = (text: string): unknown => JSON.parse(text, exactInteger)
/** As it is printed. */
const printed = (value: unknown): unknown => parsed(JSON.stringify(value))

function recordedCases(folder: string): readonly Recorded[] {
  const files = readdirSync(join(CASES, folder)).filter((name) => name.endsWith('.json'))
  return files.toSorted().map((name) => parsed(readFileSync(join(CASES, folder, name), 'utf8')) as Recorded)
}

const isRecord = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const sorted = (items: readonly unknown[]): unknown[] =>
  items
    .map(
      (item) =>
        [String(JSON.stringify(item, (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v))), item] as const,
    )
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item)

/** Rows whose order is open are compared as a bag. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (!isRecord(value)) return value
  const kept: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) if (!LEFT_OUT.has(key)) kept[key] = comparable(item)
  if (kept['ordered'] !== false && kept['ties'] !== true) return kept
  if (Array.isArray(kept['rows'])) kept['rows'] = sorted(kept['rows'])
  if (!Array.isArray(kept['pks'])) return kept
  const columns = ['pks', 'annotations', 'touched'].filter((key) => Array.isArray(kept[key]))
  const rows = kept['pks'].map((_, i) => columns.map((key) => (kept[key] as readonly unknown[])[i]))
  for (const key of columns) delete kept[key]
  return { ...kept, rows: sorted(rows) }
}

for (const folder of ['public', 'own']) {
  describe(`${folder} cases`, () => {
    for (const recorded of recordedCases(folder)) {
      const { expected, ...asked } = recorded
      const answer = answerCase(asked)
      for (const section of SECTIONS) {
        if (expected[section] === undefined) continue
        it(`${recorded.id}: ${section}`, async () => {
          expect(comparable(printed((await answer)[section]))).toEqual(comparable(expected[section]))
        })
      }
    }
  })
}
