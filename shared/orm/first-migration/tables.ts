/** What `migrate` leaves on SQLite: the order of each table's columns, and the order of the tables. */
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { firstOperations } from './operations.ts'
import type { Operation } from './operations.ts'
import { optimized } from './optimize.ts'
import { hashOrder } from './sqlite-hash.ts'

export interface Migrated {
  /** Column names by model, as in its table. */
  readonly columns: ReadonlyMap<ModelKey, readonly string[]>
  /** Table names in the order in which SQLite checks their foreign keys. */
  readonly checkOrder: readonly string[]
}

/** The model that Django's migrations start with, wherever its name would place it. */
export const userModelOf = (doc: ErDocument): string | null =>
  rootOf(doc).settings.AUTH_USER_MODEL?.toLowerCase() ?? null

/** @param firstModel label in lower case, see `firstOperations` */
export function migrated(resolution: Resolution, firstModel: string | null = null): Migrated {
  const columns = new Map<ModelKey, string[]>()
  const file = new TableFile()
  for (const step of plan(resolution)) {
    if (typeof step === 'string') {
      const operations = optimized(firstOperations(resolution, step, firstModel))
      for (const operation of operations) if (operation.model.managed) apply(operation, resolution, columns, file)
    } else step(file)
  }
  return { columns, checkOrder: hashOrder(['sqlite_master', ...file.inHash()]) }
}

/** Tables as sqlite_master lists them, and which of them came after the schema was last read anew. */
class TableFile {
  // The table of migrations, and that of AUTOINCREMENT's counters, are there before the first one is applied.
  #names = ['django_migrations', 'sqlite_sequence']
  #read: readonly string[] = []
  // The counters' table is made while that of migrations still is.
  #since: string[] = this.#names.toReversed()

