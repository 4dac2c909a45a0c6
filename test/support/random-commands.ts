/** Random commands that fit a document: one maker for each command of the registry, driven by a seed. */
import type { CommandType, ParamsOf } from '../../shared/commands/registry.ts'
import { clipOf } from '../../shared/commands/models/paste.ts'
import { createDocument } from '../../shared/document/create.ts'
import { newId } from '../../shared/document/ids.ts'
import type { FieldId, ModelId, RandomBytes, ViewId } from '../../shared/document/ids.ts'
import { isRelation, rootOf, SCALAR_TYPES } from '../../shared/document/records.ts'
import type { ErDocument, Model, OnDelete, RelationKind, Value } from '../../shared/document/records.ts'

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function seededBytes(random: () => number): RandomBytes {
  return (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256))
}

export interface Dice {
  number(below: number): number
  chance(of: number): boolean
  pick<T>(list: readonly T[]): T
  name(): string
  value(): Value
}

const NAMES = [
  'Post',
  'Tag',
  'author',
  'title',
  'Été',
  'x',
  'class',
  'a b',
  '"quoted"',
  '__proto__',
  '顧客',
  'Very_long_name_'.repeat(8),
]
const VALUES: readonly Value[] = [
  true,
  false,
  0,
  -1,
  1.5,
  '',
  'text',
  'line\nbreak',
  { expr: 'timezone.now' },
  [1, 'a', [null]],
  null,
]
const ON_DELETE: readonly OnDelete[] = [
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_DEFAULT',
  'DO_NOTHING',
  { set: 1 },
  { expr: 'f' },
]
const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']

export function dice(seed: number): Dice {
  const random = seededRandom(seed)
  const number = (below: number): number => Math.floor(random() * below)
  const pick = <T>(list: readonly T[]): T => list[number(list.length)] as T
  return {
    number,
    chance: (of) => random() < of,
    pick,
    name: () => pick(NAMES) + (random() < 0.7 ? String(number(1000)) : ''),
    value: () => pick(VALUES),
  }
}

export interface Call {
  readonly type: CommandType
  readonly params: unknown
}

type Maker<T extends CommandType> = (doc: ErDocument, d: Dice) => ParamsOf<T> | null

