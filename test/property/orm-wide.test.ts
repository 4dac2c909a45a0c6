/**
 * Querysets, scripts and deletes over random models of every shape: inheritance, proxies, `to_field`, text
 * keys, odd columns, eleven types. None makes us fail; where the real Django is at hand (`DJANGO_ORACLE` is the
 * tool's path) its answers are ours. `ORM_WIDE_SEEDS` is how many seeds are tried (1), `ORM_WIDE_SEED` the first.
 * A seed that failed becomes a case in test/oracle/cases/own.
 */
import { describe, expect, it } from 'vitest'
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'
import { ask, askDjango, differences, hasDjango } from './querysets/ask-django.ts'
import { deleteCase } from './querysets/deletes.ts'
import { genericDeleteCase } from './querysets/generic-deletes.ts'
import { randomOf } from './querysets/random.ts'
import { randomScript } from './querysets/scripts.ts'
import { IMPORTS, wideWriterOf } from './querysets/wide-querysets.ts'
import { wideSchema } from './querysets/wide-schema.ts'

const SEEDS = Number(process.env['ORM_WIDE_SEEDS'] ?? 1)
const FIRST = Number(process.env['ORM_WIDE_SEED'] ?? 1)

const MAKERS: Readonly<Record<string, (seed: number) => OracleCase>> = {
  querysets(seed) {
    const r = randomOf(seed)
    const schema = wideSchema(r)
    const writer = wideWriterOf(r, schema)
    const queries = Array.from({ length: 80 }, () => ({ expr: writer.queryset(), setup: IMPORTS }))
    return { id: `wide-querysets-${seed}`, models: schema.text, fixtures: schema.fixtures, queries }
  },
  scripts(seed) {
    const r = randomOf(seed)
    const schema = wideSchema(r)
    const writer = wideWriterOf(r, schema)
    const scripts = Array.from({ length: 8 }, () => ({ steps: randomScript(r, schema, writer, 14) }))
    return { id: `wide-scripts-${seed}`, models: schema.text, fixtures: schema.fixtures, scripts }
  },
  deletes: (seed) => deleteCase(randomOf(seed), `wide-deletes-${seed}`, 25),
  'generic deletes': (seed) => genericDeleteCase(randomOf(seed), `generic-deletes-${seed}`, 20),
}

/** What of an answer it is about. */
const SECTIONS: Readonly<Record<string, string>> = {
  querysets: 'queries',
  scripts: 'scripts',
  deletes: 'deletes',
  'generic deletes': 'deletes',
}

describe.each(Object.keys(MAKERS))('random %s over wide models', (what) => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const asked = (MAKERS[what] as (seed: number) => OracleCase)(seed)

    it(`never fail in us, seed ${seed}`, async () => {
      const answer = await ask(asked)
      expect(Object.keys(answer)).toContain(SECTIONS[what])
    })

    const title = `are answered as Django answers, seed ${seed}`
    it.runIf(hasDjango)(hasDjango ? title : `${title} (not run: no Django)`, async () => {
      expect(differences(asked, await ask(asked), askDjango(asked))).toEqual([])
    })
  }
})
