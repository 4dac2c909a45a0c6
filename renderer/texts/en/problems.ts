/** The list of problems. */

import { count } from './words.ts'

export const problems = {
  severities: { error: 'Error', warning: 'Warning', info: 'Note' },
  groups: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
  counted: (errors: number, warnings: number, notes: number) =>
    [
      ...(errors > 0 ? [count(errors, 'error')] : []),
      ...(warnings > 0 ? [count(warnings, 'warning')] : []),
      ...(notes > 0 ? [count(notes, 'note')] : []),
    ].join(', '),
  more: (n: number) => `${count(n, 'more problem')}`,
  all: (n: number) => `All ${n}`,
  allTitle: (n: number) => `Repair all ${n} of this kind, as one step`,
  allStep: (n: number) => `Repair ${n} problems of a kind`,
  none: 'All is well',
  noneText: 'Django’s checks and ours find nothing wrong with this design.',
}