/** Null where the document has nothing that the command could work on. */
const MAKERS: { readonly [T in CommandType]: Maker<T> } = {
  'app.add': (_, d) => ({ label: `app${d.number(1e6)}` }),
  'app.rename': (doc, d) => ({ id: d.pick(Object.values(doc.apps)).id, label: d.name() }),
  'app.delete': (doc) => {
    const used = new Set([
      rootOf(doc).defaultApp,
      ...[...Object.values(doc.models), ...Object.values(doc.enums)].map((m) => m.app),
    ])
    const free = Object.values(doc.apps).find((app) => !used.has(app.id))
    return free === undefined ? null : { id: free.id }
  },
  'app.setCode': (doc, d) => ({
    id: d.pick(Object.values(doc.apps)).id,
    code: d.chance(0.3) ? [] : [{ name: 'LIMIT', source: `LIMIT = ${d.number(99)}` }],
  }),
  'app.setDefault': (doc, d) => ({ id: d.pick(Object.values(doc.apps)).id }),
  'model.add': (doc, d) => ({
    ...(d.chance(0.8) ? { name: d.name() } : {}),
    kind: d.pick(['concrete', 'concrete', 'abstract', 'proxy'] as const),
    external: d.chance(0.1),
    at: { view: anyView(doc, d), x: d.number(2000), y: d.number(2000) },
  }),
  'model.rename': onModel((m, d) => ({ id: m.id, name: d.name() })),
  'model.delete': onModel((m, d, doc) => ({
    ids: d.chance(0.3) ? some(Object.values(doc.models), d).map((x) => x.id) : [m.id],
  })),
  'model.duplicate': onModel((m) => ({ ids: [m.id] })),
  'model.setKind': onModel((m, d) => ({ id: m.id, kind: d.pick(['concrete', 'abstract', 'proxy'] as const) })),
  'model.setExternal': onModel((m, d) => ({ id: m.id, external: d.chance(0.5) })),
  'model.setApp': onModel((m, d, doc) => ({ id: m.id, app: d.pick(Object.values(doc.apps)).id })),
  'model.setBases': onModel((m, d, doc) => {
    const base = d.pick(Object.values(doc.models))
    return { id: m.id, bases: base.id === m.id ? [{ expr: 'Mixin' }] : [{ model: base.id }, { expr: 'Mixin' }] }
  }),
  'model.setMeta': onField((m, f, d) => {
    const options = [
      { key: 'db_table', value: d.name() },
      { key: 'ordering', value: [{ by: f, descending: d.chance(0.5) }] },
      { key: 'unique_together', value: [[f, 'other']] },
      { key: 'managed', value: false },
      { key: 'order_with_respect_to', value: f },
      { key: 'verbose_name', value: { expr: '_("x")' } },
    ] as const
    return { id: m.id, ...d.pick([...options, { key: 'db_table' }, { key: 'ordering' }] as const) }
  }),
  'model.setDocstring': onModel((m, d) => ({ id: m.id, docstring: d.chance(0.3) ? null : d.name() })),
  'model.setMembers': onModel((m, d) => ({
    id: m.id,
    members: [{ name: '__str__', source: `def __str__(self):\n    return "${d.number(9)}"` }],
  })),
  'model.reorder': onModel((m, d) => ({ id: m.id, index: d.number(20) - 2 })),
  'field.add': onModel((m, d) => ({
    model: m.id,
    ...(d.chance(0.8) ? { name: d.name() } : {}),
    type: d.pick(SCALAR_TYPES),
    index: d.number(5),
    ...(d.chance(0.3) ? { choices: { kind: 'pairs' as const, pairs: [{ value: d.value(), label: d.name() }] } } : {}),
  })),
  'field.addCustom': onModel((m, d) => ({
    model: m.id,
    name: d.name(),
    className: 'MoneyField',
    args: 'max_digits=10',
  })),
  'field.insert': onModel((m, d) => ({
    model: m.id,
    field: {
      id: newId('field'),
      kind: 'custom',
      name: d.name(),
      options: { a: d.value() },
      className: 'X',
      args: '',
      column: false,
    },
  })),
  'field.rename': onField((m, f, d) => ({ model: m.id, id: f, name: d.name() })),
  'field.setType': onField((m, f, d) => ({ model: m.id, id: f, type: d.pick(SCALAR_TYPES) })),
  'field.setClass': onField((m, f, d) => ({ model: m.id, id: f, className: 'Tree', args: d.name() })),
  'field.setOption': onField((m, f, d) => ({
    model: m.id,
    id: f,
    keyword: d.pick(['null', 'blank', 'default', 'unique', 'max_length', 'help_text', 'made_up']),
    ...(d.chance(0.8) ? { value: d.value() } : {}),
  })),
  'field.setOptions': onField((m, f, d) => ({ model: m.id, id: f, options: { null: true, default: d.value() } })),
  'field.setChoices': (doc, d) => {
    const found = anyField(doc, d, (m, f) => m.fields.some((x) => x.id === f && x.kind === 'scalar'))
    if (found === null) return null
    const one = Object.values(doc.enums)[0]
    return { model: found[0].id, id: found[1], choices: one === undefined ? null : { kind: 'enum', enum: one.id } }
  },
  'field.delete': onField((m, f, d) => ({ model: m.id, ids: d.chance(0.2) ? m.fields.map((x) => x.id) : [f] })),
  'field.move': onField((m, f, d, doc) => ({
    model: m.id,
    id: f,
    index: d.number(6),
    ...(d.chance(0.3) ? { to: d.pick(Object.values(doc.models)).id } : {}),
  })),
  'relation.add': onModel((m, d, doc) => ({
    from: m.id,
    to: d.pick(Object.values(doc.models)).id,
    kind: d.pick(KINDS),
    onDelete: d.pick(ON_DELETE),
    null: d.chance(0.3),
    ...(d.chance(0.5) ? { relatedName: d.pick(['posts', '+', '%(class)s_set']) } : {}),
  })),
  'relation.set': (doc, d) => {
    const found = anyField(doc, d, () => true)
    if (found === null) return null
    return {
      model: found[0].id,
      id: found[1],
      kind: d.pick(KINDS),
      to: d.pick(Object.values(doc.models)).id,
      onDelete: d.pick(ON_DELETE),
    }
  },
  'relation.promote': (doc, d) => {
    const isPlain = (m: Model, f: FieldId): boolean =>
      m.fields.some((x) => x.id === f && x.kind === 'manyToMany' && x.through === null && x.to !== null)
    const found = anyField(doc, d, isPlain)
    return found === null ? null : { model: found[0].id, id: found[1], keepTable: d.chance(0.5) }
  },
  'enum.add': (doc, d) => ({
    name: d.name(),
    model: d.chance(0.5) ? (Object.values(doc.models)[0]?.id ?? null) : null,
    members: [
      { name: 'DRAFT', value: 'd', label: null },
      { name: 'IN_REVIEW', value: 'r', label: 'Review' },
    ],
  }),
  'enum.set': (doc, d) =>
    ofTable(doc.enums, d, (one) => ({
      id: one.id,
      name: d.name(),
      ...(d.chance(0.5) ? { extra: [{ name: 'top', source: `def top(self):\n    return ${one.name}.DRAFT` }] } : {}),
    })),
  'enum.delete': (doc, d) => ofTable(doc.enums, d, (one) => ({ id: one.id })),
  'index.add': onField((m, f, d) => ({
    model: m.id,
    fields: [{ by: f, descending: d.chance(0.5) }],
    name: d.chance(0.5) ? d.name() : null,
  })),
  'index.set': (doc, d) => {
    const m = Object.values(doc.models).find((x) => x.indexes.length > 0)
    return m === undefined ? null : { model: m.id, index: { ...d.pick(m.indexes), name: d.name() } }
  },
  'index.delete': (doc, d) => {
    const m = Object.values(doc.models).find((x) => x.indexes.length > 0)
    return m === undefined ? null : { model: m.id, id: d.pick(m.indexes).id }
  },
  'constraint.add': onModel((m, d) => ({
    model: m.id,
    constraint: { id: newId('constraint'), kind: 'check', name: d.name(), options: {}, condition: { expr: 'Q(a=1)' } },
  })),
  'constraint.addUnique': onField((m, f, d) => ({ model: m.id, name: d.name(), fields: [f] })),
  'constraint.set': (doc, d) => {
    const m = Object.values(doc.models).find((x) => x.constraints.length > 0)
    return m === undefined ? null : { model: m.id, constraint: { ...d.pick(m.constraints), name: d.name() } }
  },
  'constraint.delete': (doc, d) => {
    const m = Object.values(doc.models).find((x) => x.constraints.length > 0)
    return m === undefined ? null : { model: m.id, id: d.pick(m.constraints).id }
  },
  'view.add': (doc, d) => ({
    name: d.name(),
    everything: d.chance(0.5),
    models: some(Object.values(doc.models), d).map((m) => m.id),
    ...(d.chance(0.5) ? { copyOf: anyView(doc, d) } : {}),
  }),
  'view.rename': (doc, d) => ({ id: anyView(doc, d), name: d.name() }),
  'view.set': (doc, d) => ({ id: anyView(doc, d), everything: d.chance(0.5) }),
  'view.delete': (doc, d) => (Object.keys(doc.views).length < 2 ? null : { id: anyView(doc, d) }),
  'placement.move': (doc, d) => ({ view: anyView(doc, d), moves: moves(doc, d), gesture: 'drag' }),
  'placement.bend': onField((m, f, d, doc) => ({
    view: anyView(doc, d),
    model: m.id,
    edge: f,
    bend: d.chance(0.3) ? null : [d.number(500), -d.number(500), d.number(500)],
    gesture: 'bend',
  })),
  'view.move': (doc, d) => ({
    view: anyView(doc, d),
    moves: moves(doc, d),
    areas: some(Object.values(doc.areas), d).map(({ id }) => ({ id, x: d.number(2000), y: d.number(2000) })),
    notes: some(Object.values(doc.notes), d).map(({ id }) => ({ id, x: d.number(2000), y: d.number(2000) })),
    gesture: 'drag',
  }),
  'placement.set': (doc, d) => ({
    view: anyView(doc, d),
    models: some(Object.values(doc.models), d).map((m) => m.id),
    color: d.name(),
    collapsed: d.chance(0.5),
  }),
  'placement.remove': (doc, d) => ({
    view: anyView(doc, d),
    models: some(Object.values(doc.models), d).map((m) => m.id),
  }),
  'layout.apply': (doc, d) => ({ view: anyView(doc, d), moves: moves(doc, d) }),
  'area.add': (doc, d) => ({ view: anyView(doc, d), name: d.name(), x: 0, y: 0, width: 100, height: 50 }),
  'area.set': (doc, d) => ofTable(doc.areas, d, (one) => ({ id: one.id, x: d.number(99), name: d.name() })),
  'area.delete': (doc, d) => ofTable(doc.areas, d, (one) => ({ id: one.id })),
  'note.add': (doc, d) => ({ view: anyView(doc, d), text: `# ${d.name()}\n`, x: -5.5, y: 0, width: 100, height: 50 }),
  'note.set': (doc, d) => ofTable(doc.notes, d, (one) => ({ id: one.id, text: d.name(), color: d.name() })),
  'note.delete': (doc, d) => ofTable(doc.notes, d, (one) => ({ id: one.id })),
  'query.save': (_, d) => ({ name: d.name(), language: d.pick(['orm', 'sql'] as const), text: d.name() }),
  'query.rename': (doc, d) => ofTable(doc.queries, d, (one) => ({ id: one.id, name: d.name() })),
  'samples.set': (doc, d) =>
    ofTable(doc.models, d, (one) => ({ seed: d.pick([1, 2]), count: { model: one.id, rows: d.pick([null, 5]) } })),
  'query.move': (doc, d) => ofTable(doc.queries, d, (one) => ({ id: one.id, index: d.pick([0, 1, 9]) })),
  'query.delete': (doc, d) => ofTable(doc.queries, d, (one) => ({ id: one.id })),
  'rows.set': onModel((m, d) => ({
    model: m.id,
    rows: Array.from({ length: d.number(4) }, (_, n) => ({
      pk: n + 1,
      values: Object.fromEntries(
        m.fields.map((f) => [f.id, isRelation(f) && f.kind === 'manyToMany' ? [1, 2] : d.number(9)]),
      ),
    })),
  })),
  'generator.set': onField((m, f, d) => ({
    model: m.id,
    field: f,
    kind: d.chance(0.3) ? null : 'sequence',
    options: { start: d.number(9) },
  })),
  'document.rename': (_, d) => ({ name: d.name() }),
  'document.setSetting': (_, d) =>
    d.pick([
      { key: 'USE_TZ', value: false },
      { key: 'AUTH_USER_MODEL', value: 'x.User' },
    ] as const),
  'document.replace': (doc, d) => ({
    doc: d.chance(0.1)
      ? createDocument({ name: d.name() })
      : { ...doc, queries: {}, root: { root: { ...rootOf(doc), queryOrder: [] } } },
  }),
  paste: onModel((m, d, doc) => {
    const { models, enums = [], rows = [] } = clipOf(doc, [m.id])
    const view = anyView(doc, d)
    return {
      models: [...models],
      enums: [...enums],
      rows: [...rows],
      view,
      spots: [{ model: m.id, x: 1, y: 2 }],
      dx: 10,
    }
  }),
}

