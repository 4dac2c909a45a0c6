/**
 * Models from a database's structure. Every guess (a join table read as many-to-many, a unique key read
 * as one-to-one, a model's name) is listed; names of tables and columns are kept in db_table and db_column.
 */
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts'
import { createDocument } from '../../document/create.ts'
import type { AppId, EnumId, FieldId, ModelId } from '../../document/ids.ts'
import { KEYLESS } from '../../document/keyless.ts'
import { plural, snakeCase } from '../../document/names.ts'
import type {
  App,
  ChoicesClass,
  ErDocument,
  Field,
  FieldRef,
  Meta,
  Model,
  RelationField,
} from '../../document/records.ts'
import { stableId } from '../django/stable-id.ts'
import { assembled } from './assemble-design.ts'
import { djangoTables } from './django-database.ts'
import type { DjangoTable } from './django-database.ts'
import { lacksLikeIndexes } from './django-indexes.ts'
import { enumClass, enumKey } from './enum-class.ts'
import { withKeyTypes } from './key-types.ts'
import { isNaturalJoin, joinFieldName, joinTables, manyToManyField } from './many-to-many.ts'
import type { JoinTable } from './many-to-many.ts'
import { undoEdge, undoJoin, undoMissing, undoName } from './guesses.ts'
import { fieldName, plainModelName, wordsOf } from './names.ts'
import { Plan, columnOf, dbTable, isOnlyKey, sameName, tableKey } from './plan.ts'
import type { Planned } from './plan.ts'
import type { RawColumn, RawDatabase, RawForeignKey, RawTable } from './raw.ts'
import { foreignObject, keyField } from './relation-field.ts'
import { ReverseNames } from './reverse-names.ts'
import { missingTables } from './missing-tables.ts'
import { isImplicitKey, scalarField } from './scalar-field.ts'
import { jsonColumns, positiveColumns, tableRules } from './table-rules.ts'
import { typeRemarks } from './wider-types.ts'
import { DJANGO_ON_DELETE, NO_LIKE_INDEXES, emptyRemark } from './whole-remarks.ts'

export interface BuildOptions {
  readonly app: string
  readonly name: string
}

export interface BuiltDesign {
  readonly doc: ErDocument
  readonly diagnostics: readonly Diagnostic[]
}

export function buildDesign(raw: RawDatabase, { app, name }: BuildOptions): BuiltDesign {
  return new Builder(withKeyTypes(raw), app, name).build()
}

class Builder {
  readonly #raw: RawDatabase
  readonly #doc: ErDocument
  readonly #apps = new Map<string, App>()
  readonly #diagnostics: Diagnostic[]
  readonly #plan = new Plan()
  readonly #joins: ReadonlyMap<RawTable, JoinTable>
  readonly #django: ReadonlyMap<RawTable, DjangoTable> | null
  /** Join tables that need no model of their own. */
  readonly #natural = new Set<RawTable>()
  readonly #external = new Set<Planned>()
  readonly #enums = new Map<string, ChoicesClass>()
  readonly #ruleNames = new Set<string>()
  readonly #reverse = new ReverseNames()

