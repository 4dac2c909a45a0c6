/** What `datasource` tells: whose words the schema uses, and whether the database knows of its relations. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { readAs } from '../database/other-databases.ts'
import type { RawDatabase } from '../database/raw.ts'

const DIALECTS: Readonly<Record<string, RawDatabase['dialect'] | undefined>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  // As its scripts are: in words of PostgreSQL, see `otherDefault`.
  sqlserver: 'postgresql',
}

export function dialectOf(source: ReadonlyMap<string, string>): RawDatabase['dialect'] {
  return DIALECTS[source.get('provider') ?? ''] ?? null
}

/** Of a database in whose words the schema is not read. */
export function sourceRemarks(source: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return source.get('provider') === 'sqlserver' ? [readAs('SQL Server')] : []
}

/** false: relations are the client's alone (`relationMode = "prisma"`, by its older name too; MongoDB has no keys). */
export function hasForeignKeys(source: ReadonlyMap<string, string>): boolean {
  const mode = source.get('relationMode') ?? source.get('referentialIntegrity')
  return mode !== 'prisma' && source.get('provider') !== 'mongodb'
}
