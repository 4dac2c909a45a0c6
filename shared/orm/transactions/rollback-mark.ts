/**
 * Whether the block that is open can only be undone: Django's `connection.needs_rollback`. An error inside a write, or
 * `set_rollback(True)`, sets it; no statement runs until the end of the nearest block with a savepoint takes it back.
 * Source: django/db/transaction.py, `Atomic` and `mark_for_rollback_on_error`.
 */
import { exceptionOf, PyError, pyError } from '../script/errors.ts'

export class RollbackMark {
  #isSet = false
  /** The error behind it: the cause of those that follow. */
  #cause: unknown = null

  get isSet(): boolean {
    return this.#isSet
  }

  set(cause: unknown = null): void {
    this.#isSet = true
    this.#cause = cause
  }

  clear(): void {
    this.#isSet = false
    this.#cause = null
  }

  /** @throws PyError TransactionManagementError: nothing may be sent any more */
  check(): void {
    if (!this.#isSet) return
    const error = pyError(
      'TransactionManagementError',
      "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.",
    )
    const cause = exceptionOf(this.#cause)
    if (cause !== null && error instanceof PyError) error.exception.setAttr('__cause__', cause)
    throw error
  }
}
