/** Which database TypeORM's entities are for: what the data source says, else types that only one has. */
import type { RawDatabase } from '../database/raw.ts'

const SAID: readonly (readonly [RegExp, RawDatabase['dialect']])[] = [
  [/\btype:\s*['"](?:postgres|aurora-postgres|cockroachdb)['"]/, 'postgresql'],
  [/\btype:\s*['"](?:mysql|mariadb|aurora-mysql)['"]/, 'mysql'],
  [/\btype:\s*['"](?:sqlite|better-sqlite3|sqljs|expo|capacitor)['"]/, 'sqlite'],
  [
    /['"](?:timestamptz|jsonb|timestamp with time zone|bytea|tsvector|citext|double precision)['"]|\barray:\s*true\b/,
    'postgresql',
  ],
  [/['"](?:longtext|mediumtext|tinytext|mediumint|datetime|tinyint|longblob)['"]|\bunsigned:\s*true/, 'mysql'],
]

/** null: nothing tells. */
export function databaseOf(texts: readonly string[]): RawDatabase['dialect'] {
  return SAID.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? null
}