  constructor(raw: RawDatabase, app: string, name: string) {
    this.#raw = raw
    this.#doc = createDocument({ name, app })
    const [own] = Object.values(this.#doc.apps)
    if (own !== undefined) this.#apps.set(app, own)
    this.#diagnostics = [...raw.diagnostics]
    for (const table of raw.tables) this.#ruleNames.add(table.name.toLowerCase())
    this.#joins = joinTables(raw.tables)
    this.#django = djangoTables(raw)
  }

  build(): BuiltDesign {
    if (this.#django !== null) this.#diagnostics.push(DJANGO_ON_DELETE)
    this.#diagnostics.push(...emptyRemark(this.#raw), ...typeRemarks(this.#raw))
    this.#planModels()
    this.#planMissing()
    for (const planned of this.#plan.all) for (const column of planned.table.columns) this.#nameEnum(planned, column)
    const built = this.#plan.all.map((planned) => this.#model(planned))
    const models = this.#withManyToMany(built)
    this.#noteNames()
    const isPlain = this.#django === null && lacksLikeIndexes(this.#raw)
    if (isPlain) this.#diagnostics.push(NO_LIKE_INDEXES)
    const parts = { apps: [...this.#apps.values()], enums: [...this.#enums.values()], models, isPlain }
    return { doc: assembled(this.#doc, parts), diagnostics: this.#diagnostics }
  }

  #app(label: string): App {
    const known = this.#apps.get(label)
    if (known !== undefined) return known
    const app: App = { id: stableId('app', label) as AppId, label }
    this.#apps.set(label, app)
    return app
  }

  #planModels(): void {
    const [ownLabel = 'app'] = this.#apps.keys()
    const joins: RawTable[] = []
    for (const table of this.#raw.tables) {
      if (this.#joins.get(table)?.hasId === true) joins.push(table)
      else this.#planTable(table, ownLabel)
    }
    for (const table of joins) {
      const join = this.#joins.get(table)
      const [from, to] = [join && this.#plan.target(join.from), join && this.#plan.target(join.to)]
      if (
        join !== undefined &&
        from !== undefined &&
        to !== undefined &&
        isNaturalJoin(table, join, from, to, this.#raw.dialect)
      )
        this.#natural.add(table)
      else this.#planTable(table, ownLabel)
    }
  }

  #planTable(table: RawTable, ownLabel: string): void {
    const django = this.#django?.get(table)
    // Only those of Django's own tables are drawn that others refer to.
    if (django?.builtin === true && !this.#isReferred(table))
      return this.#note('relata.6025', 'info', table, 'It is a table of Django itself; it is not drawn.')
    const { id, label } = this.#app(django?.app ?? appOf(table) ?? ownLabel)
    const implicit = table.columns.find(
      (c) => isOnlyKey(table, c.name) && !isForeign(table, c) && isImplicitKey(this.#raw, c),
    )
    const planned = this.#plan.add(table, id, label, table.modelName ?? django?.model ?? null, implicit?.name ?? null)
    if (django?.builtin === true) this.#external.add(planned)
    if (table.isForeign !== true) return
    this.#external.add(planned)
    const said = `It is a foreign table, drawn as the model ${planned.name} from elsewhere.`
    this.#note('relata.6025', 'info', table, said, [undoMissing(planned.id)])
  }

  /** Names that are more than the table's in another spelling: `tbl_posts` → Post. */
  #noteNames(): void {
    const joined = new Set(
      [...this.#natural].flatMap((table) => table.foreignKeys.map((fk) => this.#plan.target(fk)?.id ?? null)),
    )
    for (const { table, id, name, app, appLabel } of this.#plan.all) {
      const plain = plainModelName(wordsOf(table))
      const isSaid = table.modelName !== undefined || this.#django !== null
      if (isSaid || plain === name || this.#plan.taken(app).has(plain.toLowerCase())) continue
      // With the model's name those that Django makes of it would change: the table's, the columns of a join table.
      const isBound = dbTable(table) === `${appLabel}_${name.toLowerCase()}` || joined.has(id)
      this.#note('relata.6021', 'info', table, `The model is named ${name}.`, isBound ? [] : [undoName(id, plain)])
    }
  }

  #isReferred(table: RawTable): boolean {
    return this.#raw.tables.some(
      (t) => this.#django?.get(t)?.builtin !== true && t.foreignKeys.some((fk) => sameName(fk.table, table.name)),
    )
  }

  /** Tables that foreign keys lead to but that are not there: drawn, not generated. */
  #planMissing(): void {
    const [ownLabel = 'app'] = this.#apps.keys()
    const { tables, dangling } = missingTables(this.#plan)
    const made = tables.map((table) => {
      const app = this.#app(ownLabel)
      return this.#plan.add(table, app.id, app.label, null, null)
    })
    for (const { table, fk } of dangling) {
      const said = `The foreign key (${fk.columns.join(', ')}) leads to ${fk.table}, which is not here; it is drawn as a model from elsewhere.`
      this.#note('relata.6022', 'warning', table, said, [], this.#plan.target(fk)?.id)
    }
    for (const planned of made) {
      this.#external.add(planned)
      this.#note('relata.6021', 'info', planned.table, `It is drawn as the model ${planned.name} from elsewhere.`, [
        undoMissing(planned.id),
      ])
    }
  }

  #nameEnum(planned: Planned, column: RawColumn): void {
    const key = enumKey(column)
    if (key === null || this.#enums.has(key)) return
    const taken = this.#plan.taken(planned.app)
    const made = enumClass(column, planned.app, taken)
    taken.add(made.name.toLowerCase())
    this.#enums.set(key, made)
  }

  #enumOf(column: RawColumn): EnumId | null {
    const key = enumKey(column)
    return key === null ? null : (this.#enums.get(key)?.id ?? null)
  }

  #model(planned: Planned): Model {
    const { table, id, name, app } = planned
    const isExternal = this.#external.has(planned)
    const fields = isExternal && this.#django?.get(table)?.builtin === true ? [] : this.#fields(planned)
    const keyed = new Set(table.foreignKeys.flatMap((fk) => (fk.columns.length === 1 ? fk.columns : [])))
    const rules = tableRules(
      planned,
      new Set([...positiveColumns(table)].filter((c) => !keyed.has(c))),
      this.#ruleNames,
    )
    return {
      id,
      app,
      name,
      kind: 'concrete',
      external: isExternal,
      bases: [],
      fields,
      meta: this.#meta(planned, rules.uniqueTogether),
      indexes: isExternal ? [] : rules.indexes,
      constraints: isExternal ? [] : rules.constraints,
      members: [],
      docstring: null,
    }
  }

  #meta({ table, name, appLabel }: Planned, uniqueTogether: readonly (readonly FieldRef[])[]): Meta {
    const written = dbTable(table)
    if (table.primaryKey.length === 0) {
      this.#note(
        'relata.6026',
        'info',
        table,
        'The table has no primary key. Django needs one: it would read the column id.',
      )
    }
    return {
      ...(written === `${appLabel}_${name.toLowerCase()}` ? {} : { db_table: written }),
      ...(table.comment === null ? {} : { db_table_comment: table.comment }),
      ...(uniqueTogether.length === 0 ? {} : { unique_together: uniqueTogether }),
      ...(table.primaryKey.length === 0 ? { other: { [KEYLESS]: true } } : {}),
    }
  }

  #fields(planned: Planned): readonly Field[] {
    const { table } = planned
    const taken = new Set<string>(table.primaryKey.length > 1 ? ['pk'] : [])
    // Django gives the name to the key that it makes where there is none (models.E004).
    if (table.primaryKey.length === 0) taken.add('id')
    const alone = keysOfOneColumn(table)
    const positive = positiveColumns(table)
    const json = jsonColumns(table)
    const note = (code: string, severity: Diagnostic['severity'], message: string, fixes?: readonly Fix[]) =>
      this.#note(code, severity, table, message, fixes)
    const fields: Field[] = []
    for (const column of table.columns) {
      if (!planned.fieldIds.has(column.name)) {
        planned.fieldNames.set(column.name, 'id')
        taken.add('id')
        continue
      }
      const fk = alone.get(column.name)
      const target = fk === undefined ? undefined : this.#plan.target(fk)
      const field =
        fk === undefined || target === undefined
          ? scalarField(planned, column, taken, {
              dialect: this.#raw.dialect,
              positive,
              json,
              enumOf: (c) => this.#enumOf(c),
              note,
            })
          : keyField(planned, column, fk, {
              target,
              taken,
              note,
              dialect: this.#raw.dialect,
              django: this.#django !== null,
              reverseName: this.#reverse.of(planned, target, fk),
            })
      taken.add(field.name.toLowerCase())
      if (field.kind !== 'scalar') taken.add(`${field.name}_id`.toLowerCase())
      planned.fieldNames.set(column.name, field.name)
      fields.push(field)
    }
    const used = new Set(alone.values())
    for (const fk of table.foreignKeys) {
      const target = this.#plan.target(fk)
      if (used.has(fk) || target === undefined || !fk.columns.every((c) => columnOf(table, c))) continue
      const field = foreignObject(planned, fk, {
        target,
        taken,
        note,
        dialect: this.#raw.dialect,
        django: this.#django !== null,
        reverseName: this.#reverse.of(planned, target, fk),
      })
      taken.add(field.name.toLowerCase())
      fields.push(field)
    }
    return table.primaryKey.length > 1 ? [compositeKey(planned), ...fields] : fields
  }

  #withManyToMany(models: readonly Model[]): readonly Model[] {
    const added = new Map<ModelId, RelationField[]>()
    const byId = new Map(models.map((m) => [m.id, m]))
    const takenOf = (planned: Planned): Set<string> => {
      const names = [...(byId.get(planned.id)?.fields ?? []), ...(added.get(planned.id) ?? [])].map((f) =>
        f.name.toLowerCase(),
      )
      return new Set(['id', ...names])
    }
    const add = (planned: Planned, field: RelationField) =>
      added.set(planned.id, [...(added.get(planned.id) ?? []), field])
    for (const [table, join] of this.#joins) {
      const [from, to] = [this.#plan.target(join.from), this.#plan.target(join.to)]
      if (from === undefined || to === undefined || this.#external.has(from)) continue
      const through = this.#natural.has(table) ? null : (this.#plan.find(table.schema, table.name) ?? null)
      if (through !== null && this.#external.has(through)) continue
      const name = joinFieldName(table, from, to, takenOf(from))
      add(from, this.#joined({ table, join, from, to, through, name }))
    }
    for (const from of this.#plan.all) {
      for (const edge of from.table.manyToMany ?? []) {
        const to = this.#plan.find(edge.schema ?? null, edge.table)
        if (to === undefined) continue
        const name = fieldName(edge.name, takenOf(from))
        const relatedName = edge.reverse === null ? null : fieldName(edge.reverse, takenOf(to))
        add(
          from,
          manyToManyField({
            name,
            from,
            to,
            relatedName,
            through: null,
            table: null,
            joinTable: edge.joinTable,
            throughFields: null,
          }),
        )
      }
    }
    return models.map((m) => (added.has(m.id) ? { ...m, fields: [...m.fields, ...(added.get(m.id) ?? [])] } : m))
  }

  #joined({
    table,
    join,
    from,
    to,
    through,
    name,
  }: {
    table: RawTable
    join: JoinTable
    from: Planned
    to: Planned
    through: Planned | null
    name: string
  }): RelationField {
    const isDjango = this.#django !== null && through === null
    const reverse = table.joins?.reverse ?? null
    const wanted = reverse === null ? `${plural(snakeCase(from.name))}_by_${name}` : snakeCase(reverse)
    const relatedName = isDjango ? null : this.#reverse.free(to, wanted)
    const ends = [join.from, join.to].map((fk) => through?.fieldIds.get(fk.columns[0] ?? ''))
    const throughFields =
      through !== null && from === to && ends[0] !== undefined && ends[1] !== undefined
        ? ([ends[0], ends[1]] as const)
        : null
    const field = manyToManyField({ name, from, to, relatedName, through, table, joinTable: null, throughFields })
    const how = through === null ? 'it is read as a many-to-many' : 'a many-to-many through it is added'
    const said = `The table only joins ${from.name} and ${to.name}; ${how}: ${from.name}.${name}.`
    const fix = through === null ? undoJoin(from.id, field.id) : undoEdge(from.id, field.id, `${from.name}.${name}`)
    this.#note('relata.6024', 'info', table, said, [fix])
    return field
  }

  #note(
    code: string,
    severity: Diagnostic['severity'],
    table: RawTable,
    message: string,
    fixes: readonly Fix[] = [],
    /** Another model that it is about. */
    id?: ModelId,
  ): void {
    const label = tableKey(table)
    const model = this.#plan.find(table.schema, table.name)?.id
    const also = id === undefined ? {} : { id }
    const subject =
      model === undefined ? { kind: 'text' as const, label } : { kind: 'model' as const, model, label, ...also }
    this.#diagnostics.push({ code, severity, message: `${label}: ${message}`, hint: null, subject, fixes })
  }
}

/** The first key over each column alone; what else there is becomes a ForeignObject. */
function keysOfOneColumn(table: RawTable): ReadonlyMap<string, RawForeignKey> {
  const keys = new Map<string, RawForeignKey>()
  for (const fk of table.foreignKeys) {
    const column = fk.columns.length === 1 ? columnOf(table, fk.columns[0] ?? '') : undefined
    if (column !== undefined && column.generated === null && !keys.has(column.name)) keys.set(column.name, fk)
  }
  return keys
}

/** A key that leads to another table, as that of a child does to its parent's. */
function isForeign(table: RawTable, { name }: RawColumn): boolean {
  return table.foreignKeys.some((fk) => fk.columns.some((c) => sameName(c, name)))
}

function compositeKey({ table, fieldIds }: Planned): Field {
  return {
    id: stableId('field', `${tableKey(table)} pk`) as FieldId,
    kind: 'scalar',
    name: 'pk',
    type: 'CompositePrimaryKey',
    choices: null,
    options: { field_names: table.primaryKey.map((c) => fieldIds.get(columnOf(table, c)?.name ?? c) ?? c) },
  }
}

/** Apps that Django may have in a project beside the design's; two of one label cannot be. */
const DJANGOS_APPS = new Set(
  'admin admindocs auth contenttypes flatpages gis humanize messages postgres redirects sessions sitemaps sites staticfiles syndication'.split(
    ' ',
  ),
)

/** The app for the tables of a schema: `Human Resources` → `human_resources`; null: the design's own. */
function appOf({ schema }: RawTable): string | null {
  if (schema === null) return null
  const label = fieldName(schema, new Set())
  return DJANGOS_APPS.has(label) ? `${label}_schema` : label
}
