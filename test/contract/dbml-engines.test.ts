/** DBML's own tools make a PostgreSQL script of what we write; the server runs it, choices as enums too. */
import { exporter as dbmlTools } from '@dbml/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dbml } from '../../shared/exporters/dbml.ts'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'
import { postgresqlFolder, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'

/** Quotes and backslashes that DBML's tool puts into its SQL as they stand; names that are longer than PostgreSQL's. */
const OWN_TROUBLE: ReadonlySet<string> = new Set([
  'hostile',
  'odd',
  'nasty_composite',
  'nasty_long',
  'nasty_signs',
  'nasty_values',
])

const BIN = postgresqlFolder()
let engine: Engine
beforeAll(async () => {
  if (BIN !== null) engine = await startPostgresql(BIN)
}, 120_000)
afterAll(() => engine?.stop(), 60_000)

/** As the user has to make them beforehand. */
const EXTENSIONS = ['bloom', 'btree_gin', 'btree_gist', 'citext', 'hstore', 'pg_trgm']

describe.each(allDesigns())('DBML of %s', (name, doc) => {
  it.runIf(BIN !== null && !OWN_TROUBLE.has(name))('is a script that PostgreSQL runs, with every table', () => {
    const compiled = compileDesign(doc)
    for (const enums of [false, true]) {
      const text = exportedText(dbml.export({ ...compiled, options: { onDelete: 'database', extra: { enums } } }))
      const database = `${name}_${enums ? 'enums' : 'plain'}`
      engine.createDatabase(database)
      const extensions = EXTENSIONS.map((one) => `CREATE EXTENSION IF NOT EXISTS ${one};\n`).join('')
      engine.run(database, extensions + dbmlTools.export(text, 'postgres'))
      const [[count = null] = []] = engine.rows(
        database,
        "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
      )
      expect(Number(count)).toBe(diagramTables(compiled.schema).length)
    }
  })
})
