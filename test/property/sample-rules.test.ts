/**
 * Sample rows keep the rules of their tables: over random designs nothing is refused, and the database finds nothing
 * broken afterwards. `SAMPLE_SEEDS` is how many designs are tried (25), `SAMPLE_SEED` the first.
 */
import { describe, expect, it } from 'vitest'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import { fillDatabase } from '../../electron/sqlite/sample/fill-database.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { randomFrom, randomModels } from './samples/random-design.ts'

const SEEDS = Number(process.env['SAMPLE_SEEDS'] ?? 25)
const FIRST = Number(process.env['SAMPLE_SEED'] ?? 1)
const ROWS = 120

describe('sample rows of random designs', () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    it(`break no rule, seed ${seed}`, async () => {
      const models = randomModels(randomFrom(seed))
      const { doc, resolution, schema } = await readDesign({ id: `sample-${seed}`, models, app_label: 'app' })
      const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
      const script = sqlite.export({ doc, resolution, schema, options: { onDelete: 'orm', extra: {} } })
      db.exec(exportedText(script))
      const { signal } = new AbortController()
      const filled = await fillDatabase(
        db,
        { doc, resolution, schema },
        { rows: ROWS, seed },
        { signal, progress() {} },
      )
      expect([filled.notes, models]).toEqual([[], models])
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      // SQLite alone cannot say this one.
      const codes = db.prepare('SELECT code FROM app_item').pluck().all() as string[]
      const wrong = models.includes('code__regex') ? codes.filter((code) => !/^[A-Z]{2}\d+$/.test(code)) : []
      expect(wrong).toEqual([])
      expect(db.pragma('foreign_key_check')).toEqual([])
      for (const { name, rows } of filled.tables) {
        expect([name, rows, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()]).toEqual([
          name,
          ROWS,
          BigInt(ROWS),
        ])
      }
      db.close()
    })
  }
})
