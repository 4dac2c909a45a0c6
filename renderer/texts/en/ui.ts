/** Words of controls that every panel uses. */

export const ui = {
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  search: 'Search',
  nothingFound: 'Nothing found.',
  copy: 'Copy',
  copied: 'Copied',
  save: 'Save',
  delete: 'Delete',
  add: 'Add',
  remove: 'Remove',
  more: 'More',
  loading: 'Loading…',
  clear: 'Clear',
  yes: 'Yes',
  no: 'No',
  labelled: (name: string, value: string) => `${name}: ${value}`,
}