  create(...names: readonly string[]): void {
    this.#names.push(...names)
    this.#since.push(...names)
  }
  /** A new table is filled and takes the name of the old one; SQLite then reads the schema again. */
  remake(name: string): void {
    this.#names = [...this.#names.filter((n) => n !== name), name]
    this.alter()
  }
  alter(): void {
    this.#read = [...this.#names]
    this.#since = []
  }
  inHash(): readonly string[] {
    return [...this.#read, ...this.#since]
  }
}

type Step = string | ((file: TableFile) => void)

const contenttypesFirst: Step = (file) => file.create('django_content_type')
const contenttypesRest: Step = (file) => file.remake('django_content_type')
const authFirst: Step = (file) => {
  const groups = ['auth_group', 'auth_group_permissions']
  const users = ['auth_user', 'auth_user_groups', 'auth_user_user_permissions']
  file.create('auth_permission', ...groups, ...users)
}
const authRest: Step = (file) => {
  for (const name of ['auth_permission', 'auth_user', 'auth_group', 'auth_user']) file.remake(name)
}

/** Apps by label, each after the migrations of other apps that its own one needs. */
function plan(resolution: Resolution): readonly Step[] {
  const drawn = new Set([...resolution.models.values()].filter((m) => !m.external).map((m) => m.app))
  const steps = new Set<Step>()
  const done = new Set<string>()
  const add = (...more: readonly Step[]): void => {
    for (const step of more) steps.add(step)
  }
  /** All migrations of an app of Django's, or the drawn app's one. */
  const whole = (app: string): void => {
    if (drawn.has(app)) drawnApp(app)
    else if (app === 'contenttypes') add(contenttypesFirst, contenttypesRest)
    else if (app === 'auth') {
      whole('contenttypes')
      add(authFirst, authRest)
    }
  }
  const drawnApp = (app: string): void => {
    if (done.has(app)) return
    done.add(app)
    for (const { needed, isSwappable } of needs(resolution, app)) {
      // Of what a setting names only the first migration is asked for.
      if (isSwappable && !drawn.has(needed)) add(contenttypesFirst, authFirst)
      else whole(needed)
    }
    add(app)
  }
  for (const app of [...new Set([...drawn, ...resolution.apps, 'contenttypes'])].toSorted()) whole(app)
  return [...steps]
}

interface Need {
  readonly needed: string
  /** It is only the user model, which the settings name. */
  readonly isSwappable: boolean
}

/** Other apps that an app refers to: the last by name first, as Django's graph is walked. */
function needs(resolution: Resolution, app: string): readonly Need[] {
  const models = [...resolution.models.values()].filter((m) => m.app === app)
  const bases = models.flatMap((m) => [...m.directParents, ...(m.proxyFor === null ? [] : [m.proxyFor])])
  const fields = models.flatMap((m) => [...m.localFields, ...m.localManyToMany])
  const related = fields.filter((f) => f.relation?.parentLink !== true)
  const targets = (of: readonly ResolvedField[]): readonly ModelKey[] => of.flatMap((f) => f.relation?.to ?? [])
  const appOf = (key: ModelKey): string => resolution.models.get(key)?.app ?? ''
  const isUser = (key: ModelKey): boolean => resolution.models.get(key)?.meta.swappable === 'AUTH_USER_MODEL'
  // A key that is a relation asks for its model itself.
  const keys = targets(related.filter((f) => f.primaryKey))
  const plain = new Set([...bases, ...keys, ...targets(related).filter((key) => !isUser(key))].map(appOf))
  const swappable = new Set(targets(related).filter(isUser).map(appOf))
  return [...new Set([...plain, ...swappable])]
    .filter((needed) => needed !== app && needed !== '')
    .toSorted()
    .toReversed()
    .map((needed) => ({ needed, isSwappable: !plain.has(needed) }))
}

function apply(operation: Operation, resolution: Resolution, columns: Map<ModelKey, string[]>, file: TableFile): void {
  const { model } = operation
  switch (operation.kind) {
    case 'create':
      if (model.kind === 'proxy') return
      file.create(model.table)
      columns.set(
        model.key,
        declared(operation.fields).flatMap((f) => f.column ?? []),
      )
      createJoins(operation.fields, resolution, file)
      if (operation.isOrdered) addOrder(model, columns)
      return
    case 'add':
      addField(model, operation.field, resolution, columns, file)
      return
    case 'constraint':
      // A unique set with more than its columns is an index; so is `unique_together`.
      if (operation.needsTable) remake(model, columns, file)
      return
    case 'order':
      addOrder(model, columns)
      remake(model, columns, file)
  }
}

/** Links to parents take a place before all that were made earlier. */
function declared(fields: readonly ResolvedField[]): readonly ResolvedField[] {
  return [...fields.filter((f) => f.autoCreated).toReversed(), ...fields.filter((f) => !f.autoCreated)]
}

/** A table made anew gets the references to itself last: Django clones those fields, and a clone counts as newer. */
function remake(model: ResolvedModel, columns: Map<ModelKey, string[]>, file: TableFile): void {
  const own = new Set(model.localFields.filter((f) => f.relation?.to === model.key).map((f) => f.column))
  const names = columns.get(model.key) ?? []
  columns.set(model.key, [...names.filter((name) => !own.has(name)), ...names.filter((name) => own.has(name))])
  file.remake(model.table)
}

function addOrder(model: ResolvedModel, columns: Map<ModelKey, string[]>): void {
  const order = model.localFields.find((f) => f.name === '_order')?.column
  if (typeof order === 'string') columns.get(model.key)?.push(order)
}

function addField(
  model: ResolvedModel,
  field: ResolvedField,
  resolution: Resolution,
  columns: Map<ModelKey, string[]>,
  file: TableFile,
): void {
  if (field.column === null) {
    // No column comes with a many-to-many over a drawn model, and yet Django makes the table anew.
    if (field.relation?.throughAuto === false) remake(model, columns, file)
    return createJoins([field], resolution, file)
  }
  columns.get(model.key)?.push(field.column)
  // `default=None` is no default to write into the rows.
  const { default: given } = field
  const hasDefault = given.kind !== 'none' && !(given.kind === 'value' && given.value === null)
  const needsTable = field.unique || !field.null || hasDefault
  if (needsTable) remake(model, columns, file)
  else file.alter()
}

function createJoins(fields: readonly ResolvedField[], resolution: Resolution, file: TableFile): void {
  for (const { relation } of fields) {
    if (relation?.kind !== 'manyToMany' || !relation.throughAuto || relation.through === null) continue
    const join = resolution.models.get(relation.through)
    if (join !== undefined) file.create(join.table)
  }
}
