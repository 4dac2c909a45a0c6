/**
 * A transaction that stays open around a session, as in Django's tests: an error inside a write breaks it until the
 * block with a savepoint ends. In a shell each statement stands alone, and nothing of this is there.
 * Source: django/db/transaction.py, `Atomic` and `mark_for_rollback_on_error`.
 */
import { pyError } from '../script/errors.ts'

export class OpenTransaction {
  private isBroken = false

  get broken(): boolean {
    return this.isBroken
  }

  mend(): void {
    this.isBroken = false
  }

  /** @throws PyError TransactionManagementError: nothing may be sent any more */
  check(): void {
    if (!this.isBroken) return
    throw pyError(
      'TransactionManagementError',
      "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.",
    )
  }

  /** Runs a write that has no savepoint of its own. */
  spoiling<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      this.isBroken = true
      throw error
    }
  }
}
