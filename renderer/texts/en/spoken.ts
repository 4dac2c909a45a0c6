/** What the canvas says to a screen reader as one draws. */
import { count } from './words.ts'

export const spoken = {
  /** A box: its name, what kind of model it is (''), and what it holds. */
  /** What stands in the corner of a box. */
  badge: (badge: string): string => badge,
  /** Fields of a built-in model that its box does not show. */
  more: (n: number) => `${n} more`,
  box: (name: string, badge: string, fields: number, relations: number, errors: number) =>
    [
      badge === '' ? name : `${name}, ${badge}`,
      count(fields, 'field'),
      count(relations, 'relation'),
      ...(errors === 0 ? [] : [count(errors, 'error')]),
    ].join(', '),
  row: (name: string, type: string, nullable: boolean, unique: boolean) =>
    `${name}, ${type}${nullable ? ', may be empty' : ''}${unique ? ', unique' : ''}`,
  copied: 'Copied',
  cut: 'Cut',
  pasted: (models: number) => `Pasted ${count(models, 'model')}`,
  addedModel: (name: string) => `Added model ${name}`,
  addUser: 'Add Django’s User',
  addedUser: 'Added Django’s User',
  userIsThere: 'Django’s User is there already; it is selected now',
  deleteFields: (n: number) => `Delete ${count(n, 'field')}`,
  deletedFields: (n: number) => `Deleted ${count(n, 'field')}`,
  duplicated: (copies: number) => `Made ${count(copies, 'copy', 'copies')}`,
  aligned: (models: number) => `Aligned ${count(models, 'model')}`,
  distributed: (models: number) => `Equal gaps between ${count(models, 'model')}`,
  collapsed: { on: 'Collapsed', off: 'Expanded' },
  locked: { on: 'Locked in place', off: 'Unlocked' },
  swapEnds: 'Swap ends',
  declares: (name: string) => `${name} now declares the relation`,
  linking: (from: string, to: string) =>
    `Relation from ${from} to ${to}. Arrow keys or letters of a name choose another model, Enter continues, Escape cancels.`,
  itself: (name: string) => `${name}, itself`,
  related: (kind: string, name: string, there: string, back: string) => `Created ${kind} ${name}. ${there}. ${back}`,
  view: 'View',
}
