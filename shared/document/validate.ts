/**
 * Checks what a document says about itself: every reference leads somewhere, every order names each record
 * once, every id is one record's. Repairs what does not hold, and tells. What Django would say about the
 * models is the matter of `shared/relations`.
 */
import type { Diagnostic, Outcome, Subject } from '../diagnostics/diagnostic.ts'
import { isBuiltinModelId, newId } from './ids.ts'
import type { FieldId } from './ids.ts'
import { isExpr, isRelation, placementId, rootOf, TABLES } from './records.ts'
import type { ErDocument, Field, Model, Root, SampleRow, Table } from './records.ts'
import { withoutFields } from './without-fields.ts'

interface Validated extends Outcome<ErDocument> {
  /** Whole records that could not stay: for the caller to keep aside. */
  readonly dropped: readonly { readonly at: string; readonly value: unknown }[]
}

interface Check {
  readonly diagnostics: Diagnostic[]
  readonly dropped: { readonly at: string; readonly value: unknown }[]
  note(code: string, message: string, subject: Subject): void
}

/**
 * The document, repaired, with a diagnostic for each repair. Parts without problems keep their identity.
 *
 * Diagnostics: relata.1012 an id used twice, 1013 a reference to nothing, 1014 an order that does not fit,
 * 1016 a record under another id than its own.
 */
export function validateDocument(doc: ErDocument): Validated {
  const diagnostics: Diagnostic[] = []
  const check: Check = {
    diagnostics,
    dropped: [],
    note: (code, message, subject) =>
      diagnostics.push({
        code,
        severity: 'error',
        message: `${subject.label}: ${message}`,
        hint: null,
        subject,
        fixes: [],
      }),
  }
  const steps = [checkIds, checkApps, checkModels, checkEnums, checkViews, checkRows, checkOrders]
  const value = steps.reduce((current, step) => step(current, check), doc)
  return { value, diagnostics: check.diagnostics, dropped: check.dropped }
}

/** In the design, or one of Django's own. */
function isKnownModel(doc: ErDocument, id: string): boolean {
  return Object.hasOwn(doc.models, id) || isBuiltinModelId(id)
}

const DESIGN: Subject = { kind: 'document', label: 'design' }

function modelSubject(doc: ErDocument, model: Model): Subject {
  return { kind: 'model', model: model.id, label: `${doc.apps[model.app]?.label ?? '?'}.${model.name}` }
}

function fieldSubject(doc: ErDocument, model: Model, field: Field): Subject {
  return { kind: 'field', model: model.id, field: field.id, label: `${modelSubject(doc, model).label}.${field.name}` }
}

function checkIds(doc: ErDocument, check: Check): ErDocument {
  let next = doc
  for (const name of TABLES) {
    const table = doc[name] as Table<{ readonly id: string }>
    const wrong = Object.entries(table).filter(([id, record]) => record.id !== id)
    if (wrong.length === 0) continue
    for (const [id, record] of wrong) {
      check.note('relata.1016', `${name} ${id} calls itself ${record.id}; the record was put aside.`, DESIGN)
      check.dropped.push({ at: name, value: record })
    }
    next = { ...next, [name]: Object.fromEntries(Object.entries(table).filter(([id, record]) => record.id === id)) }
  }
  return next
}

function checkApps(doc: ErDocument, check: Check): ErDocument {
  const root = rootOf(doc)
  if (doc.apps[root.defaultApp] !== undefined) return doc
  const first = Object.values(doc.apps)[0]
  check.note('relata.1013', `new models go to the app ${root.defaultApp}, which is not there.`, DESIGN)
  if (first !== undefined) return withRoot(doc, { ...root, defaultApp: first.id })
  return { ...doc, apps: { [root.defaultApp]: { id: root.defaultApp, label: 'app' } } }
}

function checkModels(doc: ErDocument, check: Check): ErDocument {
  const fieldIds = new Set<string>()
  const twice = new Set<Model>()
  for (const model of Object.values(doc.models)) {
    for (const field of model.fields) {
      if (fieldIds.has(field.id)) twice.add(model)
      fieldIds.add(field.id)
    }
  }
  const seen = new Set<string>()
  return mapTable(doc, 'models', (model) => {
    const unique = twice.size === 0 ? model : withUniqueFields(doc, model, seen, check)
    return checkModel(doc, unique, fieldIds, check)
  })
}

