/** `await` outside of functions, as IPython takes it: each statement on a loop of its own. */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { coroutine } from '../asynchronous/awaiting.ts'
import { runToEnd } from '../asynchronous/event-loop.ts'
import { pyError } from '../errors.ts'
import type { Scope } from '../scope.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import { hasWaits } from './has-steps.ts'
import { NORMAL } from './interpreter.ts'
import type { Flow, Interpreter } from './interpreter.ts'
import { runStatement } from './statements.ts'
import { stepped } from './stepped.ts'
import { value } from './stepped-expressions.ts'

export function ranAtTop(s: PyStatement, scope: Scope, i: Interpreter): Flow {
  let flow: Flow = NORMAL
  const main = function* (): Generator<Value, Value, Value> {
    flow = yield* stepped(s, scope, i)
    return null
  }
  runToEnd(coroutine('<module>', main, i.rt), i.rt)
  return flow
}

const OUTSIDE = {
  return: "'return' outside function",
  break: "'break' outside loop",
  continue: "'continue' not properly in loop",
} as const

/** A statement that somebody typed. @throws SyntaxError where it leaves what it is not in */
export function runAtTop(s: PyStatement, scope: Scope, i: Interpreter): void {
  const { kind } = runStatement(s, scope, i)
  if (kind !== 'normal') throw pyError('SyntaxError', OUTSIDE[kind])
}

/** The value of an expression that somebody typed. */
export function evaluateAtTop(e: PyExpr, scope: Scope, i: Interpreter): Value {
  if (!hasWaits(e)) return evaluate(e, scope, i)
  return runToEnd(
    coroutine('<module>', () => value(e, scope, i), i.rt),
    i.rt,
  )
}
