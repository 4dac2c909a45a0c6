/** How sample rows are made. */
import { count } from './words.ts'

export const samples = {
  open: 'Sample settings…',
  title: 'Sample rows',
  text: 'How many rows each model gets and how their values are made. Saved with the design; the same seed gives the same rows.',
  seed: 'Seed',
  rows: 'Rows a model',
  model: 'Model',
  rowsOf: (model: string) => `Rows of ${model}`,
  generatorOf: (field: string) => `Values of ${field}`,
  guessed: (kind: string) => `As guessed: ${kind}`,
  links: 'Number of links',
  nulls: 'Empty, %',
  preview: 'The first rows',
  resetField: (field: string) => `Values of ${field} as guessed again`,
  notOurs: 'A field of Django’s own: its values are made as guessed.',
  fill: 'Fill the tables',
  progress: (done: number, total: number, table: string) =>
    `${table}: ${done.toLocaleString('en')} of ${count(total, 'row')}`,
  stopAt: (percent: number) => `Stop filling (${percent} %)`,
  filled: (rows: number) => `${count(rows, 'row')} made.`,
  loadFixture: 'Load a Django fixture…',
  saveFixture: 'Save as a Django fixture…',
  loaded: (rows: number) => `${count(rows, 'row')} loaded.`,
  params: {
    min: 'from',
    max: 'to',
    from: 'from day',
    to: 'to day',
    values: 'values, with commas',
    value: 'value',
    pattern: 'pattern: # a digit, ? a letter',
  } as Readonly<Record<string, string>>,
  kinds: {} as Readonly<Record<string, string>>,
}
