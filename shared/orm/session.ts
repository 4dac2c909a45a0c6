/**
 * The public door: scripts in the words of the ORM, run against a database. A session holds the models,
 * the names a script has defined, and what it may do; `runShell` runs text in it.
 */
import type { ModelId } from '../document/ids.ts'
import type { ErDocument } from '../document/records.ts'
import { rootOf } from '../document/records.ts'
import type { PyStatement } from '../python/ast.ts'
import type { ModelKey, ResolvedField, Resolution } from '../relations/types.ts'
import { runAppCode } from './app-code.ts'
import { Connection } from './connection.ts'
import type { Database, Rows, SentStatement } from './database.ts'
import { looseField, OwnFields } from './own-fields.ts'
import { ProjectNames } from './project-names.ts'
import { SourceValues } from './source-values.ts'
import { useRegistered } from './query/lookups/registered.ts'
import { setOrderingReader } from './query/ordering-source.ts'
import type { ActiveZone, CompileSettings, PyTemporal, SqlValue } from './query/types.ts'
import { setDefaultZone } from './query/values/default-zone.ts'
import { setOwnConversions } from './query/values/own-conversions.ts'
import type { Asynchrony } from './script/asynchronous/event-loop.ts'
import { Budget, DEFAULT_LIMITS } from './script/budget.ts'
import type { Limits } from './script/budget.ts'
import { BUILTINS } from './script/builtins/names.ts'
import type { UserClass } from './script/classes/user-class.ts'
import { onWall } from './script/dates/wall-clock.ts'
import { pyError, Stopped } from './script/errors.ts'
import type { JsonCodec } from './script/expressions/json-codec.ts'
import type { OwnField } from './script/expressions/own-field.ts'
import { abstractClass } from './script/models/classes/abstract-class.ts'
import { enumType } from './script/models/classes/choices.ts'
import { FieldInfo } from './script/models/classes/meta-object.ts'
import { ModelClass } from './script/models/classes/model-class.ts'
import type { Reverse } from './script/models/classes/model-class.ts'
import { ContentTypes } from './script/models/content-types.ts'
import { Instance } from './script/models/instances/instance.ts'
import { prefetchSpecs } from './script/models/querysets/prefetch-specs.ts'
import { prefetchRelated } from './script/models/querysets/prefetch.ts'
import { genericBackManager, genericManager } from './script/models/related/generic-manager.ts'
import { manyToManyManager } from './script/models/related/many-manager.ts'
import type { RelatedManager } from './script/models/related/related-manager.ts'
import { reverseManager } from './script/models/related/reverse-manager.ts'
import { findModule, ORACLE_NAMES, PROJECT_NAMES, SHELL_NAMES } from './script/modules/modules.ts'
import { toArray } from './script/operations.ts'
import { callValue } from './script/run/evaluate.ts'
import type { Interpreter } from './script/run/interpreter.ts'
import type { AtomicOptions, Runtime, Transactions } from './script/runtime.ts'
import { Scope } from './script/scope.ts'
import type { CallArgs, Namespace, PyObject, Value } from './script/values.ts'
import { SessionTransactions } from './transactions/session-transactions.ts'

export interface SessionOptions {
  readonly resolution: Resolution
  readonly database: Database
  /** For choices classes and bases; without it those of the fields are known. */
  readonly doc?: ErDocument
  readonly settings?: Partial<CompileSettings>
  /** false: any statement that writes is refused. */
  readonly write: boolean
  /** `timezone.now()`; the system's clock unless given. */
  readonly now?: () => PyTemporal
  readonly uuid?: () => string
  /** Milliseconds, for timings and the time limit. */
  readonly clock?: () => number
  readonly isCancelled?: () => boolean
  readonly limits?: Partial<Limits>
  /** Names at hand: a shell's, or only those of the oracle's scripts. */
  readonly names?: 'shell' | 'oracle'
  /** Everything stands in one open transaction, as in Django's tests; false: each statement alone, as in a shell. */
  readonly openTransaction?: boolean
  /** Who waits for output while the script runs. */
  readonly onPrint?: (text: string) => void
}

/** A session's mutable part: names that scripts define stay until the session ends. */
export class OrmSession implements Runtime, Interpreter {
  readonly resolution: Resolution
  readonly settings: CompileSettings
  readonly database: Database
  readonly scope: Scope
  readonly rt: Runtime = this
  readonly builtins = BUILTINS
  readonly contentTypes = new ContentTypes()
  readonly asynchrony: Asynchrony = { running: null, slept: 0 }
  private printed: string[] = []
  private printedLength = 0
  private readonly options: SessionOptions
  private readonly classes = new Map<ModelKey, ModelClass>()
  private readonly project: Scope
  private readonly names: ProjectNames
  private readonly fields: OwnFields
  private readonly clock: () => number
  private budget: Budget
  private readonly connection: Connection
  private readonly sessionTransactions: SessionTransactions
  private readonly sources: SourceValues
  private activeZone: ActiveZone | null = null

