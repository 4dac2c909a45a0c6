/** What databases say that we know in words of PostgreSQL alone: SQL Server and Oracle. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'

export type OtherDialect = 'SQL Server' | 'Oracle'

export function readAs(other: OtherDialect): Diagnostic {
  return {
    code: 'relata.6039',
    severity: 'info',
    message: `The script is one of ${other}; it is read as far as its words are those of PostgreSQL.`,
    hint: null,
    subject: { kind: 'document', label: other },
    fixes: [],
  }
}

const SAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:getdate|getutcdate|sysdatetime|sysutcdatetime|sysdatetimeoffset)\s*\(\s*\)$/i, 'CURRENT_TIMESTAMP'],
  [/^(?:sysdate|systimestamp|localtimestamp)$/i, 'CURRENT_TIMESTAMP'],
  [/^(?:newid|newsequentialid)\s*\(\s*\)$/i, 'gen_random_uuid()'],
]

/** A default in words of PostgreSQL, as far as it has the same; SQL Server keeps each in parentheses. */
export function otherDefault(sql: string | null): string | null {
  if (sql === null) return null
  const plain = sql.trim().replace(/^\(+([^()]*(?:\(\s*\))?)\)+$/, '$1')
  return SAME.find(([pattern]) => pattern.test(plain))?.[1] ?? sql
}
