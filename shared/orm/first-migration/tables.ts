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

/** Apps by label, each after the first migration of those it refers to. */
function plan(resolution: Resolution): readonly Step[] {
  const drawn = new Set([...resolution.models.values()].filter((m) => !m.external).map((m) => m.app))
  const steps: Step[] = []
  const done = new Set<string>()
  const first = (app: string): void => {
    if (done.has(app)) return
    done.add(app)
    if (app === 'auth') first('contenttypes')
    for (const needed of drawn.has(app) ? refersTo(resolution, app) : []) first(needed)
    if (drawn.has(app)) steps.push(app)
    else if (app === 'contenttypes') steps.push(contenttypesFirst)
    else if (app === 'auth') steps.push(authFirst)
  }
  for (const app of [...new Set([...drawn, ...resolution.apps, 'contenttypes'])].toSorted()) {
    first(app)
    if (drawn.has(app)) continue
    if (app === 'auth' && !steps.includes(contenttypesRest)) steps.push(contenttypesRest)
    if (app === 'contenttypes' && !steps.includes(contenttypesRest)) steps.push(contenttypesRest)
    if (app === 'auth') steps.push(authRest)
  }
  return steps
}

function refersTo(resolution: Resolution, app: string): readonly string[] {
  const models = [...resolution.models.values()].filter((m) => m.app === app)
  const targets = models.flatMap((m) => [
    ...m.directParents,
    ...[...m.localFields, ...m.localManyToMany].map((f) => f.relation?.to ?? null),
  ])
  const apps = targets.flatMap((key) => (key === null ? [] : [resolution.models.get(key)?.app ?? '']))
  return [...new Set(apps)].filter((a) => a !== app && a !== '').toSorted()
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
    case 'together':
      remake(model, columns, file)
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
