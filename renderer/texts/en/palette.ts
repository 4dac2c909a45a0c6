/** The command palette. */

export const palette = {
  title: 'Search and commands',
  placeholder: 'Type a command, a model, a field or an accessor',
  groups: { commands: 'Commands', models: 'Models', fields: 'Fields', accessors: 'Reverse accessors' },
  none: 'Nothing is called that.',
  hint: 'Enter to go there',
  wentTo: (name: string) => `${name} is in view`,
}
