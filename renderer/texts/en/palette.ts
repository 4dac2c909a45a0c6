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
    notNow: 'Not possible now',
  },
  /** Of a command that is not possible now: what to do first. */
  needs: {
    model: 'Select a model first.',
    oneModel: 'Select one model first.',
    models2: 'Select two models or more first.',
    apps: 'There is one app only; Design in the inspector makes more.',
    models3: 'Select three models or more first.',
    field: 'Select a field first.',
    relation: 'Select a relation first: its line, or its row.',
    m2m: 'Select a many-to-many relation first.',
    thing: 'Select something first.',
    other: 'Not possible at the moment.',
  },
  inApp: (app: string, fields: number) => `${app}, ${count(fields, 'field')}`,
  none: 'Nothing is called that.',
  wentTo: (name: string) => `${name} is in view`,
}
