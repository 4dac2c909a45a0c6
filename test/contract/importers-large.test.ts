/**
 * Large scripts and the dumps that their engine writes of them: what we import is what the engine's catalog
 * says, to the last index. `test/support/large-schema.ts` tells what is in them.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { compiledFacts, mariadbCatalog, postgresqlCatalog } from '../support/catalog-facts.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'
import { largeSchema } from '../support/large-schema.ts'

const bin = postgresqlFolder()
const program = mariadbProgram()
/** Every ALTER TABLE copies a table in MariaDB: a minute for a thousand of them. */
const MARIADB: readonly (readonly [number, number, number])[] =
  process.env['RELATA_FULL'] === '1' ? [[1, 400, 1000]] : [[2, 80, 150]]

describe.runIf(bin !== null)('PostgreSQL: several hundred tables, a thousand foreign keys', async () => {
  const engine = bin === null ? null : await startPostgresql(bin)
  afterAll(() => engine?.stop())
  it.each([[1, 400, 1000]])('seed %i', { timeout: 240_000 }, async (seed, tables, keys) => {
    if (engine === null) return
    const script = largeSchema('postgresql', tables, keys, seed)
    const name = `large${seed}`
    engine.createDatabase(name)
    engine.run(name, script)
    const expected = postgresqlCatalog(engine, name)
    expect(expected.filter((f) => f.startsWith('foreign ')).length).toBeGreaterThanOrEqual(keys)
    for (const text of [script, engine.dump(name)]) {
      const { tables: imported, diagnostics } = await importText('large.sql', text)
      expect(compiledFacts(imported)).toEqual(expected)
      // Constraints that only PostgreSQL has are the one thing that is skipped.
      expect(diagnostics.filter((d) => d.code === 'relata.6030' && !d.message.includes('EXCLUDE'))).toEqual([])
    }
  })
})

describe.runIf(program !== null)('MariaDB: a large schema and its dump', async () => {
  const engine = program === null ? null : await startMariadb(program)
  afterAll(() => engine?.stop())
  it.each(MARIADB)('seed %i', { timeout: 240_000 }, async (seed, tables, keys) => {
    if (engine === null) return
    const script = largeSchema('mysql', tables, keys, seed)
    const name = `large${seed}`
    engine.createDatabase(name)
    engine.run(name, script)
    const expected = mariadbCatalog(engine, name)
    expect(expected.filter((f) => f.startsWith('foreign ')).length).toBeGreaterThanOrEqual(keys)
    for (const text of [script, engine.dump(name)]) {
      const { tables: imported, diagnostics } = await importText('large.sql', text)
      expect(compiledFacts(imported, false)).toEqual(expected)
      expect(diagnostics.filter((d) => d.code === 'relata.6030')).toEqual([])
    }
  })
})
