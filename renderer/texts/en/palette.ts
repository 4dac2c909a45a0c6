/** The command palette. */
import { count } from './words.ts'

export const palette = {
  title: 'Search and commands',
  placeholder: 'Type a command, a model, a field or an accessor',
  groups: {
    recent: 'Used last',
    commands: 'Commands',
    models: 'Models',
    fields: 'Fields',
    accessors: 'Reverse accessors',
  },
  inApp: (app: string, fields: number) => `${app}, ${count(fields, 'field')}`,
  none: 'Nothing is called that.',
  wentTo: (name: string) => `${name} is in view`,
}
