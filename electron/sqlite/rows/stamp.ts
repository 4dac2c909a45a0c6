import type { Connection } from '../database/open-database.ts'

/** Another text whenever rows or tables may have changed: by this connection, another program, or the schema. */
export function stampOf(db: Connection): string {
  const [changes] = db.prepare('SELECT total_changes()').raw().get() as [bigint]
  const version = (name: string) => String(db.pragma(name, { simple: true }))
  return `${changes} ${version('data_version')} ${version('schema_version')}`
}
