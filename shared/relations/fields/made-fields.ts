/** Fields that Django adds by itself. */
import type { FieldId, ModelId } from '../../document/ids.ts'
import type { Options } from '../../document/records.ts'
import { CLASS_DEFAULTS } from './field-defaults.ts'
import { RELATION_CLASS } from './field-names.ts'
import type { ModelKey, ResolvedField, ResolvedRelation } from '../types.ts'
import { NO_DEFAULT } from '../values/values.ts'

/** A column that Django adds by itself: automatic keys, parent links, `_order`. */
export function madeField(
  owner: ModelId,
  name: string,
  className: string,
  extra: Partial<ResolvedField> = {},
): ResolvedField {
  const defaults = CLASS_DEFAULTS[className] ?? {}
  return {
    id: null as FieldId | null,
    model: owner,
    name,
    attname: name,
    column: name,
    className,
    kind: 'scalar',
    null: false,
    blank: defaults.blank === true,
    unique: defaults.unique === true,
    primaryKey: false,
    dbIndex: defaults.dbIndex === true,
    editable: defaults.editable !== false,
    maxLength: defaults.maxLength ?? null,
    default: NO_DEFAULT,
    dbDefault: undefined,
    choices: null,
    enum: null,
    comment: null,
    verboseName: name.replaceAll('_', ' '),
    options: NO_OPTIONS,
    autoCreated: true,
    relation: null,
    source: null,
    ...extra,
  }
}

const keys = new Map<string, ResolvedField>()

/** The `id` that a model gets which declares no key. There are as many as models, so each is a copy of one. */
export function automaticKey(owner: ModelKey, className: string): ResolvedField {
  let key = keys.get(className)
  if (key === undefined) {
    key = madeField(owner as ModelId, 'id', className, { primaryKey: true, unique: true, verboseName: 'ID' })
    // Class names of a project are few, yet nobody promises it.
    if (keys.size < 100) keys.set(className, key)
  }
  return { ...key, model: owner }
}

const NO_OPTIONS: Options = {}

/** A foreign key that Django adds by itself: to a parent, or from a join table. */
export function madeLink(
  owner: ModelId | `join:${string}`,
  name: string,
  kind: 'foreignKey' | 'oneToOne',
  target: Pick<ResolvedRelation, 'to' | 'toLabel'> & Partial<ResolvedRelation>,
  extra: Partial<ResolvedField> = {},
): ResolvedField {
  const attname = `${name}_id`
  return {
    ...madeField(owner as ModelId, name, RELATION_CLASS[kind]),
    kind,
    attname,
    column: attname,
    relation: { ...EMPTY_RELATION, kind, onDelete: 'CASCADE', ...target },
    ...extra,
  }
}

const EMPTY_RELATION: ResolvedRelation = {
  kind: 'foreignKey',
  to: null,
  toLabel: '',
  toSelf: false,
  toField: '',
  onDelete: null,
  relatedName: null,
  relatedQueryName: null,
  remoteName: null,
  accessor: null,
  queryName: '',
  hidden: false,
  limitChoicesTo: undefined,
  parentLink: false,
  dbConstraint: true,
  symmetrical: false,
  through: null,
  throughAuto: false,
  throughFields: null,
  sourceField: null,
  targetField: null,
}
