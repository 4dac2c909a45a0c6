/**
 * Models from a database's structure. Every guess (a join table read as many-to-many, a unique key read
 * as one-to-one, an on_delete) is listed; names of tables and columns are kept in db_table and db_column.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { createDocument } from '../../document/create.ts'
import type { AppId, FieldId, IndexId, ModelId, ViewId } from '../../document/ids.ts'
import { placementId, rootOf } from '../../document/records.ts'
import type { ErDocument, Field, FieldRef, Index, Meta, Model, OnDelete, Options, RelationField } from '../../document/records.ts'
import { snakeCase } from '../../document/names.ts'
import { stableId } from '../django/stable-id.ts'
import { attributeOf } from './attribute.ts'
import { joinTables } from './join-tables.ts'
import type { JoinTable } from './join-tables.ts'
import { fieldName, keyFieldName, modelName } from './names.ts'
import type { RawColumn, RawDatabase, RawForeignKey, RawIndex, RawTable } from './raw.ts'
import { guessType, plainDefault } from './types.ts'

export interface BuildOptions {
  readonly app: string
  readonly name: string
}

export interface BuiltDesign {
  readonly doc: ErDocument
  readonly diagnostics: readonly Diagnostic[]
}

/** Tables side by side until they are laid out, px. */
const CELL = { width: 300, height: 360, across: 6 }

export function buildDesign(raw: RawDatabase, { app, name }: BuildOptions): BuiltDesign {
  return new Builder(raw, app, name).build()
}

/** A table with what was decided about it. */
interface Planned {
  readonly table: RawTable
  readonly id: ModelId
  readonly name: string
  readonly fieldIds: Map<string, FieldId>
}

class Builder {
  readonly #raw: RawDatabase
  readonly #doc: ErDocument
  readonly #app: AppId
  readonly #label: string
  readonly #diagnostics: Diagnostic[]
  readonly #planned = new Map<string, Planned>()
  readonly #joins: ReadonlyMap<RawTable, JoinTable>

  constructor(raw: RawDatabase, app: string, name: string) {
    this.#raw = raw
    this.#doc = createDocument({ name, app })
    this.#app = rootOf(this.#doc).defaultApp
    this.#label = app
    this.#diagnostics = [...raw.diagnostics]
    this.#joins = joinTables(raw.tables)
  }

  build(): BuiltDesign {
    this.#plan()
    const models = [...this.#planned.values()].map((planned) => this.#model(planned))
    const withJoins = this.#addManyToMany(models)
    const root = rootOf(this.#doc)
    const view = root.viewOrder[0] as ViewId
    const placements = withJoins.map((model, i) => ({
      id: placementId(view, model.id),
      view,
      model: model.id,
      x: (i % CELL.across) * CELL.width,
      y: Math.floor(i / CELL.across) * CELL.height,
      color: null,
      collapsed: false,
      locked: false,
    }))
    const doc = {
      ...this.#doc,
      root: { root: { ...root, modelOrder: withJoins.map((m) => m.id) } },
      models: Object.fromEntries(withJoins.map((m) => [m.id, m])),
      placements: Object.fromEntries(placements.map((p) => [p.id, p])),
    }
    return { doc, diagnostics: this.#diagnostics }
  }

  #plan(): void {
    const taken = new Set<string>()
    for (const table of this.#raw.tables) {
      if (this.#joins.has(table)) continue
      const name = modelName(table.name, taken)
      taken.add(name.toLowerCase())
      const key = tableKey(table)
      const id = stableId('model', key) as ModelId
      const fieldIds = new Map(table.columns.map((c) => [c.name, stableId('field', `${key} ${c.name}`) as FieldId]))
      this.#planned.set(key.toLowerCase(), { table, id, name, fieldIds })
    }
  }

  #find(schema: string | null, name: string): Planned | undefined {
    return this.#planned.get(tableKey({ schema, name }).toLowerCase())
  }

  #model(planned: Planned): Model {
    const { table, id, name } = planned
    const fields = this.#fields(planned)
    const refs = (columns: readonly string[]): FieldRef[] => columns.map((c) => planned.fieldIds.get(c) ?? c)
    return {
      id,
      app: this.#app,
      name,
      kind: 'concrete',
      external: false,
      bases: [],
      fields,
      meta: this.#meta(table, name, refs),
      indexes: table.indexes.flatMap((index) => this.#index(planned, index)),
      constraints: [],
      members: [],
      docstring: null,
    }
  }

  #meta(table: RawTable, name: string, refs: (columns: readonly string[]) => FieldRef[]): Meta {
    const dbTable = table.schema === null ? table.name : `${table.schema}"."${table.name}`
    const natural = `${this.#label}_${name.toLowerCase()}`
    const together = table.uniques.filter((u) => u.where === null && u.columns.length > 1)
    const sets = together.flatMap((u) => (u.columns.every((c) => c.name !== null) ? [refs(u.columns.map((c) => c.name ?? ''))] : []))
    return {
      ...(dbTable === natural ? {} : { db_table: dbTable }),
      ...(table.comment === null ? {} : { db_table_comment: table.comment }),
      ...(sets.length === 0 ? {} : { unique_together: sets }),
    }
  }

  #index({ table, fieldIds }: Planned, index: RawIndex): readonly Index[] {
    const columns = index.columns.map((c) => (c.name === null ? undefined : fieldIds.get(c.name)))
    if (index.where !== null || columns.includes(undefined)) {
      this.#note('relata.6021', 'info', table, `The index ${index.name ?? ''} is partial or over an expression; it is not drawn.`)
      return []
    }
    const fields = index.columns.map((c, i) => ({ by: columns[i] as FieldId, descending: c.descending }))
    const id = stableId('index', `${tableKey(table)} ${index.name ?? fields.map((f) => f.by).join()}`) as IndexId
    // Django refuses names beyond 30 characters; it then makes one of its own.
    const name = index.name !== null && /^[A-Za-z][\w]{0,29}$/.test(index.name) ? index.name : null
    return [{ id, type: 'Index', name, fields, expressions: [], condition: null, include: [], options: {} }]
  }

