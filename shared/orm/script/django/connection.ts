/** `django.db.connection` and its cursors: SQL of a script's own, as far as it reads and writes rows. */
import type { SqlValue } from '../../query/types.ts'
import { bind } from '../arguments.ts'
import { ListObject, TupleObject } from '../types/collections.ts'
import { pyError, unsupported } from '../errors.ts'
import { knownAlias } from '../models/database-alias.ts'
import { iterate } from '../operations.ts'
import { boundSql } from './raw-parameters.ts'
import type { Runtime } from '../runtime.ts'
import { sqlKind } from './sql-kind.ts'
import { str } from '../text.ts'
import { Builtin, PyObject } from '../values.ts'
import type { CallArgs, Context, Iterable_, Subscriptable, Value } from '../values.ts'

/** As Django registers them with the sqlite3 module, by a column's declared type. */
const CONVERTERS: Readonly<Record<string, (value: SqlValue) => Value>> = {
  bool: (value) => value === 1n,
  date: (value) => (typeof value === 'string' ? { type: 'date', text: value } : value),
  datetime: (value) => moment(value),
  timestamp: (value) => moment(value),
  time: (value) => (typeof value === 'string' ? { type: 'time', text: value } : value),
}

const moment = (value: SqlValue): Value =>
  typeof value === 'string' ? { type: 'datetime', text: value.replace(' ', 'T') } : value

type Method = (call: CallArgs, rt: Runtime) => Value

class CursorObject extends PyObject implements Context, Iterable_ {
  private columns: readonly string[] | null = null
  private rows: Value[] = []
  private rowCount = -1n
  private isClosed = false

  typeName(): string {
    return 'SQLiteCursorWrapper'
  }
  enter(): Value {
    return this
  }
  leave(): void {
    this.isClosed = true
  }
  *iterate(): Iterable<Value> {
    for (let row = this.rows.shift(); row !== undefined; row = this.rows.shift()) yield row
  }

  private send(sql: string, params: Value, rt: Runtime): void {
    if (this.isClosed) throw pyError('ProgrammingError', 'Cannot operate on a closed cursor.')
    const statement = boundSql(sql, params, rt, true)
    const kind = sqlKind(statement.sql)
    if (kind === 'other') throw unsupported('cursor.execute() with anything but SELECT, INSERT, UPDATE or DELETE')
    if (kind === 'write' && !/\bRETURNING\b/i.test(statement.sql)) {
      this.columns = null
      this.rows = []
      this.rowCount = BigInt(rt.run(statement.sql, statement.params))
      return
    }
    const found = rt.all(statement.sql, statement.params)
    const types = (found.types ?? []).map((type) => /^[a-z]+/.exec(type?.toLowerCase() ?? '')?.[0] ?? '')
    this.columns = found.columns
    this.rowCount = -1n
    this.rows = found.rows.map((row) => {
      rt.tick()
      return new TupleObject(
        row.map((cell, i) => (cell === null ? null : (CONVERTERS[types[i] ?? '']?.(cell) ?? cell))),
      )
    })
  }

  private readonly methods: Readonly<Record<string, Method>> = {
    execute: (call, rt) => {
      const { sql, params = null } = bind('execute', ['sql', 'params?'], call)
      this.send(str(sql, rt), params, rt)
      return this
    },
    executemany: (call, rt) => {
      const { sql, param_list: list } = bind('executemany', ['sql', 'param_list'], call)
      let count = 0n
      for (const params of iterate(list, rt)) {
        this.send(str(sql, rt), params, rt)
        count += this.rowCount
      }
      this.rowCount = count
      return this
    },
    fetchone: () => this.rows.shift() ?? null,
    fetchmany: (call) => {
      const { size = 1n } = bind('fetchmany', ['size?'], call)
      return new ListObject(this.rows.splice(0, Number(size)))
    },
    fetchall: () => new ListObject(this.rows.splice(0)),
    close: () => {
      this.isClosed = true
      return null
    },
  }

  override getAttr(name: string, rt: Runtime): Value | undefined {
    const method = Object.hasOwn(this.methods, name) ? this.methods[name] : undefined
    if (method !== undefined) return new Builtin(name, method)
    if (name === 'rowcount') return this.rowCount
    if (name === 'lastrowid') return rt.all('SELECT last_insert_rowid()', []).rows[0]?.[0] ?? null
    if (name !== 'description') return undefined
    if (this.columns === null) return null
    const rest = Array.from({ length: 6 }, () => null)
    return new TupleObject(this.columns.map((column) => new TupleObject([column, ...rest])))
  }
}

/** Parts of a connection that only a server's process has. */
const REFUSED: ReadonlySet<string> = new Set(
  'queries queries_log queries_logged execute_wrapper ops features introspection schema_editor settings_dict'.split(
    ' ',
  ),
)

class ConnectionObject extends PyObject {
  typeName(): string {
    return 'DatabaseWrapper'
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'cursor') return new Builtin(name, () => new CursorObject())
    if (name === 'vendor') return 'sqlite'
    if (name === 'display_name') return 'SQLite'
    if (name === 'alias') return 'default'
    if (name === 'in_atomic_block') return rt.transactions.isInBlock()
    if (name === 'close' || name === 'ensure_connection') return new Builtin(name, () => null)
    if (REFUSED.has(name)) throw unsupported(`connection.${name}`)
    return undefined
  }
  override repr(): string {
    return "<DatabaseWrapper vendor='sqlite' alias='default'>"
  }
}

export const CONNECTION = new ConnectionObject()

class ConnectionsObject extends PyObject implements Subscriptable, Iterable_ {
  typeName(): string {
    return 'ConnectionHandler'
  }
  getItem(index: Value, rt: Runtime): Value {
    knownAlias(index, rt)
    return CONNECTION
  }
  iterate(): Iterable<Value> {
    return ['default']
  }
  override getAttr(name: string): Value | undefined {
    return name === 'all' ? new Builtin(name, () => new ListObject([CONNECTION])) : undefined
  }
}

export const CONNECTIONS = new ConnectionsObject()
