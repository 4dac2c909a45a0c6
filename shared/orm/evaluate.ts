/** One line as the oracle evaluates it: an expression gives a result, a statement just runs; a failing one is undone. */
import { parseScript } from '../python/parse.ts'
import { withParameters } from './database.ts'
import type { OrmSession } from './session.ts'
import { shape, shapeError } from './shape.ts'
import type { Plain, Shaped } from './shape.ts'
import { exceptionOf } from './script/errors.ts'
import { evaluate } from './script/run/evaluate.ts'
import { hasWaits } from './script/run/has-steps.ts'
import { runBlock } from './script/run/statements.ts'
import type { Scope } from './script/scope.ts'
import { QuerySetObject } from './script/models/querysets/queryset.ts'
import * as ops from './script/models/querysets/query-ops.ts'
import { orderingOf } from './query/ordering-source.ts'
import type { Value } from './script/values.ts'

interface Evaluated {
  readonly shaped: Shaped
  readonly value: Value | undefined
}

/** The result with the statements that were sent and their number. */
export function evaluateLine(session: OrmSession, code: string, scope: Scope, touch: readonly string[] | null): Shaped {
  session.begin()
  const { shaped, value } = guarded(session, code, scope, touch)
  const sql = session.takeLog().map((s) => withParameters(s.sql, s.params))
  const ties = shaped['ordered'] === true && value instanceof QuerySetObject && hasTies(session, value)
  return { ...shaped, sql, num_queries: sql.length, ...(ties ? { ties } : {}) }
}

/** CPython's own words for a mistake that our parser explains. */
function pythonMessage(message: string): string {
  const open = /^this '(.)' is never closed$/.exec(message)?.[1]
  if (open !== undefined) return `'${open}' was never closed`
  if (/string|quote/.test(message) && /closed|end|unterminated/.test(message))
    return 'unterminated string literal (detected at line 1)'
  return message.startsWith('positional argument follows') ? message : 'invalid syntax'
}

function guarded(session: OrmSession, code: string, scope: Scope, touch: readonly string[] | null): Evaluated {
  const { body, errors } = parseScript(code.trim())
  const [mistake] = errors
  if (mistake !== undefined)
    return { shaped: { kind: 'error', type: 'SyntaxError', message: pythonMessage(mistake.message) }, value: undefined }
  // Python's own prompt, unlike IPython's.
  if (body.some(hasWaits))
    return { shaped: { kind: 'error', type: 'SyntaxError', message: "'await' outside function" }, value: undefined }
  try {
    return session.atomic(() => {
      const [only] = body
      const isExpression = body.length === 1 && only?.type === 'Expr'
      const value = isExpression ? evaluate(only.value, scope, session) : undefined
      if (!isExpression) runBlock(body, scope, session)
      const shaped = value === undefined ? { kind: 'statement' } : shape(value, touch, session)
      if (session.hasWritten()) session.checkForeignKeys()
      return { shaped, value }
    })
  } catch (error) {
    const exception = exceptionOf(error)
    if (exception === null) throw error
    return { shaped: shapeError(exception, session), value: undefined }
  }
}

/** Whether the queryset's order leaves the order of some rows open. */
function hasTies(session: OrmSession, queryset: QuerySetObject): boolean {
  const { state } = queryset.query
  const isGrouped = !queryset.isInstances && state.groupBy !== null
  if (ops.isSliced(queryset.query) || queryset.query.combinator !== null || isGrouped) return false
  const base = state.orderBy.length > 0 ? state.orderBy : orderingOf(queryset.cls.model)
  try {
    const [up, down] = ['pk', '-pk'].map((by) => rowsInOrder(session, queryset, [...base, by]))
    return JSON.stringify(up) !== JSON.stringify(down)
  } catch (error) {
    if (exceptionOf(error) === null) throw error
    return false
  }
}

function rowsInOrder(session: OrmSession, queryset: QuerySetObject, order: Parameters<typeof ops.orderBy>[1]): Plain {
  const ordered = queryset.with(ops.orderBy({ ...queryset.query, prefetch: [] }, order))
  return shape(ordered, null, session)
}
