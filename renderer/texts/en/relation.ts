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
  gets: (to: string, accessor: string) => `${to} gets: ${accessor}`,
  noAccessor: (to: string) => `${to} gets no accessor.`,
  autoThrough: 'Django’s own join table',
  joinTable: (table: string) => `Join table: ${table}.`,
  throughHelp: 'Make it a model to store more with each pair, such as a date.',
  promote: 'Promote to through model',
  makeNullable: 'Make nullable',
  needsDefault: 'The field needs a default for this; set it below.',
  setTo: 'Value of SET()',
  customOnDelete: (source: string) => `Written as ${source}; kept as it is.`,
}
