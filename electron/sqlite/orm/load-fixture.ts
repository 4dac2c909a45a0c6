/** Rows in Django's fixture format into the session's database. */
import { performance } from 'node:perf_hooks'
import { rootOf } from '../../../shared/document/records.ts'
import { loadFixtures, parseFixtures } from '../../../shared/orm/fixtures.ts'
import { exceptionOf } from '../../../shared/orm/script/errors.ts'
import { OrmSession } from '../../../shared/orm/session.ts'
import { shapeError } from '../../../shared/orm/shape.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import { ormDatabase } from './orm-database.ts'
import type { Connection } from '../database/open-database.ts'

/** @throws PARSE for a text that is no fixture, SQL for a row that does not fit; nothing is kept then */
export function loadFixture(
  db: Connection,
  { doc, resolution }: CompiledDesign,
  text: string,
): { rows: number; ms: number } {
  const since = performance.now()
  const settings = { useTz: rootOf(doc).settings.USE_TZ }
  const session = new OrmSession({ resolution, doc, database: ormDatabase(db), write: true, settings })
  session.begin()
  db.exec('BEGIN IMMEDIATE')
  try {
    const rows = loadFixtures(parseFixtures(text), session)
    session.checkForeignKeys()
    db.exec('COMMIT')
    return { rows, ms: performance.now() - since }
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    if (thrown instanceof SyntaxError)
      throw new HostFailure('PARSE', `This is not a fixture: ${thrown.message}.`, { cause: thrown })
    const exception = exceptionOf(thrown)
    if (exception === null) throw thrown
    const { type, message } = shapeError(exception, session)
    throw new HostFailure('SQL', `${String(type)}: ${String(message)}`, { cause: thrown })
  }
}
