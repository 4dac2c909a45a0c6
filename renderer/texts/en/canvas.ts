/** The canvas. */
import type { RelationKind } from '../../../shared/document/records.ts'
import type { OnDeleteKey } from '../../../shared/layout/type-text.ts'

const kinds: Record<RelationKind, { readonly label: string; readonly text: string }> = {
  foreignKey: { label: 'Foreign key', text: 'many to one' },
  oneToOne: { label: 'One-to-one', text: 'one to one' },
  manyToMany: { label: 'Many-to-many', text: 'many to many' },
}

/** What deleting the target does to this row, one sentence each. */
const onDelete: Record<Exclude<OnDeleteKey, 'OTHER'>, string> = {
  CASCADE: 'Deleted together with it.',
  PROTECT: 'It cannot be deleted while this points at it.',
  RESTRICT: 'As PROTECT, unless this is deleted in the same go.',
  SET_NULL: 'Stays, and points at nothing (needs null).',
  SET_DEFAULT: 'Stays, and points at the default.',
  SET: 'Stays, and points at a value of your choice.',
  DO_NOTHING: 'Django does nothing; the database may refuse.',
}

export const canvas = {
  cell: {
    title: 'Name of the model',
    name: 'Name of the field, then perhaps its type',
    type: 'Type of the field',
    new: 'New field: name, then perhaps its type',
    placeholder: 'title char 200',
    choices: 'Choices',
  },
  kinds,
  onDelete,
  card: {
    title: (from: string, to: string) => `${from} → ${to}`,
    kind: 'Kind',
    name: 'Field name',
    relatedName: 'Reverse name',
    relatedHint: 'related_name: what the other model calls the way back',
    onDelete: (target: string) => `When a ${target} is deleted, this`,
    nullable: 'May be empty',
    unique: 'unique',
    create: 'Create relation',
    cancel: 'Cancel',
  },
  bar: { kind: 'Kind of relation', swap: 'Swap ends', remove: 'Delete relation', edit: 'Edit name', label: 'Relation' },
  legend: {
    title: 'How to read the lines',
    marks: {
      many: 'many, or none',
      one: 'exactly one',
      zeroOne: 'one or none',
      inherits: 'is a (inherits)',
      dashed: 'proxy, or through a model that is drawn',
    },
    onDelete: 'On delete, at the end that declares it',
    show: 'Show the legend',
    hide: 'Hide the legend',
  },
  zoom: {
    in: 'Zoom in',
    out: 'Zoom out',
    reset: 'Zoom to 100 %',
    fit: 'Show everything',
    minimap: 'Overview: click to go there',
  },
  tools: { pan: 'Move the drawing with the mouse', select: 'Select with the mouse' },
  tones: { added: 'added', removed: 'removed', changed: 'changed', hit: 'found' },
  lost: 'Nothing to see here.',
  showAll: 'Show all',
  arranging: 'Arranging…',
}
