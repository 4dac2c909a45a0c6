/**
 * Django's recorded answers against ours: what it refuses to import, what its checks say, what it knows
 * of models and relations, and the tables that it makes. One test for each case and section.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { answerCase } from '../../cli/oracle/answer.ts'
import type { OracleAnswer, OracleCase } from '../../cli/oracle/oracle-case.ts'

const SECTIONS = ['import_error', 'checks', 'models', 'relations', 'schema'] as const
const CASES = join(dirname(fileURLToPath(import.meta.url)), 'cases')

interface Recorded extends OracleCase {
  readonly expected: OracleAnswer
}

function recordedCases(folder: string): readonly Recorded[] {
  const files = readdirSync(join(CASES, folder)).filter((name) => name.endsWith('.json'))
  return files.toSorted().map((name) => JSON.parse(readFileSync(join(CASES, folder, name), 'utf8')) as Recorded)
}

/** SQL texts are left out, and the columns of a table have no order. */
function comparable(section: string, value: unknown): unknown {
  if (section !== 'schema' || typeof value !== 'object' || value === null) return value
  const tables = Object.entries(value as Record<string, { columns: { name: string }[]; sql?: unknown }>)
  return Object.fromEntries(
    tables.map(([name, { sql: _sql, ...table }]) => [
      name,
      { ...table, columns: table.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)) },
    ]),
  )
}

for (const folder of ['public', 'own']) {
  describe(`${folder} cases`, () => {
    for (const recorded of recordedCases(folder)) {
      const { expected, ...asked } = recorded
      const answer = answerCase(asked)
      for (const section of SECTIONS) {
        if (expected[section] === undefined) continue
        it(`${recorded.id}: ${section}`, async () => {
          expect(comparable(section, (await answer)[section])).toEqual(comparable(section, expected[section]))
        })
      }
    }
  })
}