  #fields(planned: Planned): readonly Field[] {
    const { table } = planned
    const taken = new Set<string>()
    const keys = new Map<string, RawForeignKey>()
    for (const fk of table.foreignKeys) {
      const column = fk.columns.length === 1 ? fk.columns[0] : undefined
      if (column !== undefined && !keys.has(column) && this.#find(fk.schema, fk.table) !== undefined) keys.set(column, fk)
    }
    const fields = table.columns.flatMap((column): Field[] => {
      const fk = keys.get(column.name)
      const field = fk === undefined ? this.#scalar(planned, column, taken) : this.#relation(planned, column, fk, taken)
      if (field === null) return []
      taken.add(field.name.toLowerCase())
      return [field]
    })
    for (const fk of table.foreignKeys) if (!isKept(fk, keys)) this.#noteKey(table, fk)
    return table.primaryKey.length > 1 ? [compositeKey(planned), ...fields] : fields
  }

  #noteKey(table: RawTable, fk: RawForeignKey): void {
    const target = this.#find(fk.schema, fk.table)
    const why = target === undefined ? `the table ${fk.table} is not here` : 'it has several columns or shares its column with another key'
    this.#note('relata.6022', 'warning', table, `The foreign key (${fk.columns.join(', ')}) → ${fk.table} is not drawn: ${why}.`)
  }

  #scalar(planned: Planned, column: RawColumn, taken: ReadonlySet<string>): Field | null {
    const { table } = planned
    const isKey = isOnlyKey(table, column)
    const { type, options, known } = guessType(column)
    if (!known) this.#note('relata.6020', 'info', table, `The type ${column.type} of ${column.name} is read as text.`)
    const keyType = type === 'BigIntegerField' ? 'BigAutoField' : 'AutoField'
    const isAuto = isKey && (column.autoIncrement || false)
    // Django makes this one by itself.
    if (isAuto && column.name === 'id' && /^(integer|bigint|bigserial)$/i.test(column.type)) return null
    const name = fieldName(column.name, taken)
    const fallback = isAuto ? undefined : plainDefault(column.default, type)
    const common: Options = {
      ...(isAuto ? {} : options),
      ...(isKey ? { primary_key: true } : {}),
      ...(column.null && !isKey ? { null: true, blank: true } : {}),
      ...(!isKey && isUnique(table, column.name) ? { unique: true } : {}),
      ...(fallback === undefined ? {} : { db_default: fallback }),
      ...(name === column.name ? {} : { db_column: column.name }),
      ...(column.comment === null ? {} : { db_comment: column.comment }),
    }
    return {
      id: planned.fieldIds.get(column.name) as FieldId,
      kind: 'scalar',
      name,
      type: isAuto ? keyType : type,
      choices: column.values === null ? null : { kind: 'pairs', pairs: column.values.map((value) => ({ value, label: value })) },
      options: common,
    }
  }

  #relation(planned: Planned, column: RawColumn, fk: RawForeignKey, taken: ReadonlySet<string>): RelationField {
    const { table } = planned
    const target = this.#find(fk.schema, fk.table) as Planned
    const isKey = isOnlyKey(table, column)
    const single = isKey || isUnique(table, column.name)
    const name = keyFieldName(column.name, taken)
    const toColumn = fk.targetColumns[0]
    const targetKey = target.table.primaryKey
    const toField =
      toColumn === undefined || (targetKey.length === 1 && sameName(targetKey[0] ?? '', toColumn))
        ? undefined
        : target.table.columns.find((c) => sameName(c.name, toColumn))?.name
    if (single) {
      this.#note('relata.6023', 'info', table, `${column.name} is unique, so it is read as a one-to-one to ${target.name}.`)
    }
    return {
      id: planned.fieldIds.get(column.name) as FieldId,
      kind: single ? 'oneToOne' : 'foreignKey',
      name,
      to: target.id,
      toSource: null,
      onDelete: onDeleteOf(fk, column.null),
      relatedName: this.#reverseName(planned, fk),
      through: null,
      className: null,
      options: {
        ...(isKey ? { primary_key: true } : {}),
        ...(column.null && !isKey ? { null: true, blank: true } : {}),
        ...(attributeOf(name) === column.name ? {} : { db_column: column.name }),
        ...(toField === undefined ? {} : { to_field: target.fieldIds.get(toField) ?? toField }),
        ...(column.comment === null ? {} : { db_comment: column.comment }),
      },
    }
  }

  /** Two keys to one table would clash in Django without a name of their own. */
  #reverseName({ table, name }: Planned, fk: RawForeignKey): string | null {
    const siblings = table.foreignKeys.filter((other) => other.columns.length === 1 && sameName(other.table, fk.table))
    if (siblings.length < 2) return null
    return `${snakeCase(name)}_${keyFieldName(fk.columns[0] ?? '', new Set())}_set`
  }

  #addManyToMany(models: readonly Model[]): readonly Model[] {
    const added = new Map<ModelId, Field[]>()
    for (const [table, join] of this.#joins) {
      const [from, to] = [this.#find(join.from.schema, join.from.table), this.#find(join.to.schema, join.to.table)]
      if (from === undefined || to === undefined) continue
      const owner = models.find((m) => m.id === from.id)
      if (owner === undefined) continue
      const own = added.get(from.id) ?? []
      const taken = new Set([...owner.fields, ...own].map((f) => f.name.toLowerCase()))
      const word = from === to ? table.name : `${snakeCase(to.name)}s`
      own.push(manyToMany(table, to, fieldName(word, taken), from, this.#label))
      added.set(from.id, own)
      this.#note('relata.6024', 'info', table, `The table only joins ${from.name} and ${to.name}; it is read as a many-to-many. "Make explicit" turns it into a model.`)
    }
    return models.map((m) => (added.has(m.id) ? { ...m, fields: [...m.fields, ...(added.get(m.id) ?? [])] } : m))
  }

  #note(code: string, severity: Diagnostic['severity'], table: RawTable, message: string): void {
    this.#diagnostics.push({
      code,
      severity,
      message,
      hint: null,
      subject: { kind: 'text', label: table.schema === null ? table.name : `${table.schema}.${table.name}` },
      fixes: [],
    })
  }
}

