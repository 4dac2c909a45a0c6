/** The relationship assistant. */
import { plural } from '../../../shared/document/names.ts'
import { article } from './words.ts'

export const assistant = {
  title: 'Relate two models',
  first: 'First model',
  second: 'Second model',
  canHaveMany: (a: string, b: string) => `Can one ${a} have many ${plural(b)}?`,
  optional: (owner: string, target: string) => `Can ${article(owner)} be without ${article(target)}?`,
  dependent: (owner: string, target: string) => `When ${article(target)} is deleted, does its ${owner} go too?`,
  selfMany: (name: string) => `Can one ${name} belong to many ${plural(name)}?`,
  bond: 'And what holds them together',
  fieldName: 'Name of the field',
  reverseName: (target: string) => `Name of the way back, on ${target}`,
  wayBack: (target: string, name: string, isOne: boolean) =>
    `${target} gets ${target.slice(0, 1).toLowerCase()}${target.slice(1)}.${name}${isOne ? '' : '.all()'}.`,
  already: (names: readonly string[]) => `Already there: ${names.join(', ')}. This will be one more.`,
  add: 'Add the relation',
  external: (owner: string) =>
    `${owner} belongs to another app, so the field cannot be declared there. Answer the other way round, or add a model of your own.`,
  reason: {
    foreignKey: (owner: string, target: string) =>
      `Many ${plural(owner)} belong to one ${target}: a foreign key on ${owner}, where the “many” are.`,
    oneToOne: (owner: string, target: string) =>
      `One ${owner} for one ${target}: a one-to-one field on ${owner}, the model that completes the other.`,
    manyToMany: (owner: string, target: string) => `Many on both sides: ${owner} and ${target} meet in a join table.`,
  },
  onDelete: {
    CASCADE: (owner: string, target: string) => `CASCADE: ${article(owner)} has no meaning without its ${target}.`,
    SET_NULL: (owner: string, target: string) => `SET_NULL: the ${owner} stays, without ${article(target)}.`,
    PROTECT: (owner: string, target: string) =>
      `PROTECT: ${article(target)} that still has a ${owner} cannot be deleted.`,
    RESTRICT: (owner: string, target: string) =>
      `RESTRICT: ${article(target)} that still has a ${owner} cannot be deleted.`,
    SET_DEFAULT: (owner: string, target: string) => `SET_DEFAULT: the ${owner} goes to the default ${target}.`,
    DO_NOTHING: (owner: string, target: string) => `DO_NOTHING: the ${owner} keeps pointing at the ${target}.`,
  },
}