function withUniqueFields(doc: ErDocument, model: Model, seen: Set<string>, check: Check): Model {
  const fields = model.fields.map((field) => {
    const isTaken = seen.has(field.id)
    const id = isTaken ? newId('field') : field.id
    seen.add(id)
    if (!isTaken) return field
    check.note(
      'relata.1012',
      `the id ${field.id} is another field’s too; it has got a new one.`,
      fieldSubject(doc, model, field),
    )
    return { ...field, id }
  })
  return fields.some((f, n) => f !== model.fields[n]) ? { ...model, fields } : model
}

function checkModel(doc: ErDocument, model: Model, fieldIds: ReadonlySet<string>, check: Check): Model {
  const subject = modelSubject(doc, model)
  let next = model
  if (doc.apps[model.app] === undefined) {
    check.note('relata.1013', `its app ${model.app} is not there.`, subject)
    next = { ...next, app: rootOf(doc).defaultApp }
  }
  const bases = model.bases.filter((base) => isExpr(base) || isKnownModel(doc, base.model))
  if (bases.length !== model.bases.length) {
    check.note('relata.1013', 'a base class of it is not there.', subject)
    next = { ...next, bases }
  }
  const fields = model.fields.map((field) => checkField(doc, model, field, check))
  if (fields.some((f, n) => f !== model.fields[n])) next = { ...next, fields }
  const dangling = danglingRefs(next, fieldIds)
  for (const id of dangling)
    check.note('relata.1013', `an option, index or constraint names the field ${id}, which is not there.`, subject)
  return dangling.size === 0 ? next : withoutFields(next, dangling)
}

function checkField(doc: ErDocument, model: Model, field: Field, check: Check): Field {
  const note = (what: string): void =>
    check.note('relata.1013', `${what} is not there.`, fieldSubject(doc, model, field))
  if (field.kind === 'scalar' && field.choices?.kind === 'enum' && doc.enums[field.choices.enum] === undefined) {
    note(`its choices class ${field.choices.enum}`)
    return { ...field, choices: null }
  }
  if (!isRelation(field)) return field
  let next = field
  if (field.to !== null && !isKnownModel(doc, field.to)) {
    note(`its target ${field.to}`)
    next = { ...next, to: null }
  }
  if (field.through !== null && !isKnownModel(doc, field.through)) {
    note(`its through model ${field.through}`)
    next = { ...next, through: null }
  }
  return next
}

/** Field ids that the model's options, Meta, indexes and constraints name and that no model has. */
function danglingRefs(model: Model, fieldIds: ReadonlySet<string>): ReadonlySet<FieldId> {
  const refs: unknown[] = []
  for (const field of model.fields) {
    for (const keyword of FIELD_REF_OPTIONS) {
      const value = field.options[keyword]
      if (value !== undefined) refs.push(...(Array.isArray(value) ? value : [value]))
    }
  }
  const {
    ordering = [],
    get_latest_by: latest = [],
    unique_together: unique = [],
    index_together: together = [],
  } = model.meta
  refs.push(
    ...[...ordering, ...latest].map((o) => o.by),
    ...unique.flat(),
    ...together.flat(),
    model.meta.order_with_respect_to,
  )
  for (const index of model.indexes) refs.push(...index.fields.map((o) => o.by), ...index.include)
  for (const constraint of model.constraints)
    if (constraint.kind === 'unique') refs.push(...constraint.fields, ...constraint.include)
  return new Set(
    refs.filter((ref): ref is FieldId => typeof ref === 'string' && /^field:[^.]+$/.test(ref) && !fieldIds.has(ref)),
  )
}

const FIELD_REF_OPTIONS = [
  'to_field',
  'through_fields',
  'field_names',
  'unique_for_date',
  'unique_for_month',
  'unique_for_year',
  'width_field',
  'height_field',
]

function checkEnums(doc: ErDocument, check: Check): ErDocument {
  return mapTable(doc, 'enums', (one) => {
    const subject: Subject = { kind: 'enum', id: one.id, label: one.name }
    const hasApp = doc.apps[one.app] !== undefined
    const hasModel = one.model === null || doc.models[one.model] !== undefined
    if (hasApp && hasModel) return one
    if (!hasApp) check.note('relata.1013', `its app ${one.app} is not there.`, subject)
    if (!hasModel) check.note('relata.1013', `the model ${one.model} that it stands in is not there.`, subject)
    return { ...one, app: hasApp ? one.app : rootOf(doc).defaultApp, model: hasModel ? one.model : null }
  })
}