function manyToMany(table: RawTable, to: Planned, name: string, from: Planned, app: string): RelationField {
  const natural = `${app}_${from.name.toLowerCase()}_${name}`
  return {
    id: stableId('field', `join ${tableKey(table)}`) as FieldId,
    kind: 'manyToMany',
    name,
    to: to.id,
    toSource: null,
    onDelete: null,
    relatedName: `${snakeCase(from.name)}_${name}_set`,
    through: null,
    className: null,
    options: { ...(table.name === natural ? {} : { db_table: table.name }), blank: true },
  }
}

function compositeKey({ table, fieldIds }: Planned): Field {
  return {
    id: stableId('field', `${tableKey(table)} pk`) as FieldId,
    kind: 'scalar',
    name: 'pk',
    type: 'CompositePrimaryKey',
    choices: null,
    options: { field_names: table.primaryKey.map((c) => fieldIds.get(c) ?? c) },
  }
}

export function tableKey({ schema, name }: Pick<RawTable, 'schema' | 'name'>): string {
  return schema === null ? name : `${schema}.${name}`
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function isOnlyKey(table: RawTable, column: RawColumn): boolean {
  return table.primaryKey.length === 1 && sameName(table.primaryKey[0] ?? '', column.name)
}

function isUnique(table: RawTable, column: string): boolean {
  return table.uniques.some((u) => u.where === null && u.columns.length === 1 && sameName(u.columns[0]?.name ?? '', column))
}

function isKept(fk: RawForeignKey, kept: ReadonlyMap<string, RawForeignKey>): boolean {
  return kept.get(fk.columns[0] ?? '') === fk
}

/** The action the database takes; NO ACTION is what Django writes for every on_delete, so it says nothing: CASCADE is Django's habit. */
function onDeleteOf(fk: RawForeignKey, isNull: boolean): OnDelete {
  const actions: Readonly<Record<string, OnDelete>> = { CASCADE: 'CASCADE', RESTRICT: 'PROTECT', 'SET DEFAULT': 'SET_DEFAULT' }
  if (fk.onDelete.toUpperCase() === 'SET NULL') return isNull ? 'SET_NULL' : 'DO_NOTHING'
  return actions[fk.onDelete.toUpperCase()] ?? 'DO_NOTHING'
}
