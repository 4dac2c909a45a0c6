import { checkContentTypes, checkPermissions, checkUserModel } from './contrib.ts'
import type { Check } from './context.ts'
import { checkConstraints } from './database.ts'
import { checkFieldBasics } from './field-basics.ts'
import { checkFieldTypes, checkPillow } from './field-types.ts'
import { checkForeignKeys } from './foreign-keys.ts'
import { checkManyToMany } from './many-to-many.ts'
import { checkModelFields } from './model-fields.ts'
import { checkModelName } from './model-names.ts'
import { checkModelOptions } from './model-options.ts'
import { checkPostgresFields } from './postgres-fields.ts'
import { checkRelationNames } from './relation-names.ts'

export interface CheckFamily {
  readonly name: string
  readonly check: Check
  /** Made only where a database is named; `manage.py check` alone leaves it out. */
  readonly needsDatabase?: true
  /** Made only where the Python package is said to be missing. */
  readonly without?: string
}

/** Django's checks of one model. Adding a family: a file here, one line below. */
export const CHECK_FAMILIES: readonly CheckFamily[] = [
  { name: 'model name', check: checkModelName },
  { name: 'fields', check: checkFieldBasics },
  { name: 'field types', check: checkFieldTypes },
  { name: 'PostgreSQL fields', check: checkPostgresFields },
  { name: 'image fields', check: checkPillow, without: 'Pillow' },
  { name: 'relation names', check: checkRelationNames },
  { name: 'foreign keys', check: checkForeignKeys },
  { name: 'many-to-many', check: checkManyToMany },
  { name: 'model fields', check: checkModelFields },
  { name: 'model options', check: checkModelOptions },
  { name: 'content types', check: checkContentTypes },
  { name: 'permissions', check: checkPermissions },
  { name: 'user model', check: checkUserModel },
  { name: 'constraints', check: checkConstraints, needsDatabase: true },
]
