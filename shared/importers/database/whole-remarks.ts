/** What is said of a source as a whole. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { RawDatabase } from './raw.ts'

/** Of a source that was read without a mistake and has nothing to draw. */
export function emptyRemark({ tables, diagnostics }: RawDatabase): readonly Diagnostic[] {
  const isExplained = diagnostics.some(({ severity }) => severity !== 'info')
  return tables.length > 0 || isExplained ? [] : [NO_TABLES]
}

const NO_TABLES: Diagnostic = {
  code: 'relata.6041',
  severity: 'warning',
  message: 'No table is defined here, so there is nothing to draw.',
  hint: 'Choose a file with the structure of a database: a dump of its rows alone has none.',
  subject: { kind: 'document', label: 'tables' },
  fixes: [],
}

export const DJANGO_ON_DELETE: Diagnostic = {
  code: 'relata.6027',
  severity: 'info',
  message: 'Django made this database. It does not keep on_delete there: every relation is read as CASCADE.',
  hint: 'Set on_delete where it is another.',
  subject: { kind: 'document', label: 'on_delete' },
  fixes: [],
}

export const NO_LIKE_INDEXES: Diagnostic = {
  code: 'relata.6040',
  severity: 'info',
  message:
    'Beside a unique or indexed text Django makes a second index for LIKE in PostgreSQL. This database has none, and its SQL will have none.',
  hint: 'Let them be made where Django is to manage this database.',
  subject: { kind: 'document', label: 'LIKE_INDEXES' },
  fixes: [
    {
      label: 'Make them as Django does',
      command: { type: 'document.setSetting', params: { key: 'LIKE_INDEXES', value: true } },
    },
  ],
}
