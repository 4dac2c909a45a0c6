/** The queries that an empty preview offers run on whatever design there is. */
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { exampleQueries } from '../../renderer/preview/examples/example-queries.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { inSqliteNames } from '../../shared/exporters/sqlite-names.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { runBlock } from '../../shared/orm/script/run/statements.ts'
import { OrmSession } from '../../shared/orm/session.ts'
import { parseScript } from '../../shared/python/parse.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'

describe('queries to try', () => {
  it.each(allDesigns())('run on %s', (_name, design) => {
    const compiled = compileDesign(design)
    const { doc, resolution } = inSqliteNames(compiled)
    const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
    connection.exec(exportedText(sqlite.export({ ...compiled, options: { onDelete: 'orm', extra: {} } })))
    const session = new OrmSession({ resolution, doc, database: ormDatabase(connection), write: true })
    const orm = exampleQueries(resolution, 'orm')
    for (const { code } of orm) {
      const { body, errors } = parseScript(code)
      expect(errors, code).toEqual([])
      session.begin()
      runBlock(body, session.scope, session)
    }
    for (const { code } of exampleQueries(resolution, 'sql')) connection.prepare(code).all()
    expect(orm.length > 0).toBe(resolution.order.some((key) => resolution.models.get(key)?.external === false))
    connection.close()
  })
})
