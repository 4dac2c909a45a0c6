/**
 * The public door: scripts in the words of the ORM, run against a database. A session holds the models,
 * the names a script has defined, and what it may do; `runShell` runs text in it.
 */
import type { ModelId } from '../document/ids.ts'
import type { ErDocument } from '../document/records.ts'
import { isExpr, rootOf } from '../document/records.ts'
import type { PyStatement } from '../python/ast.ts'
import { parseExpression, parseScript } from '../python/parse.ts'
import { BUILTIN_BY_CLASS, BUILTIN_BY_LABEL, BUILTIN_MODELS } from '../relations/builtin/catalogue.ts'
import type { ModelKey, ResolvedField, Resolution, ResolvedModel } from '../relations/types.ts'
import { isSqliteError } from './database.ts'
import type { Database, Rows, SentStatement } from './database.ts'
import { migrated, userModelOf } from './first-migration/tables.ts'
import { danglingReference } from './foreign-keys.ts'
import { useRegistered } from './query/lookups/registered.ts'
import { setOrderingReader } from './query/ordering-source.ts'
import type { CompileSettings, ExprNode, PyTemporal, SqlValue } from './query/types.ts'
import { Budget, DEFAULT_LIMITS } from './script/budget.ts'
import type { Limits } from './script/budget.ts'
import { BUILTINS } from './script/builtins/names.ts'
import { exceptionOf, pyError, Stopped, unsupported } from './script/errors.ts'
import { callValue, evaluate } from './script/run/evaluate.ts'
import { makeFunction } from './script/run/function.ts'
import type { Interpreter } from './script/run/interpreter.ts'
import { runBlock } from './script/run/statements.ts'
import { enumType } from './script/models/choices.ts'
import { ContentTypes } from './script/models/content-types.ts'
import { genericBackManager, genericManager } from './script/models/generic-manager.ts'
import { Instance } from './script/models/instance.ts'
import { manyToManyManager } from './script/models/many-manager.ts'
import { ModelClass } from './script/models/model-class.ts'
import type { Reverse } from './script/models/model-class.ts'
import { prefetchRelated } from './script/models/prefetch.ts'
import { prefetchSpecs } from './script/models/prefetch-specs.ts'
import type { RelatedManager } from './script/models/related-manager.ts'
import { abstractClass } from './script/models/abstract-class.ts'
import { classMember, constantNames } from './script/models/class-members.ts'
import { reverseManager } from './script/models/reverse-manager.ts'
import { prelude } from './script/prelude.ts'
import { findModule, ORACLE_NAMES, PROJECT_NAMES, SHELL_NAMES } from './script/modules.ts'
import { toArray } from './script/operations.ts'
import type { Runtime } from './script/runtime.ts'
import { Scope } from './script/scope.ts'
import { UserClass } from './script/user-class.ts'
import { OpenTransaction } from './open-transaction.ts'
import { UserTransactions } from './user-transactions.ts'
import type { AtomicOptions, Transactions } from './script/runtime.ts'
import { Builtin, isExpression } from './script/values.ts'
import type { CallArgs, Namespace, Value } from './script/values.ts'

