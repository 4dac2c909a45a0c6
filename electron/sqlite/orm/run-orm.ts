/** Queries in the words of the ORM, over the session's database and design. */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { rootOf } from '../../../shared/document/records.ts'
import { CoroutineObject } from '../../../shared/orm/script/asynchronous/awaiting.ts'
import { exceptionOf, Stopped } from '../../../shared/orm/script/errors.ts'
import { evaluateAtTop, runAtTop } from '../../../shared/orm/script/run/top-level.ts'
import { Instance } from '../../../shared/orm/script/models/instances/instance.ts'
import { QuerySetObject } from '../../../shared/orm/script/models/querysets/queryset.ts'
import type { Value } from '../../../shared/orm/script/values.ts'
import { OrmSession } from '../../../shared/orm/session.ts'
import { repr } from '../../../shared/orm/script/text.ts'
import { plain, shape, shapeError } from '../../../shared/orm/shape.ts'
import type { Query } from '../../../shared/orm/query/types.ts'
import type { Shaped } from '../../../shared/orm/shape.ts'
import { travelled } from '../../../shared/orm/travelled.ts'
import type { Hop } from '../../../shared/orm/travelled.ts'
import { parseScript } from '../../../shared/python/parse.ts'
import { readTranscript } from '../../../shared/python/transcript.ts'
import type { PyError as PySyntaxError, PyStatement } from '../../../shared/python/ast.ts'
import type { StreamCall } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Json } from '../../../shared/protocol/json.ts'
import type { CallItem, CallSummary, HandlerParams } from '../../../shared/protocol/methods.ts'
import { toWire, toWireCell } from '../../../shared/protocol/scalars.ts'
import type { StoredValue, WireCell } from '../../../shared/protocol/scalars.ts'
import { queryCode } from '../../../shared/query-code/query-code.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import type { Schema } from '../../../shared/schema/types.ts'
import { countChanges } from '../statements/count-changes.ts'
import type { ChangeCounter } from '../statements/count-changes.ts'
import type { Connection } from '../database/open-database.ts'
import { ormDatabase } from './orm-database.ts'
import type { SessionMethods } from '../session/session-methods.ts'
import { sqlFailure } from '../statements/sql-failure.ts'
import { beginRun } from '../statements/transaction.ts'
import { rememberRun } from '../statements/undo-run.ts'

/** Characters of one value's text; nobody reads on. */
const TEXT_LIMIT = 100_000

type Item = CallItem<'orm.run'>
type Run = Omit<HandlerParams<'orm.run'>, 'session'>

/**
 * Runs the statements one after the other and sends what each gave. All of it is one transaction, kept
 * only with `write` and when no statement failed. A session at a prompt (`>>> `) goes on after a mistake, as the
 * prompt did.
 *
 * @throws RESOURCE, CANCELLED or DEADLINE for a script that had to be stopped
 */
export async function runOrm(
  db: Connection,
  design: CompiledDesign,
  { code, write, limit, keepNames }: Run,
  call: StreamCall<SessionMethods['orm.run']>,
): Promise<CallSummary<'orm.run'>> {
  const since = performance.now()
  const transcript = readTranscript(code)
  const typed = transcript?.code ?? code
  const { body, errors } = parseScript(typed)
  const isPrompt = transcript?.hasPrompts === true && errors.length === 0
  const counting = countChanges(db, write)
  const session = keepNames
    ? keptSession(db, design, call, counting)
    : sessionOver(db, design, !db.readonly, () => call.signal.aborted, counting.watch)
  call.head({})
  let done = 0
  let failed = false
  let at: Place = { index: 0, line: 1, endLine: 1 }
  const transaction = beginRun(db, write)
  try {
    if (errors[0] !== undefined) {
      await call.item(syntaxItem(errors[0]))
      failed = true
    }
    for (const [index, statement] of errors.length > 0 ? [] : body.entries()) {
      const place = { index, line: lineOf(typed, statement.from), endLine: lineOf(typed, statement.to) }
      at = place
      const item = runOne(session, design.schema, statement, place, limit)
      await call.item(item)
      done++
      failed = (item.result as Shaped).kind === 'error'
      // Cancelling gets through between two statements.
      await nextTurn()
      if (call.signal.aborted) throw call.signal.reason
      if (failed && !isPrompt) break
    }
    const committed = write && (!failed || isPrompt) && !db.readonly
    const changes = counting.take()
    transaction.end(committed)
    const undo = committed && rememberRun(db, changes)
    const echoed = transcript?.echoed.length ?? 0
    return { statements: done, ms: performance.now() - since, committed, changes, undo, echoed }
  } catch (thrown) {
    transaction.end(false)
    if (call.signal.aborted) throw call.signal.reason
    const failure = stopped(thrown, at.line)
    const printed = failure === null ? '' : session.takePrinted()
    // What a loop printed until it was stopped is what tells why it went on.
    if (printed !== '') await call.item({ ...at, ms: 0, sql: [], result: { kind: 'statement' }, printed })
    throw failure ?? sqlFailure(thrown)
  }
}

