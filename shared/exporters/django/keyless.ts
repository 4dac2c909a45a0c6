/** Tables without a primary key, as found in databases: Django has no word for them. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { KEYLESS } from '../../document/keyless.ts'
import type { ErDocument } from '../../document/records.ts'

export function keylessModels(doc: ErDocument): readonly Diagnostic[] {
  return Object.values(doc.models).flatMap(({ id, app, name, meta, external }) =>
    external || meta.other?.[KEYLESS] !== true
      ? []
      : [
          {
            code: 'relata.4006',
            severity: 'warning' as const,
            message: `Django cannot say a table without a primary key; of ${name} it reads a column id, which the table has not.`,
            hint: 'Make a column that is never twice the same the primary key. On SQLite, db_column="rowid" serves.',
            subject: { kind: 'model' as const, model: id, label: `${doc.apps[app]?.label ?? ''}.${name}` },
            fixes: [],
          },
        ],
  )
}