export const MADE_TYPES = Object.keys(MAKERS) as readonly CommandType[]

/** Adding is likelier than deleting, or the documents stay empty. */
const WEIGHTED: readonly CommandType[] = [
  ...MADE_TYPES.filter((type) => type !== 'document.replace'),
  ...Array.from(
    { length: 6 },
    () => ['model.add', 'field.add', 'field.add', 'relation.add', 'rows.set'] as const,
  ).flat(),
]

/** A command that the document can take. */
export function randomCall(doc: ErDocument, d: Dice): Call {
  for (;;) {
    const type = d.number(400) === 0 ? 'document.replace' : d.pick(WEIGHTED)
    const params = (MAKERS[type] as (doc: ErDocument, d: Dice) => unknown)(doc, d)
    if (params !== null) return { type, params }
  }
}

function onModel<P>(make: (model: Model, d: Dice, doc: ErDocument) => P): (doc: ErDocument, d: Dice) => P | null {
  return (doc, d) => {
    const models = Object.values(doc.models)
    return models.length === 0 ? null : make(d.pick(models), d, doc)
  }
}

function onField<P>(
  make: (model: Model, field: FieldId, d: Dice, doc: ErDocument) => P,
): (doc: ErDocument, d: Dice) => P | null {
  return (doc, d) => {
    const found = anyField(doc, d, () => true)
    return found === null ? null : make(found[0], found[1], d, doc)
  }
}