function checkViews(doc: ErDocument, check: Check): ErDocument {
  const placed = mapTable(
    doc,
    'placements',
    (p) => {
      const isWhole =
        doc.views[p.view] !== undefined && doc.models[p.model] !== undefined && p.id === placementId(p.view, p.model)
      if (isWhole) return p
      check.note('relata.1013', `a placement of ${p.model} in ${p.view} leads nowhere; it was put aside.`, DESIGN)
      return undefined
    },
    check,
  )
  const ofView = <T extends { readonly id: string; readonly view: string }>(record: T): T | undefined => {
    if (doc.views[record.view] !== undefined) return record
    check.note(
      'relata.1013',
      `${record.id} belongs to the view ${record.view}, which is not there; it was put aside.`,
      DESIGN,
    )
    return undefined
  }
  return mapTable(mapTable(placed, 'areas', ofView, check), 'notes', ofView, check)
}

function checkRows(doc: ErDocument, check: Check): ErDocument {
  const fields = new Set(Object.values(doc.models).flatMap((model) => model.fields.map((f) => f.id as string)))
  const rows = mapTable(
    doc,
    'rows',
    (rowSet) => {
      if (!isKnownModel(doc, rowSet.id)) {
        check.note(
          'relata.1013',
          `sample rows belong to the model ${rowSet.id}, which is not there; they were put aside.`,
          DESIGN,
        )
        return undefined
      }
      const stray = new Set(
        rowSet.rows.flatMap((row) =>
          Object.keys(row.values).filter((key) => /^field:[^.]+$/.test(key) && !fields.has(key)),
        ),
      )
      if (stray.size === 0) return rowSet
      for (const key of stray) {
        check.note(
          'relata.1013',
          `sample rows of ${rowSet.id} have values for ${key}, which is not there; they were put aside.`,
          DESIGN,
        )
      }
      check.dropped.push({
        at: 'rows',
        value: { model: rowSet.id, rows: valuesWhere(rowSet.rows, (key) => stray.has(key)) },
      })
      return { ...rowSet, rows: valuesWhere(rowSet.rows, (key) => !stray.has(key)) }
    },
    check,
  )
  return mapTable(
    rows,
    'generators',
    (generator) => {
      if (fields.has(generator.id) && doc.models[generator.model] !== undefined) return generator
      check.note(
        'relata.1013',
        `a generator belongs to the field ${generator.id}, which is not there; it was put aside.`,
        DESIGN,
      )
      return undefined
    },
    check,
  )
}

function valuesWhere(rows: readonly SampleRow[], keep: (key: string) => boolean): readonly SampleRow[] {
  return rows.map((row) => ({
    ...row,
    values: Object.fromEntries(Object.entries(row.values).filter(([key]) => keep(key))),
  }))
}

const ORDERS = [
  ['modelOrder', 'models'],
  ['viewOrder', 'views'],
  ['queryOrder', 'queries'],
] as const

function checkOrders(doc: ErDocument, check: Check): ErDocument {
  let root: Root = rootOf(doc)
  for (const [order, table] of ORDERS) {
    const wanted = [...new Set<string>([...root[order], ...Object.keys(doc[table])])].filter((id) =>
      Object.hasOwn(doc[table], id),
    )
    const isRight = wanted.length === root[order].length && wanted.every((id, n) => id === root[order][n])
    if (isRight) continue
    check.note('relata.1014', `${order} does not name each of the ${table} once; it was put right.`, DESIGN)
    root = { ...root, [order]: wanted }
  }
  return root === rootOf(doc) ? doc : withRoot(doc, root)
}

function withRoot(doc: ErDocument, root: Root): ErDocument {
  return { ...doc, root: { root } }
}

type MappedTable = Exclude<keyof ErDocument, 'root'>
type Rec<T extends MappedTable> = ErDocument[T][string]

/** The document with each record of a table replaced; undefined puts it aside. Unchanged tables keep their identity. */
function mapTable<T extends MappedTable>(
  doc: ErDocument,
  name: T,
  edit: (record: Rec<T>) => Rec<T> | undefined,
  check?: Check,
): ErDocument {
  let isChanged = false
  const entries: [string, unknown][] = []
  for (const [id, record] of Object.entries(doc[name]) as [string, Rec<T>][]) {
    const next = edit(record)
    if (next !== record) isChanged = true
    if (next === undefined) check?.dropped.push({ at: name, value: record })
    else entries.push([id, next])
  }
  return isChanged ? { ...doc, [name]: Object.fromEntries(entries) } : doc
}
