/** The list of problems. */

export const problems = {
  severities: { error: 'Error', warning: 'Warning', info: 'Note' },
  groups: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
  none: 'All is well',
  noneText: 'Django’s checks and ours find nothing wrong with this design.',
}
