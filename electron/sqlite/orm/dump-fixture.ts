/** Rows of the session's database in Django's fixture format, in pieces. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { rootOf } from '../../../shared/document/records.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { dumpFixtures } from '../../../shared/orm/dump-fixtures.ts'
import { OrmSession } from '../../../shared/orm/session.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { SqlValue } from '../../../shared/orm/query/types.ts'
import type { ModelKey, Resolution } from '../../../shared/relations/types.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import { ormDatabase } from './orm-database.ts'
import type { Connection } from '../database/open-database.ts'
import { sqlFailure } from '../statements/sql-failure.ts'

const PIECE_LETTERS = 256 * 1024

interface DumpCall {
  readonly signal: { readonly aborted: boolean; readonly reason: unknown }
  item(item: { text: string }): Promise<void>
}

/** @throws NOT_FOUND for a model that there is not */
export async function dumpFixture(
  db: Connection,
  { doc, resolution }: CompiledDesign,
  models: readonly string[],
  call: DumpCall,
): Promise<{ rows: number }> {
  const settings = { useTz: rootOf(doc).settings.USE_TZ }
  const session = new OrmSession({ resolution, doc, database: ormDatabase(db), write: false, settings })
  const wanted = new Set(
    models.length === 0 ? present(db, doc, resolution) : models.map((name) => modelKey(name, resolution)),
  )
  const iterate = (sql: string, params: readonly SqlValue[]) =>
    db
      .prepare<unknown[], SqlValue[]>(sql)
      .raw()
      .safeIntegers()
      .iterate(...params)
  let rows = 0
  let text = '['
  try {
    for (const line of dumpFixtures(session, wanted, iterate)) {
      text += `${rows === 0 ? '\n' : ',\n'}${line}`
      rows++
      if (text.length < PIECE_LETTERS) continue
      await call.item({ text })
      await nextTurn()
      if (call.signal.aborted) throw call.signal.reason
      text = ''
    }
  } catch (thrown) {
    if (call.signal.aborted) throw call.signal.reason
    throw sqlFailure(thrown)
  }
  await call.item({ text: `${text}\n]\n` })
  return { rows }
}

/** All models but those of Django itself that nobody drew and whose tables are not there: the file may be of no Django project. */
function present(db: Connection, doc: ErDocument, { models }: Resolution): readonly ModelKey[] {
  const rows = db.prepare<unknown[], [string]>("SELECT name FROM sqlite_master WHERE type = 'table'").raw().all()
  const tables = new Set(rows.map(([name]) => name.toLowerCase()))
  return [...models.values()].flatMap(({ key, table }) =>
    Object.hasOwn(doc.models, key) || key.startsWith('join:') || tables.has(table.toLowerCase()) ? [key] : [],
  )
}

function modelKey(name: string, resolution: Resolution): ModelKey {
  const all = [...resolution.models.values()]
  const alike = all.filter((model) => model.name.toLowerCase() === name.toLowerCase() && model.autoCreatedFor === null)
  const key = resolution.byLabel.get(name.toLowerCase()) ?? (alike.length === 1 ? alike[0]?.key : undefined)
  if (key === undefined) throw new HostFailure('NOT_FOUND', `There is no model ${name} in this design.`)
  return key
}
