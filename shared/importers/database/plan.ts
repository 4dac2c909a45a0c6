/** Which table becomes which model: names and ids, before any field is made. */
import { nameForDjango } from '../../relations/names.ts'
import type { AppId, FieldId, ModelId } from '../../document/ids.ts'
import { stableId } from '../django/stable-id.ts'
import { qualified } from './draft.ts'
import { modelName, wordsOf } from './names.ts'
import type { RawColumn, RawForeignKey, RawIndex, RawTable } from './raw.ts'

/** A table with what was decided about it. */
export interface Planned {
  readonly table: RawTable
  readonly id: ModelId
  readonly app: AppId
  readonly appLabel: string
  readonly name: string
  /** Ids of the fields by column; a key that Django makes by itself has none. */
  readonly fieldIds: Map<string, FieldId>
  /** Names of fields by column, once the fields are made. */
  readonly fieldNames: Map<string, string>
}

/** Tables of the source by name, in any case. */
export class Plan {
  readonly all: Planned[] = []
  readonly #byTable = new Map<string, Planned>()
  /** Names in lower case, where capitals alone do not tell tables apart. */
  readonly #byLower = new Map<string, Planned>()
  readonly #takenByApp = new Map<AppId, Set<string>>()

  add(table: RawTable, app: AppId, appLabel: string, wanted: string | null, implicitKey: string | null): Planned {
    const taken = this.taken(app)
    const name = modelName(wanted ?? wordsOf(table), taken, wanted !== null)
    taken.add(name.toLowerCase())
    const key = tableKey(table)
    const columns = table.columns.filter((c) => c.name !== implicitKey)
    const planned: Planned = {
      table,
      id: stableId('model', key) as ModelId,
      app,
      appLabel,
      name,
      fieldIds: new Map(columns.map((c) => [c.name, stableId('field', `${key} ${c.name}`) as FieldId])),
      fieldNames: new Map(),
    }
    this.all.push(planned)
    this.#byTable.set(key, planned)
    if (!this.#byLower.has(key.toLowerCase())) this.#byLower.set(key.toLowerCase(), planned)
    return planned
  }

  /** Names of classes that are in use in the app, in lower case. */
  taken(app: AppId): Set<string> {
    const known = this.#takenByApp.get(app) ?? new Set<string>()
    this.#takenByApp.set(app, known)
    return known
  }

  find(schema: string | null, table: string): Planned | undefined {
    const key = tableKey({ schema, name: table })
    return this.#byTable.get(key) ?? this.#byLower.get(key.toLowerCase())
  }

  target(fk: RawForeignKey): Planned | undefined {
    return this.find(fk.schema, fk.table)
  }
}

export function tableKey({ schema, name }: Pick<RawTable, 'schema' | 'name'>): string {
  return qualified(schema, name)
}

/** As Django names it: with a schema in front in the form that its documentation gives. */
export function dbTable({ schema, name }: RawTable): string {
  return schema === null ? nameForDjango(name) : `${schema}"."${name}`
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export function columnOf(table: RawTable, name: string): RawColumn | undefined {
  return table.columns.find((c) => c.name === name) ?? table.columns.find((c) => sameName(c.name, name))
}

export function isOnlyKey(table: RawTable, column: string): boolean {
  return table.primaryKey.length === 1 && isSameColumn(table, table.primaryKey[0] ?? '', column)
}

/** Two names of one column: capitals count where they tell columns apart. */
export function isSameColumn(table: RawTable, a: string, b: string): boolean {
  return a === b || (sameName(a, b) && columnOf(table, a) === columnOf(table, b))
}

/** SQLite lets a key hold NULL, by an old mistake; nobody means it. */
export function isOptional(table: RawTable, column: RawColumn): boolean {
  return column.null && !table.primaryKey.some((name) => isSameColumn(table, name, column.name))
}

export function isUnique(table: RawTable, column: string): boolean {
  return table.uniques.some(
    (u) => isPlainUnique(u) && u.columns.length === 1 && isSameColumn(table, u.columns[0]?.name ?? '', column),
  )
}

/** Over columns alone and all rows, as every database has it. */
export function isPlainUnique({ columns, where, include, deferrable, nullsDistinct }: RawIndex): boolean {
  const isOrdinary = (include ?? []).length === 0 && deferrable === undefined && nullsDistinct === undefined
  return where === null && isOrdinary && columns.every((c) => c.name !== null)
}

/** Columns that a key ends at; where the source names none, the target's primary key. */
export function targetColumns(fk: RawForeignKey, target: RawTable): readonly string[] {
  const named = fk.targetColumns.length > 0 ? fk.targetColumns : target.primaryKey
  const known = named.flatMap((name) => columnOf(target, name)?.name ?? [])
  const rest = target.columns.map((c) => c.name).filter((name) => !known.includes(name))
  // A key that does not fit its target is one all the same: it ends at what is there.
  return [...known, ...rest].slice(0, fk.columns.length)
}
