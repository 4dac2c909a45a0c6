/** What a field's record is called: its class, its name. */
import type { Field } from '../../document/records.ts'
import { lastName } from '../values/source-names.ts'

export const RELATION_CLASS = {
  foreignKey: 'ForeignKey',
  oneToOne: 'OneToOneField',
  manyToMany: 'ManyToManyField',
} as const

export function classNameOf(field: Field): string {
  if (field.kind === 'scalar') return field.type
  if (field.kind === 'custom') return field.makes ?? lastName(field.className)
  return field.className === null ? RELATION_CLASS[field.kind] : lastName(field.className)
}

/** Django's relation over columns that other fields have; a record of one. Resolved: `isForeignObject`. */
export function isForeignObjectRecord(field: Field): boolean {
  return (field.kind === 'foreignKey' || field.kind === 'oneToOne') && classNameOf(field) === 'ForeignObject'
}

/** Django's name of a field: `name=` where that is given, else what the class calls it. */
export function fieldNameOf(field: Field): string {
  const given = field.kind === 'custom' ? undefined : field.options['name']
  return typeof given === 'string' && given !== '' ? given : field.name
}
