/**
 * Random models.py texts: none makes us fail, and where the real Django is at hand its answers are ours.
 * `DJANGO_ORACLE` (or `RELATA_ORACLE`) is the tool's path, `MODELS_SEEDS` how many texts are asked (60),
 * `MODELS_SEED` the first. A text that differed becomes a case in test/oracle/cases/own.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerCase } from '../../cli/oracle/answer.ts'
import type { OracleAnswer } from '../../cli/oracle/oracle-case.ts'
import { randomCase } from './django/random-models.ts'
import { differences, isComparable } from './django/compare.ts'

const TOOL = process.env['DJANGO_ORACLE'] ?? process.env['RELATA_ORACLE'] ?? ''
const SEEDS = Number(process.env['MODELS_SEEDS'] ?? 60)
const FIRST = Number(process.env['MODELS_SEED'] ?? 20_000)
const SECTIONS = 'import_error,checks,models,relations,schema'
/** Of 100 texts this many may be among those whose difference is known and left, see README.md there. */
const KNOWN_PER_100 = 5

const cases = Array.from({ length: SEEDS }, (_, i) => randomCase(FIRST + i))

function askDjango(): readonly OracleAnswer[] {
  const input = cases.map((one) => JSON.stringify(one)).join('\n')
  const script = join(import.meta.dirname, 'django/ask-many.py')
  const text = execFileSync('python3', [script, TOOL, SECTIONS], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as OracleAnswer)
}

describe(`random models.py texts, seeds ${FIRST} to ${FIRST + SEEDS - 1}`, () => {
  it('are answered without a failure of ours', async () => {
    for (const asked of cases) {
      const failures: string[] = []
      await answerCase(asked, (section, error) => failures.push(`${section}: ${String(error)}`))
      expect(failures, asked.id).toEqual([])
    }
  })

  it.runIf(existsSync(TOOL))(
    'are answered as the real Django answers them',
    async () => {
      const django = askDjango()
      const differing: string[] = []
      let asked = 0
      for (const [i, one] of cases.entries()) {
        const real = django[i]
        if (real === undefined || !isComparable(real)) continue
        asked++
        const mine = JSON.parse(JSON.stringify(await answerCase(one))) as OracleAnswer
        const found = differences(real, mine, SECTIONS.split(','))
        if (found.length > 0) differing.push(`${one.id}: ${found.slice(0, 3).join('; ')}`)
      }
      process.stdout.write(`${asked} texts compared with Django, ${differing.length} answered otherwise\n`)
      expect(differing.length, differing.join('\n')).toBeLessThanOrEqual(Math.ceil((asked * KNOWN_PER_100) / 100))
    },
    60_000 + SEEDS * 2000,
  )

  it.runIf(!existsSync(TOOL))('not run: no Django (DJANGO_ORACLE is not the path of django_oracle.py)', () => {
    expect(existsSync(TOOL)).toBe(false)
  })
})