  constructor(options: SessionOptions) {
    this.options = options
    this.resolution = options.resolution
    this.database = options.database
    const contentTypeId = (key: ModelKey): bigint | null => this.contentTypes.idOf(key, this)
    const zone = (): ActiveZone | null => this.activeZone
    this.settings = {
      useTz: false,
      timeZone: 'UTC',
      contentTypeId,
      ...options.settings,
      get activeZone() {
        return zone()
      },
    }
    this.clock = options.clock ?? (() => Date.now())
    this.budget = this.freshBudget()
    this.sessionTransactions = new SessionTransactions({
      resolution: this.resolution,
      database: this.database,
      doc: options.doc,
      canWrite: options.write,
      isOpen: options.openTransaction === true,
    })
    this.connection = new Connection({
      database: this.database,
      canWrite: options.write,
      clock: this.clock,
      check: () => this.checkStatement(),
    })
    const builtins = new Scope(null)
    for (const [name, value] of BUILTINS) builtins.set(name, value)
    this.project = new Scope(builtins)
    this.project.isModule = true
    for (const [name, value] of PROJECT_NAMES) this.project.set(name, value)
    const hand = new Scope(builtins)
    for (const [name, value] of options.names === 'oracle' ? ORACLE_NAMES : SHELL_NAMES) hand.set(name, value)
    this.sources = new SourceValues(this, this.project)
    this.names = new ProjectNames(this, options.doc, this.project, options.names !== 'oracle')
    useRegistered(this.resolution)
    setDefaultZone(this.settings)
    this.nameModels(hand)
    this.fields = new OwnFields(this, options.doc, this.project)
    runAppCode(this.options.doc, this.project, this)
    setOwnConversions(this.fields.conversions)
    this.fields.contribute()
    this.scope = new Scope(hand)
    this.scope.isModule = true
    setOrderingReader((source) => this.sources.readExpression(source))
  }

  private nameModels(hand: Scope): void {
    const enums = Object.values(this.options.doc?.enums ?? {}).filter((e) => e.model === null)
    for (const source of enums) {
      this.project.set(source.name, enumType(source, this))
      if (this.options.names !== 'oracle') hand.set(source.name, enumType(source, this))
    }
    // Methods call their abstract base by its name: `Base.save(self)`.
    for (const model of this.resolution.abstract.values())
      this.project.setLater(model.name, () => abstractClass(model, this))
    for (const key of this.resolution.order) {
      const model = this.resolution.models.get(key)
      // Join models have no name in a script; a drawn model hides a built-in one of the same name.
      if (model === undefined || model.autoCreatedFor !== null) continue
      const make = (): ModelClass => this.modelClass(key)
      this.project.setLater(model.name, make)
      hand.setLater(model.name, make)
    }
  }

  private freshBudget(): Budget {
    return new Budget(
      { ...DEFAULT_LIMITS, ...this.options.limits },
      this.clock,
      this.options.isCancelled ?? (() => false),
    )
  }

  /** Starts a run: the budget is full again, nothing is logged or printed. */
  begin(): void {
    this.budget = this.freshBudget()
    this.asynchrony.running = null
    useRegistered(this.resolution)
    setDefaultZone(this.settings)
    setOwnConversions(this.fields.conversions)
    this.sessionTransactions.mend()
    // What the last run wrote there may have been undone.
    if (this.connection.takeWrittenTypes()) this.contentTypes.clear()
    this.takeLog()
    this.takePrinted()
  }

  /** Statements sent since the last time. */
  takeLog(): readonly SentStatement[] {
    return this.connection.takeLog()
  }

  takePrinted(): string {
    const text = this.printed.join('')
    this.printed = []
    return text
  }

  // ------------------------------------------------------------------------------------------- runtime

  activateZone(zone: ActiveZone | null): void {
    this.activeZone = zone
  }

  modelClass(key: ModelKey): ModelClass {
    let cls = this.classes.get(key)
    if (cls === undefined) {
      cls = new ModelClass(key, this)
      this.classes.set(key, cls)
    }
    return cls
  }

  reverseManager(instance: Instance, reverse: Reverse): RelatedManager {
    return reverseManager(instance, reverse, this)
  }

  manyManager(instance: Instance, field: ResolvedField, isReverse: boolean): RelatedManager {
    return manyToManyManager(instance, field, isReverse, this)
  }

  genericManager(instance: Instance, field: ResolvedField): RelatedManager {
    return genericManager(instance, field, this)
  }

  genericBackManager(instance: Instance, cls: ModelClass, field: ResolvedField): Value {
    return genericBackManager(instance, cls, field, this)
  }

