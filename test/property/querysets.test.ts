/**
 * Random models, rows and querysets: none makes us fail, and where the real Django is at hand its answers
 * are ours. `DJANGO_ORACLE` is the tool's path, `QUERYSET_SEEDS` how many schemas are tried (3), and
 * `QUERYSET_SEED` the first. A seed that failed becomes a case in test/oracle/cases/own.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerCase } from '../../cli/oracle/answer.ts'
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'
import { randomSchema } from './querysets/models.ts'
import { writerOf } from './querysets/querysets.ts'
import { randomOf } from './querysets/random.ts'

const TOOL = process.env['DJANGO_ORACLE'] ?? ''
const SEEDS = Number(process.env['QUERYSET_SEEDS'] ?? 3)
const FIRST = Number(process.env['QUERYSET_SEED'] ?? 1)
const QUERIES = 120

interface Answered {
  readonly kind: string
  readonly type?: string
  readonly message?: string
  readonly ordered?: boolean
  readonly ties?: boolean
  readonly rows?: readonly unknown[]
  readonly pks?: readonly unknown[]
  readonly annotations?: readonly unknown[]
  readonly value?: unknown
}

interface Asked extends OracleCase {
  readonly queries: readonly { readonly expr: string }[]
}

function caseOf(seed: number): Asked {
  const r = randomOf(seed)
  const schema = randomSchema(r)
  const writer = writerOf(r, schema)
  const queries = Array.from({ length: QUERIES }, () => ({ expr: writer.queryset() }))
  return { id: `querysets-${seed}`, models: schema.text, fixtures: schema.fixtures, queries }
}

function askDjango(asked: OracleCase): readonly Answered[] {
  const folder = mkdtempSync(join(tmpdir(), 'querysets-'))
  try {
    const path = join(folder, 'case.json')
    writeFileSync(path, JSON.stringify(asked))
    const args = [TOOL, 'run', path, '--sections', 'queries,checks']
    const text = execFileSync('python3', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    return (JSON.parse(text) as { readonly queries: readonly Answered[] }).queries
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Rows compare as a bag where their order is open; statements are not compared. */
function canonical(answer: Answered): unknown {
  const { kind, type, message, ordered, ties, rows, pks, annotations, value } = answer
  const isBag = ordered === false || ties === true
  const sorted = (items: readonly unknown[]): readonly unknown[] =>
    isBag ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
  const instances = pks?.map((pk, index) => [pk, annotations?.[index] ?? null])
  return { kind, type, message, ordered, value, rows: rows && sorted(rows), instances: instances && sorted(instances) }
}

async function ours(asked: OracleCase): Promise<readonly Answered[]> {
  const failures: unknown[] = []
  const answer = await answerCase(asked, (section, error) => failures.push([section, error]))
  expect(failures).toEqual([])
  // Through JSON, as whoever compares gets it.
  return JSON.parse(JSON.stringify(answer['queries'])) as readonly Answered[]
}

describe('random querysets', () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    it(`are answered, seed ${seed}`, async () => {
      const asked = caseOf(seed)
      const answers = await ours(asked)
      expect(answers.length).toBe(QUERIES)
      // The writer makes few mistakes: an answer in errors only would prove nothing.
      expect(answers.filter(({ kind }) => kind === 'error').length).toBeLessThan(QUERIES / 3)
      if (!existsSync(TOOL)) return
      const django = askDjango(asked)
      const differing = asked.queries.flatMap(({ expr }, index) => {
        const [mine, real] = [answers[index], django[index]].map((answer) => answer && canonical(answer))
        return JSON.stringify(mine) === JSON.stringify(real) ? [] : [{ expr, mine, real }]
      })
      expect(differing).toEqual([])
    })
  }
})