interface Kept {
  readonly session: OrmSession
  signal: { readonly aborted: boolean }
  counting: ChangeCounter
}

/** One a design: a changed design has other models, and starts anew. */
const kept = new WeakMap<CompiledDesign, Kept>()

function keptSession(
  db: Connection,
  design: CompiledDesign,
  { signal }: Pick<StreamCall<SessionMethods['orm.run']>, 'signal'>,
  counting: ChangeCounter,
): OrmSession {
  const known = kept.get(design)
  if (known !== undefined) {
    Object.assign(known, { signal, counting })
    return known.session
  }
  const isCancelled = () => fresh.signal.aborted
  const session = sessionOver(db, design, !db.readonly, isCancelled, () => fresh.counting.watch())
  const fresh: Kept = { session, signal, counting }
  kept.set(design, fresh)
  return fresh.session
}

/** A session of scripts over the connection. */
export function sessionOver(
  db: Connection,
  { doc, resolution }: CompiledDesign,
  write: boolean,
  isCancelled: () => boolean,
  beforeWrite?: () => void,
): OrmSession {
  const settings = { useTz: rootOf(doc).settings.USE_TZ }
  return new OrmSession({
    resolution,
    doc,
    database: ormDatabase(db, beforeWrite),
    write,
    settings,
    isCancelled,
    clock: () => performance.now(),
  })
}

interface Place {
  readonly index: number
  readonly line: number
  readonly endLine: number
}

function runOne(session: OrmSession, schema: Schema, statement: PyStatement, place: Place, limit: number): Item {
  session.begin()
  const since = performance.now()
  const { result, value, table, path, query } = evaluateOne(session, statement, limit)
  const ms = performance.now() - since
  const sql = session.takeLog().map((sent) => ({
    text: sent.sql,
    params: sent.params.map((v) => toWire(v as StoredValue)) as Json[],
    ms: sent.milliseconds,
    rows: sent.rows,
  }))
  const printed = session.takePrinted()
  // After the log was taken: what a __str__ asks for is not the statement's.
  const text = textOf(value, session)
  const item: Item = { ...place, ms, sql, result: jsonOf(result), ...(text === null ? {} : { text }) }
  const code = query === null ? {} : { code: codeOf(query, schema, session) }
  const hops = path.length === 0 ? {} : { path: path.map(({ model, field, reverse }) => ({ model, field, reverse })) }
  return { ...item, ...(printed === '' ? {} : { printed }), ...(table === null ? {} : { table }), ...hops, ...code }
}

interface Given {
  readonly result: Shaped
  readonly value: Value
  readonly table: Table | null
  /** The relations that the query went over, for the canvas. */
  readonly path: readonly Hop[]
  /** Of a queryset, for saying it in other languages. */
  readonly query: Query | null
}

function evaluateOne(session: OrmSession, statement: PyStatement, limit: number): Given {
  try {
    return session.atomic(() => {
      const given = give(session, statement, limit)
      if (session.hasWritten()) session.checkForeignKeys()
      return given
    })
  } catch (error) {
    const exception = exceptionOf(error)
    if (exception === null) throw error
    return { result: shapeError(exception, session), value: null, table: null, path: [], query: null }
  }
}