  now(): PyTemporal {
    if (this.options.now !== undefined) return this.options.now()
    const text = new Date(Date.now()).toISOString().replace(/\.(\d{3})Z$/, '.$1000')
    const moment: PyTemporal = { type: 'datetime', text: `${text}+00:00` }
    return this.settings.useTz ? moment : onWall(moment, this.settings.timeZone)
  }

  uuid(): string {
    if (this.options.uuid !== undefined) return this.options.uuid()
    const hex = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16))
    hex[12] = '4'
    hex[16] = '89ab'[Math.floor(Math.random() * 4)] ?? '8'
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  all(sql: string, params: readonly SqlValue[]): Rows {
    return this.connection.all(sql, params)
  }

  run(sql: string, params: readonly SqlValue[]): number {
    return this.connection.run(sql, params)
  }

  private checkStatement(): void {
    this.budget.check()
    this.checkSync()
    this.sessionTransactions.check()
  }

  checkSync(): void {
    if (this.asynchrony.running === null) return
    const text = 'You cannot call this from an async context - use a thread or sync_to_async.'
    throw pyError('SynchronousOnlyOperation', text)
  }

  atomic<T>(work: () => T, options: AtomicOptions = {}): T {
    this.checkSync()
    return this.sessionTransactions.atomic(work, options)
  }

  get transactions(): Transactions {
    return this.sessionTransactions.ofScripts
  }

  spoiling<T>(work: () => T): T {
    return this.sessionTransactions.spoiling(work)
  }

  /** Whether a statement since `begin` could have changed rows. */
  hasWritten(): boolean {
    return this.connection.hasWritten()
  }

  /** Says which row refers to nothing; for a database whose transaction stays open. */
  checkForeignKeys(): void {
    this.sessionTransactions.checkForeignKeys()
  }

  tick(cost = 1): void {
    this.budget.tick(cost)
  }

  print(text: string): void {
    const limit = this.options.limits?.output ?? DEFAULT_LIMITS.output
    this.printedLength += text.length
    if (this.printedLength > limit) throw new Stopped('size', `Stopped: more than ${limit} characters were printed.`)
    this.printed.push(text)
    this.options.onPrint?.(text)
  }

  call(callee: Value, args: CallArgs): Value {
    return callValue(callee, args, this)
  }

  prefetchObjects(rows: Value, lookups: readonly Value[]): null {
    const instances = toArray(rows, this).filter((row) => row instanceof Instance)
    prefetchRelated(instances, prefetchSpecs(lookups, this) ?? [], this)
    return null
  }

  evaluateSource(source: string, within?: ModelClass): Value {
    return this.sources.evaluate(source, within)
  }

  functionFrom(statement: PyStatement, parent: Value, owner?: string): Value {
    return this.sources.functionFrom(statement, parent, owner)
  }

  projectSetting(name: string): Value | undefined {
    const { doc } = this.options
    const known: Readonly<Record<string, Value>> = {
      AUTH_USER_MODEL: 'auth.User',
      LANGUAGE_CODE: 'en-us',
      DEBUG: false,
      TIME_ZONE: this.settings.timeZone,
      USE_TZ: this.settings.useTz,
      ...(doc === undefined ? {} : rootOf(doc).settings),
    }
    return Object.hasOwn(known, name) ? known[name] : undefined
  }

  // --------------------------------------------------------------------------------------- interpreter

  basesOf(id: ModelId): readonly (ModelId | UserClass)[] {
    return this.names.basesOf(id)
  }

  ownField(field: ResolvedField): OwnField | null {
    return this.fields.of(field)
  }

  relationClass(field: ResolvedField): Value {
    return this.fields.relationClass(field)
  }

  jsonCodec(field: ResolvedField): JsonCodec | null {
    return this.fields.codec(field)
  }

  refuseRelation(field: ResolvedField, methods: readonly string[]): void {
    this.fields.refuseRelation(field, methods)
  }

  fieldInfo(field: ResolvedField): PyObject {
    const [first] = this.resolution.order
    if (first === undefined) throw new Error('A session without models')
    return new FieldInfo(this.modelClass(first), field)
  }

  /** Rows to ask about, also where a field's class cannot be followed. */
  leniently<T>(work: () => T): T {
    this.fields.isLenient = true
    try {
      return work()
    } finally {
      this.fields.isLenient = false
    }
  }

  looseField(className: string, call: CallArgs): Value {
    return looseField(className, call, this)
  }

  importName(module: string, name: string): Value | undefined {
    return this.names.imported(module, name)
  }

  nativeModule(name: string): Namespace | undefined {
    return findModule(name) ?? this.names.module(name)
  }

  importNames(module: string): readonly string[] {
    return this.names.allOf(module)
  }

  enter(): void {
    this.budget.enter()
  }

  leave(): void {
    this.budget.leave()
  }
}
