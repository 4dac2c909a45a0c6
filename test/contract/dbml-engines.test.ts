/** DBML's own tools make a PostgreSQL script of what we write; the server runs it, choices as enums too. */
import { exporter as dbmlTools } from '@dbml/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dbml } from '../../shared/exporters/dbml.ts'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
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

const [ITS_OWN, OURS] = [true, false].map((own) => allDesigns().filter(([name]) => OWN_TROUBLE.has(name) === own))

describe.runIf(BIN !== null)('PostgreSQL, with what DBML’s tool makes of our text', () => {
  it.each(OURS ?? [])('has every table of %s', (name, doc) => {
    const compiled = compileDesign(doc)
    for (const enums of [false, true]) {
      const database = `${name}_${enums ? 'enums' : 'plain'}`
      engine.createDatabase(database)
      engine.run(database, scriptOf(compiled, enums))
      const [[count = null] = []] = engine.rows(
        database,
        "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
      )
      expect(Number(count)).toBe(diagramTables(compiled.schema).length)
    }
  })

  it.each(ITS_OWN ?? [])('refuses that of %s, until the tool is mended', (name, doc) => {
    const script = scriptOf(compileDesign(doc), false)
    engine.createDatabase(`${name}_own`)
    expect(() => engine.run(`${name}_own`, script)).toThrow()
  })
})

function scriptOf(compiled: CompiledDesign, enums: boolean): string {
  const text = exportedText(dbml.export({ ...compiled, options: { onDelete: 'database', extra: { enums } } }))
  return (
    EXTENSIONS.map((one) => `CREATE EXTENSION IF NOT EXISTS ${one};\n`).join('') + dbmlTools.export(text, 'postgres')
  )
}
