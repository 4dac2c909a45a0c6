/** `Post.objects.raw("SELECT …")`: the rows of a statement as instances. */
import { IteratorObject, ListObject, DictObject, TupleObject } from '../../types/collections.ts'
import { bind } from '../../arguments.ts'
import { pyError, typeError, unsupported } from '../../errors.ts'
import { iterate } from '../../operations.ts'
import { boundSql } from '../../django/raw-parameters.ts'
import type { Runtime } from '../../runtime.ts'
import { sqlKind } from '../../django/sql-kind.ts'
import { str } from '../../text.ts'
import { Builtin, PyObject, typeName } from '../../values.ts'
import type { CallArgs, Iterable_, Sized, Subscriptable, Value } from '../../values.ts'
import { typeOf } from '../../../query/type-of.ts'
import { Instance } from '../instances/instance.ts'
import { knownAlias } from '../database-alias.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { prefetchRelated } from './prefetch.ts'
import { prefetchSpecs } from './prefetch-specs.ts'
import type { QuerySetObject } from './queryset.ts'
import { columnRead } from './rows.ts'

interface Statement {
  readonly sql: string
  readonly params: Value
  readonly translations: ReadonlyMap<string, string>
}

class RawQuerySet extends PyObject implements Iterable_, Sized, Subscriptable {
  readonly djangoClass = 'RawQuerySet'
  readonly cls: ModelClass
  readonly statement: Statement
  readonly prefetch: readonly Value[]
  private cache: readonly Instance[] | null = null
  constructor(cls: ModelClass, statement: Statement, prefetch: readonly Value[] = []) {
    super()
    this.cls = cls
    this.statement = statement
    this.prefetch = prefetch
  }
  typeName(): string {
    return 'RawQuerySet'
  }
  iterate(rt: Runtime): Iterable<Value> {
    return this.rows(rt)
  }
  length(rt: Runtime): number {
    return this.rows(rt).length
  }
  getItem(index: Value, rt: Runtime): Value {
    return new ListObject([...this.rows(rt)]).getItem(index)
  }
  override truthy(rt: Runtime): boolean {
    return this.rows(rt).length > 0
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'model') return this.cls
    if (name === 'db') return 'default'
    if (name === 'raw_query') return this.statement.sql
    if (name === 'columns') {
      const { columns } = this.send(rt)
      return new ListObject(columns.map((c) => this.statement.translations.get(c) ?? c))
    }
    if (name === 'using')
      return new Builtin(name, (call, r) => {
        knownAlias(bind('RawQuerySet.using', ['alias'], call).alias, r)
        return new RawQuerySet(this.cls, this.statement, this.prefetch)
      })
    if (name === 'iterator') {
      return new Builtin(name, () => new IteratorObject(this.rows(rt), 'generator'))
    }
    if (name === 'prefetch_related')
      return new Builtin(name, ({ args }) => {
        const isReset = args.length === 1 && args[0] === null
        return new RawQuerySet(this.cls, this.statement, isReset ? [] : [...this.prefetch, ...args])
      })
    return undefined
  }
  override repr(rt: Runtime): string {
    const { sql, params } = this.statement
    if (params instanceof DictObject) {
      const text = sql.replaceAll(/%\((\w+)\)s/g, (_, key: string) => str(params.get(key, rt) ?? null, rt))
      return `<RawQuerySet: ${text}>`
    }
    let at = 0
    const values = params === null ? [] : [...iterate(params, rt)]
    return `<RawQuerySet: ${sql.replaceAll('%s', () => str(values[at++] ?? null, rt))}>`
  }

  private send(rt: Runtime): ReturnType<Runtime['all']> {
    // What reads can neither write nor attach; whatever else there is belongs to the SQL mode with its guard.
    if (sqlKind(this.statement.sql) !== 'read') throw unsupported('QuerySet.raw() with anything but a SELECT')
    const { sql, params } = boundSql(this.statement.sql, this.statement.params, rt)
    return rt.all(sql, params)
  }

  private rows(rt: Runtime): readonly Instance[] {
    if (this.cache !== null) return this.cache
    const { columns, rows } = this.send(rt)
    const names = columns.map((column) => this.statement.translations.get(column) ?? column)
    const fields = names.map((name) => this.cls.concreteFields.find((f) => f.column === name))
    const { pk } = this.cls.meta
    if (!fields.includes(pk)) throw pyError('FieldDoesNotExist', 'Raw query must include the primary key')
    const made = rows.map((row) => {
      rt.tick()
      const instance = new Instance(this.cls)
      row.forEach((raw, i) => {
        const field = fields[i]
        if (field === undefined) instance.extra.set(names[i] ?? '', raw)
        else {
          instance.values.set(field.attname, columnRead(typeOf(this.cls.models, field), raw, rt))
        }
      })
      instance.adding = false
      instance.db = 'default'
      return instance
    })
    if (this.prefetch.length > 0) prefetchRelated(made, prefetchSpecs(this.prefetch, rt) ?? [], rt)
    this.cache = made
    return made
  }
}

export function makeRaw(self: QuerySetObject, call: CallArgs, rt: Runtime): Value {
  const given = bind('QuerySet.raw', ['raw_query', 'params?', 'translations?', 'using?'], call)
  if (typeof given.raw_query !== 'string')
    throw typeError(`a query must be text, not ${typeName(given.raw_query ?? null)}`)
  const translations = new Map<string, string>()
  if (given.translations instanceof DictObject) {
    for (const [column, field] of given.translations.entries.values()) {
      const name = str(field, rt)
      translations.set(str(column, rt), self.cls.field(name)?.column ?? name)
    }
  }
  const params = given.params ?? new TupleObject([])
  const hasParams = !(params instanceof TupleObject && params.items.length === 0)
  return new RawQuerySet(self.cls, { sql: given.raw_query, params: hasParams ? params : null, translations })
}
