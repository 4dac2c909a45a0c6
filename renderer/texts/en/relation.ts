/** Relations in words. */
import type { Names } from './words.ts'

export const relation = {
  kinds: { foreignKey: 'Foreign key', oneToOne: 'One-to-one', manyToMany: 'Many-to-many' },
  classes: { foreignKey: 'ForeignKey', oneToOne: 'OneToOneField', manyToMany: 'ManyToManyField' },
  kindTexts: {
    foreignKey: ({ from, to, froms }: Names) => `Each ${from} has one ${to}; one ${to} has many ${froms}.`,
    oneToOne: ({ from, to }: Names) => `Each ${from} has one ${to}, and each ${to} at most one ${from}.`,
    manyToMany: ({ from, to, froms, tos }: Names) => `Each ${from} has many ${tos}, each ${to} many ${froms}.`,
  },
  gets: (to: string, accessor: string, use: string) => `${to} gets: ${accessor}, used as ${use}`,
  filterName: (to: string, name: string) => `In filters of ${to} it is called ${name}: filter(${name}=…)`,
  noAccessor: (to: string) => `${to} gets no accessor.`,
  reverseProposed: (to: string, by: string) =>
    `${by} has the name that Django would derive on ${to}, so another is proposed.`,
  nameTaken: (owner: string, by: string) =>
    `${by} gives ${owner} this name for its way back; two cannot share it (fields.E303).`,
  reverseTaken: (to: string, by: string) => `${by} has this name on ${to} already; two cannot share it (fields.E304).`,
  takeName: (name: string) => `Use ${name}`,
  helpMe: 'Help me choose…',
  autoThrough: 'Django’s own join table',
  joinTable: (table: string) => `Join table: ${table}.`,
  throughHelp: 'Make it a model to store more with each pair, such as a date.',
  promote: 'Promote to through model',
  makeExplicit: 'Make explicit',
  showThrough: (name: string) => `Show ${name}`,
  promoted: (name: string) => `${name} holds the pairs now; add fields to it.`,
  madeExplicit: (name: string) => `${name} is Django’s own join table, now as a model; the database stays as it is.`,
  namedExplicitly: (field: string, name: string) => `${field}: related_name is written now: ${name}.`,
  written: 'As written in Python',
  classText: 'A subclass of Django’s class, such as TreeForeignKey.',
  toSource: 'Target as written',
  toSourceText: 'Where the target is not written by its name: settings.AUTH_USER_MODEL.',
  byName: 'by its name',
  makeNullable: 'Make nullable',
  needsDefault: 'The field needs a default for this; set it below.',
  setTo: 'Value of SET()',
  customOnDelete: (source: string) => `Written as ${source}; kept as it is.`,
}