/** Statements of a module that only define names. */
const CODE: ReadonlySet<string> = new Set(['Import', 'ImportFrom', 'FunctionDef', 'ClassDef', 'Assign', 'AnnAssign'])

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
  readonly contentTypes = new ContentTypes()
  /** Statements sent since the last `takeLog`. */
  private log: SentStatement[] = []
  private printed: string[] = []
  private printedLength = 0
  private readonly options: SessionOptions
  private readonly classes = new Map<ModelKey, ModelClass>()
  private readonly sources = new Map<string, Value>()
  private readonly project: Scope
  private readonly clock: () => number
  private budget: Budget
  private savepoints = 0
  private readonly transaction: OpenTransaction | null
  private savepointName = 0
  private readonly user: UserTransactions
  private hasWrittenTypes = false

  constructor(options: SessionOptions) {
    this.options = options
    this.resolution = options.resolution
    this.database = options.database
    const contentTypeId = (key: ModelKey): bigint | null => this.contentTypes.idOf(key, this)
    this.settings = { useTz: false, timeZone: 'UTC', contentTypeId, ...options.settings }
    this.clock = options.clock ?? (() => Date.now())
    this.budget = this.freshBudget()
    this.transaction = options.openTransaction === true ? new OpenTransaction() : null
    this.user = new UserTransactions({
      send: (sql) => this.database.run(sql, []),
      isOpen: this.transaction !== null,
    })
    const builtins = new Scope(null)
    for (const [name, value] of BUILTINS) builtins.set(name, value)
    this.project = new Scope(builtins)
    this.project.isModule = true
    for (const [name, value] of PROJECT_NAMES) this.project.set(name, value)
    const hand = new Scope(builtins)
    for (const [name, value] of options.names === 'oracle' ? ORACLE_NAMES : SHELL_NAMES) hand.set(name, value)
    useRegistered(this.resolution)
    this.nameModels(hand)
    this.runAppCode()
    this.scope = new Scope(hand)
    this.scope.isModule = true
    setOrderingReader((source) => this.readExpression(source))
  }

  private get apps(): ReadonlySet<string> {
    return new Set(Array.from(this.resolution.models.values(), ({ app }) => app))
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
    useRegistered(this.resolution)
    this.transaction?.mend()
    // What the last run wrote there may have been undone.
    if (this.hasWrittenTypes) this.contentTypes.clear()
    this.hasWrittenTypes = false
    this.takeLog()
    this.takePrinted()
  }

  takeLog(): readonly SentStatement[] {
    const log = this.log
    this.log = []
    return log
  }

  takePrinted(): string {
    const text = this.printed.join('')
    this.printed = []
    return text
  }

  // ------------------------------------------------------------------------------------------- runtime

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
    return { type: 'datetime', text: this.settings.useTz ? `${text}+00:00` : text }
  }

  uuid(): string {
    if (this.options.uuid !== undefined) return this.options.uuid()
    const hex = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16))
    hex[12] = '4'
    hex[16] = '89ab'[Math.floor(Math.random() * 4)] ?? '8'
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  all(sql: string, params: readonly SqlValue[]): Rows {
    if (/^(INSERT|UPDATE|DELETE|REPLACE)\b/i.test(sql)) this.checkWrite()
    return this.send(
      sql,
      params,
      () => this.database.all(sql, params),
      (result) => result.rows.length,
    )
  }

  run(sql: string, params: readonly SqlValue[]): number {
    this.checkWrite()
    return this.send(
      sql,
      params,
      () => this.database.run(sql, params).changes,
      (changes) => changes,
    )
  }

  private checkWrite(): void {
    if (this.options.write) return
    throw pyError(
      'OperationalError',
      'attempt to write a readonly database: this session may only read; allow changes to write',
    )
  }

  private send<T>(sql: string, params: readonly SqlValue[], work: () => T, count: (result: T) => number): T {
    this.budget.check()
    this.transaction?.check()
    if (params.some((p) => typeof p === 'bigint' && BigInt.asIntN(64, p) !== p)) {
      throw pyError('OverflowError', 'Python int too large to convert to SQLite INTEGER')
    }
    if (sql.includes('django_content_type') && !sql.startsWith('SELECT')) this.hasWrittenTypes = true
    const start = this.clock()
    let rows = 0
    try {
      const result = work()
      rows = count(result)
      return result
    } finally {
      this.log.push({ sql, params, milliseconds: this.clock() - start, rows })
    }
  }

  atomic<T>(work: () => T, { savepoint = true }: AtomicOptions = {}): T {
    // Nothing can be undone, or need be, where nothing may be written.
    if (!this.options.write) return work()
    const { transaction } = this
    if (transaction !== null && (!savepoint || transaction.broken)) return transaction.spoiling(work)
    const name = `relata_${++this.savepointName}`
    this.database.run(`SAVEPOINT ${name}`, [])
    this.savepoints += 1
    try {
      const result = work()
      // Django undoes the block, silently, where an error in it was caught or the script asks for it.
      const isUndone = this.user.takeRollback(this.savepoints) || transaction?.broken === true
      if (isUndone) this.user.forgetHooks(this.savepoints)
      this.close(name, isUndone)
      transaction?.mend()
      const hooks = this.user.takeHooks(this.savepoints)
      this.savepoints -= 1
      try {
        for (const run of hooks) run()
      } finally {
        this.savepoints += 1
      }
      return result
    } catch (error) {
      const dangling =
        this.savepoints === 1 && isForeignKeyFailure(error)
          ? danglingReference(this.database, () => this.tableOrder())
          : null
      this.user.takeRollback(this.savepoints)
      this.user.forgetHooks(this.savepoints)
      this.close(name, true)
      transaction?.mend()
      throw dangling === null ? error : pyError('IntegrityError', dangling)
    } finally {
      this.savepoints -= 1
    }
  }

  /** Ends a block; one that a savepoint of the script took along, or stands on, is left as it is. */
  private close(name: string, isUndone: boolean): void {
    const isPinned = this.user.takePin(this.savepoints)
    try {
      if (isUndone) this.database.run(`ROLLBACK TO SAVEPOINT ${name}`, [])
      if (!isPinned) this.database.run(`RELEASE SAVEPOINT ${name}`, [])
    } catch (error) {
      if (!isPinned) throw error
    }
  }

  readonly transactions: Transactions = {
    isInBlock: () => this.user.isInBlock(this.savepoints),
    savepoint: () => (this.options.write ? this.user.savepoint(this.savepoints) : null),
    rollbackTo: (name) => this.user.rollbackTo(name, this.savepoints),
    release: (name) => this.user.release(name, this.savepoints),
    setRollback: (flag) => this.user.setRollback(flag, this.savepoints),
    getRollback: () => this.user.isMarked(this.savepoints) || this.transaction?.broken === true,
    onCommit: (run) => this.user.onCommit(run, this.savepoints),
  }

  spoiling<T>(work: () => T): T {
    return this.transaction === null ? work() : this.transaction.spoiling(work)
  }

  /** Whether a statement since `begin` could have changed rows. */
  hasWritten(): boolean {
    return this.log.some(({ sql }) => /^(INSERT|UPDATE|DELETE)/.test(sql))
  }

  private tableOrder(): readonly string[] {
    const { doc } = this.options
    return migrated(this.resolution, doc === undefined ? null : userModelOf(doc)).checkOrder
  }

  /** Says which row refers to nothing; for a database whose transaction stays open. */
  checkForeignKeys(): void {
    this.transaction?.check()
    const dangling = danglingReference(this.database, () => this.tableOrder())
    if (dangling !== null) throw pyError('IntegrityError', dangling)
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
    const scope = within === undefined ? null : this.bodyOf(within)
    const key = scope === null ? source : `${within?.key} ${source}`
    const known = this.sources.get(key)
    if (known !== undefined) return known
    const { expr, errors } = parseExpression(source)
    if (errors.length > 0) throw unsupported(`the models file's \`${source}\``)
    const value = evaluate(expr, scope ?? this.project, this)
    // A fresh list or dict each time, as Python would make; classes and functions stay the same.
    if (expr.type === 'Name' || expr.type === 'Attribute') this.sources.set(key, value)
    return value
  }

  /** The names of a model's body, made when they are asked for; null: it declares none. */
  private bodyOf(cls: ModelClass): Scope | null {
    const names = constantNames(cls)
    if (names.length === 0) return null
    const scope = new Scope(this.project)
    for (const name of names) scope.setLater(name, () => classMember(cls, name, null, this) ?? null)
    return scope
  }

  private readExpression(source: string): ExprNode | null {
    try {
      const value = this.evaluateSource(source)
      return isExpression(value) ? value : null
    } catch (error) {
      if (exceptionOf(error) === null) throw error
      return null
    }
  }

  functionFrom(statement: PyStatement, parent: Value, owner?: string): Value {
    if (statement.type !== 'FunctionDef') throw new Error(`Not a function: ${statement.type}`)
    const local = new Scope(this.project)
    local.set('super', new Builtin('super', () => parent))
    if (owner === undefined) return makeFunction(statement, local, this)
    const body = new Scope(local)
    body.owner = { cls: null, name: owner }
    return makeFunction(statement, body, this)
  }

  /** What the apps' modules define besides models; what we cannot follow is missed where it is used. */
  private runAppCode(): void {
    runBlock(prelude(), this.project, this)
    for (const app of Object.values(this.options.doc?.apps ?? {})) {
      for (const { source } of app.code ?? []) {
        const { body, errors } = parseScript(source)
        if (errors.length > 0) continue
        try {
          runBlock(body.filter(isDefinition).map(plainlyDecorated), this.project, this)
        } catch (error) {
          if (exceptionOf(error) === null) throw error
        }
      }
    }
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

  basesOf(id: ModelId): readonly (ModelId | UserClass)[] {
    // A drawn `auth.User` stands for Django's own: its bases are Django's.
    const model = this.resolution.models.get(id)
    const builtin = model?.external === true ? BUILTIN_BY_LABEL.get(model.label.toLowerCase()) : BUILTIN_MODELS.get(id)
    const record = builtin ?? this.options.doc?.models[id]
    return (record?.bases ?? []).flatMap((base): readonly (ModelId | UserClass)[] => {
      if (!isExpr(base)) return [base.model]
      const name = base.expr.split('.').at(-1) ?? ''
      const known = BUILTIN_BY_CLASS.get(name)
      if (known !== undefined) return [known.id]
      const mixin = this.project.find(name)
      return mixin instanceof UserClass ? [mixin] : []
    })
  }

  // --------------------------------------------------------------------------------------- interpreter

  importName(module: string, name: string): Value | undefined {
    const [app] = module.split('.')
    if (!/(^|\.)models$/.test(module) && module !== '') return undefined
    for (const key of this.resolution.order) {
      const model = this.resolution.models.get(key)
      if (model === undefined || model.name !== name) continue
      if (module === 'models' || module === '' || model.app === app || module.includes(`${model.app}.models`))
        return this.modelClass(key)
    }
    return this.importedFromApp(module, name) ?? this.abstractModel(app ?? '', name) ?? this.drawnModel(app ?? '', name)
  }

  private abstractModel(app: string, name: string): Value | undefined {
    const isIt = (model: ResolvedModel): boolean =>
      model.name === name && (model.app === app || app === 'models' || app === '')
    const found = [...this.resolution.abstract.values()].find(isIt)
    return found === undefined ? undefined : abstractClass(found, this)
  }

  /** A tutorial calls its app what it likes: where the design has no such app, the drawn model of that name is meant. */
  private drawnModel(app: string, name: string): Value | undefined {
    if (this.options.names === 'oracle' || app === 'django' || this.apps.has(app)) return undefined
    const key = this.resolution.order.find((one) => {
      const model = this.resolution.models.get(one)
      return model?.name === name && model.id !== null
    })
    return key === undefined ? undefined : this.modelClass(key)
  }

  /** Choices classes, functions and constants that stand beside the models of a module. */
  private importedFromApp(module: string, name: string): Value | undefined {
    const { doc } = this.options
    const isOf = (label: string): boolean =>
      module === 'models' || module === '' || module.split('.')[0] === label || module.includes(`${label}.models`)
    const apps = Object.values(doc?.apps ?? {}).filter(({ label }) => isOf(label))
    const choices = Object.values(doc?.enums ?? {}).find(
      (e) => e.model === null && e.name === name && apps.some(({ id }) => id === e.app),
    )
    if (choices !== undefined) return enumType(choices, this)
    return apps.some(({ code }) => code?.some((m) => m.name === name)) ? this.project.names.get(name) : undefined
  }

  nativeModule(name: string): Namespace | undefined {
    return findModule(name)
  }

  importNames(module: string): readonly string[] {
    const names = this.resolution.order.map((key) => this.resolution.models.get(key)?.name ?? '')
    return names.filter((name) => name !== '' && this.importName(module, name) !== undefined)
  }

  enter(): void {
    this.budget.enter()
  }

  leave(): void {
    this.budget.leave()
  }
}

/** Also `post_save.connect(welcome, sender=User)`. */
function isDefinition(statement: PyStatement): boolean {
  if (CODE.has(statement.type)) return true
  if (statement.type !== 'Expr' || statement.value.type !== 'Call') return false
  const { func } = statement.value
  return func.type === 'Attribute' && func.attr === 'connect'
}

/** Of the decorators of a project's functions only `@receiver(…)` means something here. */
function plainlyDecorated(statement: PyStatement): PyStatement {
  if (statement.type === 'ClassDef') return { ...statement, decorators: [] }
  if (statement.type !== 'FunctionDef') return statement
  const decorators = statement.decorators.filter((d) => {
    const func = d.type === 'Call' ? d.func : d
    return (func.type === 'Name' && func.id === 'receiver') || (func.type === 'Attribute' && func.attr === 'receiver')
  })
  return { ...statement, decorators }
}

function isForeignKeyFailure(error: unknown): boolean {
  return isSqliteError(error) && /FOREIGN KEY constraint failed/.test(error.message)
}
