/** Choices: lists of values and choices classes, in the inspector. */
import { count } from './words.ts'

const baseTexts: { readonly [base: string]: string } = {
  'models.TextChoices': 'Values are text.',
  'models.IntegerChoices': 'Values are whole numbers.',
}

export const choices = {
  classes: 'Choices classes',
  classesOf: (n: number) => `Choices classes (${n})`,
  memberCount: (n: number) => count(n, 'value'),
  addClass: 'Choices class',
  newClass: 'A new choices class…',
  newClassText: 'Named values that code can refer to: Status.DRAFT.',
  listText: 'Pairs of value and label.',
  nameOfClass: 'Name of the class',
  taken: (name: string) => `There is already “${name}”.`,
  atTop: 'Stands beside the models.',
  nested: (owner: string) => `Stands inside ${owner}.`,
  base: 'Kind of values',
  baseTexts,
  otherBase: 'As written.',
  members: 'Members',
  member: 'Name',
  stored: 'Stored',
  addMember: 'Value',
  badMember: 'Letters, digits and underscores.',
  asWritten: (name: string) => `${name} as written`,
  unused: 'No field uses it.',
  usedBy: 'Used by',
  extra: 'Methods of the class',
  property: 'Property',
  emptyLabel: 'Label of “nothing”',
  writtenAs: (source: string) => `Written as ${source}; a change here writes the list in its place.`,
  source: 'Choices as written',
  group: 'Under',
  newLabel: (n: number) => `Value ${n}`,
}