function give(session: OrmSession, statement: PyStatement, limit: number): Given {
  if (statement.type !== 'Expr') {
    runAtTop(statement, session.scope, session)
    return { result: { kind: 'statement' }, value: null, table: null, path: [], query: null }
  }
  const value = evaluateAtTop(statement.value, session.scope, session)
  if (value instanceof CoroutineObject) value.warnIfForgotten(session)
  return {
    result: cut(shape(value, null, session), limit),
    value,
    table: tableOf(value, limit, session),
    path: travelled(value),
    query: value instanceof QuerySetObject ? value.query : null,
  }
}

/** What Python's prompt would print; null: nothing, or rows that the table shows. */
function textOf(value: Value, session: OrmSession): string | null {
  if (value === null || value instanceof QuerySetObject) return null
  try {
    return repr(value, session).slice(0, TEXT_LIMIT)
  } catch (error) {
    if (exceptionOf(error) === null) throw error
    return null
  }
}

/** The same query for TypeScript libraries, or what stands in the way. */
function codeOf(query: Query, schema: Schema, session: OrmSession): Json {
  return queryCode(query, schema, session.settings) as unknown as Json
}

/** Rows beyond the limit are counted, not sent: the grid says that there are more. */
function cut(shaped: Shaped, limit: number): Shaped {
  const entries = Object.entries(shaped).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.slice(0, limit) : value,
  ])
  const longest = Math.max(0, ...Object.values(shaped).map((value) => (Array.isArray(value) ? value.length : 0)))
  return longest <= limit ? shaped : { ...(Object.fromEntries(entries) as Shaped), total: longest }
}

interface Table {
  readonly columns: readonly { readonly name: string; readonly type: string | null }[]
  readonly rows: readonly (readonly WireCell[])[]
}

/** Objects with their columns, for the grid. Values of other kinds need none. */
function tableOf(value: Value, limit: number, session: OrmSession): Table | null {
  const instances = instancesOf(value, session).slice(0, limit)
  const [first] = instances
  if (first === undefined) return null
  const { cls } = first
  if (instances.some((i) => i.cls !== cls)) return null
  const fields = cls.concreteFields
  const extra = [...first.extra.keys()]
  return {
    columns: [
      ...fields.map((f) => ({ name: f.attname, type: f.className })),
      ...extra.map((name) => ({ name, type: null })),
    ],
    rows: instances.map((instance) => [
      ...fields.map((f) => cellOf(instance.values.get(f.attname) ?? null, session)),
      ...extra.map((name) => cellOf(instance.extra.get(name) ?? null, session)),
    ]),
  }
}

function instancesOf(value: Value, session: OrmSession): readonly Instance[] {
  if (value instanceof Instance) return [value]
  return value instanceof QuerySetObject && value.isInstances ? value.instances(session) : []
}

function cellOf(value: Value, session: OrmSession): WireCell {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string') return toWireCell(value)
  if (value instanceof Uint8Array) return toWireCell(value)
  const shown = plain(value, session)
  return toWireCell(typeof shown === 'string' ? shown : JSON.stringify(shown))
}

/** Numbers beyond 2⁵³ are raw JSON, which only JSON can carry: as text they stay exact. */
function jsonOf(value: unknown): Json {
  const isRaw = (JSON as { isRawJSON?: (value: unknown) => boolean }).isRawJSON
  if (typeof value !== 'object' || value === null) return value as Json
  if (isRaw?.(value) === true) return (value as { rawJSON: string }).rawJSON
  if (Array.isArray(value)) return value.map(jsonOf)
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, jsonOf(entry)]))
}

function syntaxItem({ message, line, column }: PySyntaxError): Item {
  return {
    index: 0,
    line,
    endLine: line,
    column,
    ms: 0,
    sql: [],
    result: { kind: 'error', type: 'SyntaxError', message },
  }
}

function lineOf(code: string, offset: number): number {
  return code.slice(0, offset).split('\n').length
}

/** A script that was stopped, as the failure of its call; null: another mistake. */
export function stopped(thrown: unknown, line?: number): HostFailure | null {
  if (!(thrown instanceof Stopped)) return null
  const code = thrown.reason === 'cancelled' ? 'CANCELLED' : thrown.reason === 'time' ? 'DEADLINE' : 'RESOURCE'
  const at = line === undefined ? {} : { at: { line, col: 1 } }
  return new HostFailure(code, thrown.message, { detail: thrown.reason, retryable: false, ...at })
}
