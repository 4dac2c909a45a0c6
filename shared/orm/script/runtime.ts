/** What every operation of a running script may reach: the database, the models, the clock, the budget. */
import type { JsonCodec } from './expressions/json-codec.ts'
import type { ActiveZone, CompileSettings, PyTemporal, SqlValue } from '../query/types.ts'
import type { Rows } from '../database.ts'
import type { ResolvedField, Resolution } from '../../relations/types.ts'
import type { Asynchrony } from './asynchronous/event-loop.ts'
import type { ContentTypes } from './models/content-types.ts'
import type { Instance } from './models/instances/instance.ts'
import type { ModelClass, Reverse } from './models/classes/model-class.ts'
import type { RelatedManager } from './models/related/related-manager.ts'
import type { ModelKey } from '../../relations/types.ts'
import type { ModelId } from '../../document/ids.ts'
import type { PyStatement } from '../../python/ast.ts'
import type { OwnField } from './expressions/own-field.ts'
import type { UserClass } from './classes/user-class.ts'
import type { CallArgs, PyObject, Value } from './values.ts'

export interface AtomicOptions {
  /** false: `transaction.atomic(savepoint=False)`. */
  readonly savepoint?: boolean
}

/** What a script may ask of transactions by itself; names of savepoints are null where there are none. */
export interface Transactions {
  isInBlock(): boolean
  savepoint(): string | null
  rollbackTo(name: string | null): void
  release(name: string | null): void
  setRollback(flag: boolean): void
  getRollback(): boolean
  onCommit(run: () => void): void
}

export interface Runtime {
  readonly transactions: Transactions
  readonly resolution: Resolution
  readonly settings: CompileSettings
  /** The zone of `settings` from here on; null: the project's. */
  activateZone(zone: ActiveZone | null): void
  /** The class object of a model; always the same one. */
  modelClass(key: ModelKey): ModelClass
  /** `category.post_set`. Given by the runtime, since managers are built of querysets of instances. */
  reverseManager(instance: Instance, reverse: Reverse): RelatedManager
  /** `post.tags`; `isReverse`: `tag.post_set`. */
  manyManager(instance: Instance, field: ResolvedField, isReverse: boolean): RelatedManager
  /** `animal.tags` of a GenericRelation. */
  genericManager(instance: Instance, field: ResolvedField): RelatedManager
  /** `tag.animal`, where a GenericRelation of Animal has that related_query_name. */
  genericBackManager(instance: Instance, cls: ModelClass, field: ResolvedField): Value
  /** Rows of django_content_type, as far as they were asked for. */
  readonly contentTypes: ContentTypes
  /** `timezone.now()`. */
  now(): PyTemporal
  /** A fresh uuid4 as text. */
  uuid(): string
  all(sql: string, params: readonly SqlValue[]): Rows
  run(sql: string, params: readonly SqlValue[]): number
  /** Runs the work in a savepoint: undone where it throws. */
  atomic<T>(work: () => T, options?: AtomicOptions): T
  /** Runs a write without a savepoint: an error breaks the transaction that it stands in, if there is one. */
  spoiling<T>(work: () => T): T
  /** Counts a step; throws `Stopped` where the budget is spent or the user cancelled. */
  tick(cost?: number): void
  /** `prefetch_related_objects(rows, *lookups)`. */
  prefetchObjects(rows: Value, lookups: readonly Value[]): null
  print(text: string): void
  /** The event loop that runs, if one does. */
  readonly asynchrony: Asynchrony
  /** @throws SynchronousOnlyOperation where an event loop runs */
  checkSync(): void
  enter(): void
  leave(): void
  call(callee: Value, args: CallArgs): Value
  /**
   * Evaluates source that stands in a models file (a default, a constant), also in a model's body; throws where it uses
   * unknown names.
   */
  evaluateSource(source: string, within?: ModelClass): Value
  /** A function of a models file, ready to be called; `parent` is what `super()` gives in it, `owner` the class it is in. */
  functionFrom(statement: PyStatement, parent: Value, owner?: string): Value
  /** A setting of the project; undefined: not known. */
  projectSetting(name: string): Value | undefined
  /** Bases of a model as declared: abstract ones and plain classes of the models file included. */
  basesOf(id: ModelId): readonly (ModelId | UserClass)[]
  /** The object of a field of the project's own class; null: its class is Django's, or not the project's. */
  ownField(field: ResolvedField): OwnField | null
  /** A project's class built on a relation; null: it is Django's, or cannot be followed. */
  relationClass(field: ResolvedField): Value
  /** Classes of the project that write and read a JSONField's text; null: Django's own. */
  jsonCodec(field: ResolvedField): JsonCodec | null
  /** @throws NotImplementedError where a project's class built on a relation has one of the methods */
  refuseRelation(field: ResolvedField, methods: readonly string[]): void
  /** What a field of an abstract model tells, which no model has yet. */
  fieldInfo(field: ResolvedField): PyObject
  /** `models.CharField(max_length=5)` outside a model, as an object with Django's methods. */
  looseField(className: string, call: CallArgs): Value
}
