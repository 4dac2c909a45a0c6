/** Rows of a database in Django's fixture form, as `dumpdata` writes them and `loaddata` reads them. */
import type { ModelKey, ResolvedField, ResolvedModel } from '../relations/types.ts'
import { compileQuery } from './query/compile.ts'
import { pkFields } from './query/models.ts'
import type { Converter, PyValue, ResultColumn, SqlValue } from './query/types.ts'
import { convert } from './query/values/convert.ts'
import { ownJsonOptions } from './query/values/own-conversions.ts'
import * as ops from './script/models/querysets/query-ops.ts'
import { QuerySetObject } from './script/models/querysets/queryset.ts'
import { fromPy, toPy } from './script/convert.ts'
import { Instance } from './script/models/instances/instance.ts'
import type { ModelClass } from './script/models/classes/model-class.ts'
import type { OwnField } from './script/expressions/own-field.ts'
import { isDecimal, isTemporal } from './script/values.ts'
import type { OrmSession } from './session.ts'
import { base64, durationText } from './query/values/field-text.ts'

/** Gives the rows of a statement one after the other. */
type Iterate = (sql: string, params: readonly SqlValue[]) => Iterable<readonly SqlValue[]>

/**
 * One line of JSON a row, models in the order of the registry, rows by primary key. Dates keep their
 * microseconds, of which Django's own writer drops three digits. Many-to-many fields with a model of their
 * own are rows of that model.
 *
 * @param wanted null: every model that has a table
 */
export function* dumpFixtures(
  session: OrmSession,
  wanted: ReadonlySet<ModelKey> | null,
  iterate: Iterate,
): Generator<string, void> {
  for (const key of session.resolution.order) {
    const model = session.resolution.models.get(key)
    if (model === undefined || !hasRows(model) || (wanted !== null && !wanted.has(key))) continue
    yield* rowsOf(session, model, iterate)
  }
}

function hasRows(model: ResolvedModel): boolean {
  return model.kind === 'concrete' && model.autoCreatedFor === null
}

function* rowsOf(session: OrmSession, model: ResolvedModel, iterate: Iterate): Generator<string, void> {
  const cls = session.modelClass(model.key)
  const { attname: pk } = cls.meta.pk
  const fields = model.localFields.filter((f) => f.column !== null && f.attname !== pk && !isGenerated(f.className))
  const stored = pkFields(cls.models, model.key).filter((f) => f.column !== null)
  const key = stored.map((f) => f.attname)
  // The parts of a composite key are fields as well.
  const names = [...(key.length === 1 ? key : []), ...fields.map((f) => f.attname)]
  const start = names.length - fields.length
  const all = QuerySetObject.all(cls, session).query
  const listed = ops.valuesList(all, names, { flat: false, named: false })
  const query = key.length === 0 ? listed : ops.orderBy(listed, ['pk'])
  const { sql, params, columns, empty } = compileQuery(query, session.settings)
  if (empty) return
  const links = model.localManyToMany.flatMap((f) => linksOf(session, f.name, model, iterate) ?? [])
  for (const row of iterate(sql, params)) {
    const values = row.map((raw, i) => {
      const field = cls.field(names[i] ?? '')
      const own = field === undefined ? null : session.ownField(field)
      const value = convert(converterOf(field, columns[i]), raw, session.settings)
      if (field === undefined || own === null) return jsonOf(value)
      return jsonOf(serialised(own, field, cls, columns[i]?.load?.(value) ?? value, session))
    })
    const own = key.map((name) => values[names.indexOf(name)] ?? 'null')
    const id = own.length > 1 ? `[${own.join(', ')}]` : (own[0] ?? 'null')
    const parts = fields.map((f, i) => `${JSON.stringify(f.name)}: ${values[i + start] ?? 'null'}`)
    for (const { name, targets } of links) {
      const keys = targets.get(id) ?? []
      parts.push(`${JSON.stringify(name)}: [${keys.join(', ')}]`)
    }
    yield `{"model": ${JSON.stringify(model.label.toLowerCase())}, "pk": ${id}, "fields": {${parts.join(', ')}}}`
  }
}

/** JSON that a decoder of the project would read goes as it is: that is what loading it gives back. */
function converterOf(field: ResolvedField | undefined, column: ResultColumn | undefined): Converter {
  const isRead = field !== undefined && ownJsonOptions(field).includes('decoder')
  return isRead ? 'json' : (column?.converter ?? 'none')
}

/** As Django's serializer: numbers, dates and their like as they are, the rest as `value_to_string()` has it. */
function serialised(own: OwnField, field: ResolvedField, cls: ModelClass, held: PyValue, session: OrmSession): PyValue {
  const value = fromPy(held, session)
  const isProtected =
    value === null || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'number'
  if (isProtected || isDecimal(value) || isTemporal(value)) return toPy(value, session)
  const instance = new Instance(cls)
  instance.values.set(field.attname, value)
  return toPy(own.ask('value_to_string', [instance], session) ?? null, session)
}

function isGenerated(className: string): boolean {
  return className === 'GeneratedField'
}

interface Links {
  readonly name: string
  /** Keys of the targets by the key of the row, both as JSON. */
  readonly targets: ReadonlyMap<string, readonly string[]>
}

/** null: the field has a join model of its own, whose rows say it. */
function linksOf(session: OrmSession, name: string, model: ResolvedModel, iterate: Iterate): Links | null {
  const relation = model.localManyToMany.find((f) => f.name === name)?.relation
  const through = relation?.through == null ? undefined : session.resolution.models.get(relation.through)
  if (relation == null || through === undefined || !relation.throughAuto) return null
  const cls = session.modelClass(through.key)
  const ends = [relation.sourceField, relation.targetField].map((end) => cls.field(end ?? '')?.attname ?? '')
  const all = QuerySetObject.all(cls, session).query
  const query = ops.orderBy(ops.valuesList(all, ends, { flat: false, named: false }), ['pk'])
  const { sql, params, columns } = compileQuery(query, session.settings)
  const targets = new Map<string, string[]>()
  for (const row of iterate(sql, params)) {
    const [from = 'null', to = 'null'] = row.map((raw, i) =>
      jsonOf(convert(columns[i]?.converter ?? 'none', raw, session.settings)),
    )
    const known = targets.get(from)
    if (known === undefined) targets.set(from, [to])
    else known.push(to)
  }
  return { name, targets }
}

/** As Django's serializer writes a value. */
function jsonOf(value: PyValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(1) : String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Uint8Array) return JSON.stringify(base64(value))
  switch (value.type) {
    case 'decimal':
    case 'uuid':
    case 'date':
    case 'time':
      return JSON.stringify(value.text)
    case 'datetime':
      return JSON.stringify(value.text.replace(/\+00:00$/, 'Z'))
    case 'timedelta':
      return JSON.stringify(durationText(value.microseconds))
    case 'list':
    case 'tuple':
    case 'set':
      return `[${value.items.map(jsonOf).join(', ')}]`
    case 'dict':
      return `{${value.entries.map(([key, entry]) => `${JSON.stringify(String(key))}: ${jsonOf(entry)}`).join(', ')}}`
    default:
      return JSON.stringify(String(value.type))
  }
}
