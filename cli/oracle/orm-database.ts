/** A database in memory with the design's tables and the case's rows, for its queries, scripts and deletes. */
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import type { Connection } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import type { Database } from '../../shared/orm/database.ts'
import { withMigratedColumns } from '../../shared/orm/first-migration/schema.ts'
import { migrated, userModelOf } from '../../shared/orm/first-migration/tables.ts'
import { migratedRows } from '../../shared/orm/first-migration/rows.ts'
import { loadFixtures } from '../../shared/orm/fixtures.ts'
import { OrmSession } from '../../shared/orm/session.ts'
import type { OracleDesign } from './oracle-design.ts'

/** The clock of the tool that recorded the answers stands here. */
const NOW = '2024-03-01T12:30:00'

interface CaseDatabase {
  readonly connection: Connection
  readonly database: Database
  /** A session with fresh names. */
  session(): OrmSession
}

const OPEN = new WeakMap<OracleDesign, CaseDatabase>()

/** One database per case: whatever is asked is rolled back. */
export function caseDatabase(design: OracleDesign): CaseDatabase {
  let made = OPEN.get(design)
  if (made === undefined) {
    made = makeDatabase(design)
    OPEN.set(design, made)
  }
  return made
}

function makeDatabase(design: OracleDesign): CaseDatabase {
  const { doc, resolution } = design
  const schema = withMigratedColumns(design.schema, migrated(resolution, userModelOf(doc)))
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  const ddl = exportedText(
    sqlite.export({ doc, resolution, schema, options: { onDelete: 'orm', extra: { external: true } } }),
  )
  connection.exec(ddl)
  const database = ormDatabase(connection)
  const useTz = design.case.settings?.['USE_TZ'] === true
  const zone = design.case.settings?.['TIME_ZONE']
  const session = (): OrmSession =>
    new OrmSession({
      resolution,
      doc,
      database,
      settings: { useTz, timeZone: typeof zone === 'string' ? zone : useTz ? 'America/Chicago' : 'UTC' },
      write: true,
      names: 'oracle',
      openTransaction: true,
      now: () => ({ type: 'datetime', text: NOW }),
    })
  const loader = session()
  connection.exec('BEGIN')
  for (const { sql, params } of migratedRows(resolution, userModelOf(doc))) database.run(sql, params)
  loader.leniently(() => loadFixtures(design.case.fixtures ?? [], loader))
  connection.exec('COMMIT')
  return { connection, database, session }
}