function anyField(
  doc: ErDocument,
  d: Dice,
  fits: (model: Model, field: FieldId) => boolean,
): readonly [Model, FieldId] | null {
  const all = Object.values(doc.models).flatMap((m) =>
    m.fields.filter((f) => fits(m, f.id)).map((f) => [m, f.id] as const),
  )
  return all.length === 0 ? null : d.pick(all)
}

function ofTable<T, P>(table: { readonly [id: string]: T }, d: Dice, make: (record: T) => P): P | null {
  const records = Object.values(table)
  return records.length === 0 ? null : make(d.pick(records))
}

function anyView(doc: ErDocument, d: Dice): ViewId {
  return d.pick(Object.values(doc.views)).id
}

function some<T>(list: readonly T[], d: Dice): readonly T[] {
  return list.filter(() => d.chance(0.3))
}

function moves(doc: ErDocument, d: Dice): { model: ModelId; x: number; y: number }[] {
  return some(Object.values(doc.models), d).map((m) => ({ model: m.id, x: d.number(1000) / 4, y: -d.number(1000) }))
}

/** A document after that many random commands, with what led there. */
export function randomDocument(
  seed: number,
  commands: number,
  apply: (doc: ErDocument, call: Call) => ErDocument,
): ErDocument {
  const d = dice(seed)
  let doc = createDocument({ name: `seed ${seed}`, random: seededBytes(seededRandom(seed)) })
  for (let n = 0; n < commands; n += 1) doc = apply(doc, randomCall(doc, d))
  return doc
}
