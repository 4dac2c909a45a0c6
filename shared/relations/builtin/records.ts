/**
 * Short forms for writing Django's own models as document records, with speaking ids
 * (`model:auth.User`, `field:auth.User.username`) instead of random ones.
 */
import type { AppId, FieldId, ModelId } from '../../document/ids.ts'
import type {
  Base,
  Field,
  Member,
  Meta,
  Model,
  ModelKind,
  OnDelete,
  Options,
  Ordering,
  RelationField,
  ScalarField,
  ScalarType,
} from '../../document/records.ts'

function builtinId(label: string): ModelId {
  return `model:${label}` as ModelId
}

export function builtinAppId(label: string): AppId {
  return `app:${label}` as AppId
}

interface Draft {
  readonly kind?: ModelKind
  readonly bases?: readonly string[]
  readonly fields?: readonly ((label: string) => Field)[]
  readonly meta?: Meta
  readonly members?: readonly Member[]
  readonly docstring?: string
}

/** @param label `auth.User` */
export function builtinModel(label: string, draft: Draft): Model {
  const [app = '', name = ''] = label.split('.')
  return {
    id: builtinId(label),
    app: builtinAppId(app),
    name,
    kind: draft.kind ?? 'concrete',
    external: true,
    bases: (draft.bases ?? []).map((base): Base => ({ model: builtinId(base) })),
    fields: (draft.fields ?? []).map((field) => field(label)),
    meta: draft.meta ?? {},
    indexes: [],
    constraints: [],
    members: draft.members ?? [],
    docstring: draft.docstring ?? null,
  }
}

export function scalar(name: string, type: ScalarType, options: Options = {}) {
  return (label: string): ScalarField => ({
    id: fieldId(label, name),
    name,
    kind: 'scalar',
    type,
    choices: null,
    options,
  })
}

interface Link {
  readonly to: string
  readonly onDelete?: OnDelete
  readonly relatedName?: string
  readonly toSource?: string
  readonly options?: Options
}

export function foreignKey(name: string, link: Link) {
  return (label: string): RelationField => relation(label, name, 'foreignKey', link)
}

export function manyToMany(name: string, link: Link) {
  return (label: string): RelationField => relation(label, name, 'manyToMany', link)
}

function relation(label: string, name: string, kind: RelationField['kind'], link: Link): RelationField {
  return {
    id: fieldId(label, name),
    name,
    kind,
    to: builtinId(link.to),
    toSource: link.toSource ?? null,
    onDelete: kind === 'manyToMany' ? null : (link.onDelete ?? 'CASCADE'),
    relatedName: link.relatedName ?? null,
    through: null,
    className: null,
    options: link.options ?? {},
  }
}

function fieldId(label: string, name: string): FieldId {
  return `field:${label}.${name}` as FieldId
}

export function manager(source: string): Member {
  return { name: 'objects', source: `objects = ${source}` }
}

export function ascending(...names: readonly string[]): readonly Ordering[] {
  return names.map((by) => ({ by, descending: false }))
}
