/** What deleting rows would do: rows named by key, or those that a piece of ORM code gives. Nothing is changed. */
import { Collector } from '../../../shared/orm/delete/collector.ts'
import { blockedPlan, planOf } from '../../../shared/orm/delete/plan.ts'
import type { DeletePlan } from '../../../shared/orm/delete/plan.ts'
import { pkFields } from '../../../shared/orm/query/models.ts'
import type { PyCollection } from '../../../shared/orm/query/types.ts'
import { ListObject, TupleObject } from '../../../shared/orm/script/types/collections.ts'
import { exceptionOf } from '../../../shared/orm/script/errors.ts'
import { evaluate } from '../../../shared/orm/script/run/evaluate.ts'
import { runStatement } from '../../../shared/orm/script/run/statements.ts'
import { Instance } from '../../../shared/orm/script/models/instances/instance.ts'
import { QuerySetObject } from '../../../shared/orm/script/models/querysets/queryset.ts'
import type { Value } from '../../../shared/orm/script/values.ts'
import type { OrmSession } from '../../../shared/orm/session.ts'
import { shapeError } from '../../../shared/orm/shape.ts'
import type { PyExpr } from '../../../shared/python/ast.ts'
import { parseScript } from '../../../shared/python/parse.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Json } from '../../../shared/protocol/json.ts'
import type { HandlerParams } from '../../../shared/protocol/methods.ts'
import { fromWire, toWire } from '../../../shared/protocol/scalars.ts'
import type { StoredValue, WireScalar } from '../../../shared/protocol/scalars.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import type { Connection } from '../database/open-database.ts'
import { sessionOver, stopped } from './run-orm.ts'
import { sqlFailure } from '../statements/sql-failure.ts'
import { beginRun } from '../statements/transaction.ts'

type Asked = Omit<HandlerParams<'impact.run'>, 'session'>
type Targets = QuerySetObject | readonly Instance[]

/** @throws NOT_FOUND for a model or key that there is not, INVALID for code that gives no rows, SQL for its mistakes */
export function runImpact(db: Connection, design: CompiledDesign, asked: Asked): Json {
  // Code may write before it comes to the rows; all of it is taken back.
  const session = sessionOver(db, design, !db.readonly, () => false)
  const transaction = beginRun(db, false)
  const collector = new Collector(session)
  try {
    session.begin()
    collector.collect(targetsOf(asked, design, session))
    return planJson(planOf(collector, session))
  } catch (thrown) {
    const plan = blockedPlan(thrown, session, collector)
    if (plan !== null) return planJson(plan)
    throw failureOf(thrown, session)
  } finally {
    transaction.end(false)
  }
}

function failureOf(thrown: unknown, session: OrmSession): HostFailure {
  const exception = exceptionOf(thrown)
  if (exception === null) return stopped(thrown) ?? sqlFailure(thrown)
  const { type, message } = shapeError(exception, session)
  return new HostFailure('SQL', `${String(type)}: ${String(message)}`, { cause: thrown })
}

function targetsOf({ model, pks, code }: Asked, { resolution }: CompiledDesign, session: OrmSession): Targets {
  if (typeof code === 'string') return targetsOfCode(code, session)
  const all = [...resolution.models.values()]
  const alike = all.filter((m) => m.name === model && m.autoCreatedFor === null)
  const key =
    all.find((m) => m.key === model || m.label === model)?.key ?? (alike.length === 1 ? alike[0]?.key : undefined)
  if (key === undefined) throw new HostFailure('NOT_FOUND', `There is no model ${model} in this design.`)
  const cls = session.modelClass(key)
  const rows = QuerySetObject.all(cls, session)
  const names = pkFields(cls.models, key).map(({ name }) => name)
  const isWhole = (pk: (typeof pks)[number]) => (isParts(pk) ? pk.length : 1) === names.length
  if (!pks.every(isWhole)) {
    const list = names.length === 1 ? 'one value' : `a list of ${names.length}: ["${names.join('", "')}"]`
    throw new HostFailure('INVALID', `A key of ${cls.model.label} is ${list}.`, { detail: 'pks' })
  }
  return pks.map(storedKey).flatMap((pk) => {
    const found = rows.filterBy({ pk }, session).instances(session)
    if (found.length === 0) throw new HostFailure('NOT_FOUND', `There is no ${cls.model.label} with this key.`)
    return found
  })
}

/** The rows that the last expression gives; `….delete()` at its end is what is asked about. */
function targetsOfCode(code: string, session: OrmSession): Targets {
  const { body, errors } = parseScript(code)
  const last = body.at(-1)
  if (errors[0] !== undefined) throw new HostFailure('SQL', `SyntaxError: ${errors[0].message}`)
  if (last?.type !== 'Expr') throw noRows()
  for (const statement of body.slice(0, -1)) runStatement(statement, session.scope, session)
  const value = evaluate(withoutDelete(last.value), session.scope, session)
  if (value instanceof Instance) return [value]
  if (value instanceof QuerySetObject && value.isInstances) return value
  const items = value instanceof ListObject ? value.items : []
  const instances = items.filter((item) => item instanceof Instance)
  if (instances.length === 0 || instances.length < items.length) throw noRows()
  return instances
}

function withoutDelete(expr: PyExpr): PyExpr {
  const isDelete = expr.type === 'Call' && expr.func.type === 'Attribute' && expr.func.attr === 'delete'
  return isDelete && expr.args.length === 0 && expr.func.type === 'Attribute' ? expr.func.value : expr
}

function noRows(): HostFailure {
  return new HostFailure('INVALID', 'The last line gives no objects that could be deleted.', { detail: 'code' })
}

/** @param pk of a composite key: its parts */
function storedKey(pk: WireScalar | readonly WireScalar[]): Value {
  if (isParts(pk)) return new TupleObject(pk.map(storedKey))
  const value = fromWire(pk)
  if (value === undefined) throw new HostFailure('INVALID', 'This is not a key.', { detail: 'pks' })
  return value
}

function isParts(pk: WireScalar | readonly WireScalar[]): pk is readonly WireScalar[] {
  return Array.isArray(pk)
}

/** A composite key is the list of its parts. */
function planJson(plan: DeletePlan): Json {
  const text = JSON.stringify(plan, (_key, value: unknown) => {
    if (typeof value === 'bigint' || value instanceof Uint8Array) return toWire(value as StoredValue)
    return isTuple(value) ? value.items : value
  })
  return JSON.parse(text) as Json
}

function isTuple(value: unknown): value is PyCollection {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'tuple' && 'items' in value
}
