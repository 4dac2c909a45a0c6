/** `django.db.transaction`. */
import { bind } from '../arguments.ts'
import { exceptionClass, pyError, unsupported } from '../errors.ts'
import { CONNECTION } from './connection.ts'
import { knownAlias } from '../models/database-alias.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isCallable, Namespace, PyObject } from '../values.ts'
import type { NativeFunction, Value } from '../values.ts'

/** `transaction.atomic()`; `with` looks for it. */
export class AtomicObject extends PyObject {
  private readonly savepoint: boolean
  private readonly durable: boolean
  constructor(savepoint: boolean, durable: boolean) {
    super()
    this.savepoint = savepoint
    this.durable = durable
  }
  typeName(): string {
    return 'Atomic'
  }
  run<T>(work: () => T, rt: Runtime): T {
    if (this.durable && rt.transactions.isInBlock())
      throw pyError('RuntimeError', 'A durable atomic block cannot be nested within another atomic block.')
    return rt.atomic(work, { savepoint: this.savepoint })
  }
  /** As a decorator. */
  call({ args: [work = null] }: { readonly args: readonly Value[] }): Value {
    return atomically(this, work)
  }
}

function atomically(block: AtomicObject, work: Value): Value {
  return new Builtin('inner', (call, rt) => block.run(() => rt.call(work, call), rt))
}

const atomic: NativeFunction = (call, rt) => {
  const { using = null, savepoint = true, durable = false } = bind('atomic', ['using?', 'savepoint?', 'durable?'], call)
  if (isCallable(using)) return atomically(new AtomicObject(true, false), using)
  knownAlias(using, rt)
  return new AtomicObject(truthy(savepoint, rt), truthy(durable, rt))
}

const nameOf = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)

/** What commits and rolls back by hand: never inside a block. */
function byHand(_call: unknown, rt: Runtime): Value {
  if (rt.transactions.isInBlock())
    throw pyError('TransactionManagementError', "This is forbidden when an 'atomic' block is active.")
  return null
}

const FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  atomic,
  on_commit: (call, rt) => {
    const { func } = bind('on_commit', ['func', 'using?', 'robust?'], call)
    if (!isCallable(func)) throw pyError('TypeError', "on_commit()'s callback must be a callable.")
    rt.transactions.onCommit(() => rt.call(func, { args: [], kwargs: new Map() }))
    return null
  },
  savepoint: (_call, rt) => rt.transactions.savepoint(),
  savepoint_rollback: (call, rt) => {
    rt.transactions.rollbackTo(nameOf(bind('savepoint_rollback', ['sid', 'using?'], call).sid))
    return null
  },
  savepoint_commit: (call, rt) => {
    rt.transactions.release(nameOf(bind('savepoint_commit', ['sid', 'using?'], call).sid))
    return null
  },
  set_rollback: (call, rt) => {
    rt.transactions.setRollback(truthy(bind('set_rollback', ['rollback', 'using?'], call).rollback, rt))
    return null
  },
  get_rollback: (_call, rt) => rt.transactions.getRollback(),
  clean_savepoints: () => null,
  get_connection: (call, rt) => {
    knownAlias(bind('get_connection', ['using?'], call).using ?? null, rt)
    return CONNECTION
  },
  get_autocommit: (_call, rt) => !rt.transactions.isInBlock(),
  commit: byHand,
  rollback: byHand,
  set_autocommit: (call, rt) => {
    byHand(call, rt)
    throw unsupported('transaction.set_autocommit()')
  },
  non_atomic_requests: () => {
    throw unsupported('transaction.non_atomic_requests')
  },
  mark_for_rollback_on_error: () => {
    throw unsupported('transaction.mark_for_rollback_on_error()')
  },
}

export const TRANSACTION = new Namespace(
  'django.db.transaction',
  new Map<string, Value>([
    ...Object.entries(FUNCTIONS).map(([name, work]) => [name, new Builtin(name, work)] as const),
    ...['TransactionManagementError', 'DatabaseError', 'ProgrammingError'].map(
      (name) => [name, exceptionClass(name)] as const,
    ),
  ]),
)
