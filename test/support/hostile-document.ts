/**
 * A design that nobody would draw and every exporter must survive: quotes, blanks, reserved words,
 * other scripts, a comment's end, a self relation, a cycle, two keys to one model, long names.
 */
import type { AppId, FieldId, ModelId } from '../../shared/document/ids.ts'
import type { ErDocument, Field, Meta, Model, OnDelete, RelationField } from '../../shared/document/records.ts'
import { oneAppDesign } from './one-app-design.ts'

const APP = 'app:odd' as AppId

const HOSTILE_NAMES = [
  'Order',
  'select',
  'we"ird',
  'back`tick',
  'two words',
  'semi;colon',
  "it's",
  'end*/comment',
  '${template}',
  'Straße',
  '顧客',
  '🙂',
  'constructor',
  '__proto__',
  'a'.repeat(120),
] as const

export function hostileDocument(): ErDocument {
  const models = HOSTILE_NAMES.map((name, i) => model(name, i))
  return oneAppDesign('Hostile "names"', APP, models)
}

function model(name: string, index: number): Model {
  const next = (index + 1) % HOSTILE_NAMES.length
  const meta: Meta = { db_table_comment: `comment of ${name}` }
  return {
    id: id(index),
    app: APP,
    name,
    kind: 'concrete',
    external: false,
    bases: [],
    fields: [
      text(index, 0, name),
      text(index, 1, 'class'),
      // Together the models form one ring of required keys.
      key(index, 2, 'next', next, 'CASCADE'),
      key(index, 3, 'parent', index, 'SET_NULL', { null: true }),
      key(index, 4, 'other', next, 'PROTECT', { null: true }),
      key(index, 5, 'friends', next, null),
    ],
    meta,
    indexes: [],
    constraints: [],
    members: [],
    docstring: `A docstring with """ quotes and ${name}`,
  }
}

function id(index: number): ModelId {
  return `model:h${index}` as ModelId
}

function text(index: number, at: number, name: string): Field {
  return {
    id: `field:h${index}f${at}` as FieldId,
    kind: 'scalar',
    name,
    type: 'CharField',
    choices: {
      kind: 'pairs',
      pairs: [
        { value: `it's "${name}"`, label: name },
        { value: 'b', label: 'B */' },
      ],
    },
    options: { max_length: 80, default: `it's "${name}"`, db_comment: `about ${name}` },
  }
}

function key(
  index: number,
  at: number,
  name: string,
  target: number,
  onDelete: OnDelete | null,
  options: RelationField['options'] = {},
): Field {
  return {
    id: `field:h${index}f${at}` as FieldId,
    kind: onDelete === null ? 'manyToMany' : 'foreignKey',
    name,
    to: id(target),
    toSource: null,
    onDelete,
    relatedName: `${name}_of_${index}`,
    through: null,
    className: null,
    options,
  }
}
