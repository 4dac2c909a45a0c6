/** The frame around the drawing: top bar, status bar. */
import { count } from './words.ts'

export const frame = {
  untitled: 'Untitled',
  unsaved: 'unsaved changes',
  readOnly: 'Read-only',
  menu: 'Menu',
  menuGroups: {
    File: 'File',
    Edit: 'Edit',
    Insert: 'Insert',
    View: 'View',
    Go: 'Go',
    Views: 'Views',
    History: 'History',
    Arrange: 'Arrange',
    Model: 'Model',
    Relation: 'Relation',
    Preview: 'Preview',
    Export: 'Export',
    Help: 'Help',
  },
  toolbar: 'Toolbar',
  undo: (what: string | null) => (what === null ? 'Nothing to undo' : `Undo: ${what}`),
  redo: (what: string | null) => (what === null ? 'Nothing to redo' : `Redo: ${what}`),
  addModel: 'Model',
  relate: 'Relation',
  arrange: 'Arrange',
  search: 'Search or run a command',
  theme: 'Theme',
  language: 'Language',
  /** Each in its own words, so that everybody finds theirs. */
  languages: { system: 'Same as the system', en: 'English', fr: 'Français' },
  export: 'Export',
  recent: 'Recent',
  outline: 'Models',
  inspector: 'Inspector',
  canvas: 'Canvas',
  dock: 'Preview and code',
  status: 'Status',
  resize: 'Resize',
  models: (n: number) => count(n, 'model'),
  relations: (n: number) => count(n, 'relation'),
  problems: (errors: number, warnings: number) =>
    errors + warnings === 0
      ? 'No problems'
      : [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
          .filter((part) => part !== '')
          .join(', '),
  showProblems: 'Show the problems',
  zoom: (percent: number) => `${percent} %`,
}
