/**
 * A design of any size, always the same for the same size: eight fields a model, 1.3 foreign keys,
 * twelve hubs, no cycles (the shape that the peers' figures in the benchmarks were measured on).
 */
import type { AppId, FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import { placementId } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model, Placement } from '../../shared/document/records.ts'

const APP = 'app:shop' as AppId
const VIEW = 'view:main' as ViewId
const HUBS = 12
const COLUMNS: readonly (readonly [
  string,
  'CharField' | 'DecimalField' | 'BooleanField' | 'DateTimeField' | 'TextField',
])[] = [
  ['name', 'CharField'],
  ['price', 'DecimalField'],
  ['active', 'BooleanField'],
  ['created_at', 'DateTimeField'],
  ['notes', 'TextField'],
  ['code', 'CharField'],
]
/** Room for a box of eight rows and its routes, px. */
const CELL = { width: 340, height: 320 }

export function bigDocument(size: number): ErDocument {
  const models = Array.from({ length: size }, (_, i) => model(i))
  const across = Math.ceil(Math.sqrt(size))
  const placements = models.map((m, i): Placement => ({
    id: placementId(VIEW, m.id),
    view: VIEW,
    model: m.id,
    x: (i % across) * CELL.width,
    y: Math.floor(i / across) * CELL.height,
    color: null,
    collapsed: false,
    locked: false,
  }))
  return {
    root: {
      root: {
        id: 'root',
        name: `${size} models`,
        modelOrder: models.map((m) => m.id),
        viewOrder: [VIEW],
        queryOrder: [],
        defaultApp: APP,
        settings: { DEFAULT_AUTO_FIELD: 'BigAutoField', AUTH_USER_MODEL: 'auth.User', USE_TZ: false },
      },
    },
    apps: { [APP]: { id: APP, label: 'shop' } },
    models: byId(models),
    enums: {},
    views: { [VIEW]: { id: VIEW, name: 'All models', everything: true } },
    placements: byId(placements),
    areas: {},
    notes: {},
    queries: {},
    rows: {},
    generators: {},
  }
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((r) => [r.id, r]))
}

export function bigModelId(index: number): ModelId {
  return `model:m${index}` as ModelId
}

function model(index: number): Model {
  return {
    id: bigModelId(index),
    app: APP,
    name: `Model${index}`,
    kind: 'concrete',
    external: false,
    bases: [],
    fields: [...COLUMNS.map(([name, type], k) => scalar(index, k, name, type)), ...relations(index)],
    meta: {},
    indexes: [],
    constraints: [],
    members: [],
    docstring: null,
  }
}

function scalar(index: number, at: number, name: string, type: (typeof COLUMNS)[number][1]): Field {
  const options = { CharField: { max_length: 100 }, DecimalField: { max_digits: 10, decimal_places: 2 } }
  return {
    id: `field:m${index}c${at}` as FieldId,
    kind: 'scalar',
    name,
    type,
    choices: null,
    options: options[type as keyof typeof options] ?? {},
  }
}

/** One key to a hub or a near predecessor; every third model has a second one, every tenth a many-to-many. */
function relations(index: number): readonly Field[] {
  const targets = [near(index, 7), ...(index % 3 === 0 ? [index % HUBS] : [])].filter((t) => t < index)
  const keys = [...new Set(targets)].map((target, k) => relation(index, k, target, 'foreignKey'))
  return index % 10 === 9 ? [...keys, relation(index, 9, near(index, 3), 'manyToMany')] : keys
}

function near(index: number, step: number): number {
  return Math.max(0, index - 1 - ((index * step) % 20))
}

function relation(index: number, at: number, target: number, kind: 'foreignKey' | 'manyToMany'): Field {
  return {
    id: `field:m${index}r${at}` as FieldId,
    kind,
    name: `${kind === 'manyToMany' ? 'related' : 'parent'}${at}`,
    to: bigModelId(target),
    toSource: null,
    onDelete: kind === 'manyToMany' ? null : 'CASCADE',
    relatedName: `model${index}_set${at}`,
    through: null,
    className: null,
    options: {},
  }
}
