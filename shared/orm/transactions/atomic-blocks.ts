/** `transaction.atomic()` and its kin: blocks as savepoints, undone as Django undoes them. */
import { isSqliteError } from '../database.ts'
import type { Database } from '../database.ts'
import { danglingReference } from './foreign-keys.ts'
import type { RollbackMark } from './rollback-mark.ts'
import { pyError } from '../script/errors.ts'
import type { AtomicOptions, Transactions } from '../script/runtime.ts'
import { UserTransactions } from './user-transactions.ts'

interface AtomicBlocksOptions {
  readonly database: Database
  readonly canWrite: boolean
  /** Everything stands in one transaction, as in Django's tests; false: each statement alone. */
  readonly isOpen: boolean
  readonly mark: RollbackMark
  /** Tables in the order in which foreign keys are looked through. */
  readonly tableOrder: () => readonly string[]
}

export class AtomicBlocks {
  readonly #options: AtomicBlocksOptions
  readonly #user: UserTransactions
  #depth = 0
  #named = 0

  constructor(options: AtomicBlocksOptions) {
    this.#options = options
    const { database, isOpen, mark } = options
    this.#user = new UserTransactions({ send: (sql) => database.run(sql, []), isOpen, mark })
  }

  atomic<T>(work: () => T, { savepoint = true }: AtomicOptions): T {
    const { database, canWrite, mark } = this.#options
    if (!canWrite) return work()
    if (this.#user.isInBlock(this.#depth) && (!savepoint || mark.isSet)) return this.spoiling(work, false)
    const name = `relata_${++this.#named}`
    database.run(`SAVEPOINT ${name}`, [])
    this.#depth += 1
    try {
      const result = work()
      this.#finish(name)
      return result
    } catch (error) {
      throw this.#undo(name, error)
    } finally {
      this.#depth -= 1
    }
  }

  /** Runs a write that has no savepoint of its own: inside a block an error leaves that block to be undone. */
  spoiling<T>(work: () => T, isCause = true): T {
    try {
      return work()
    } catch (error) {
      if (this.#user.isInBlock(this.#depth)) this.#options.mark.set(isCause ? error : null)
      throw error
    }
  }

  #finish(name: string): void {
    const { mark } = this.#options
    // Django undoes the block, silently, where an error in it was caught or the script asks for it.
    const isUndone = mark.isSet
    mark.clear()
    if (isUndone) this.#user.forgetHooks(this.#depth)
    this.#close(name, isUndone)
    const hooks = this.#user.takeHooks(this.#depth)
    this.#depth -= 1
    try {
      for (const run of hooks) run()
    } finally {
      this.#depth += 1
    }
  }

  /** @returns the error that is to be seen: of keys that fail at the end, which row refers to nothing */
  #undo(name: string, error: unknown): unknown {
    const { database, mark, tableOrder } = this.#options
    const dangling = this.#depth === 1 && isForeignKeyFailure(error) ? danglingReference(database, tableOrder) : null
    mark.clear()
    this.#user.forgetHooks(this.#depth)
    this.#close(name, true)
    return dangling === null ? error : pyError('IntegrityError', dangling)
  }

  /** Ends a block; one that a savepoint of the script took along, or stands on, is left as it is. */
  #close(name: string, isUndone: boolean): void {
    const { database } = this.#options
    const isPinned = this.#user.takePin(this.#depth)
    try {
      if (isUndone) database.run(`ROLLBACK TO SAVEPOINT ${name}`, [])
      if (!isPinned) database.run(`RELEASE SAVEPOINT ${name}`, [])
    } catch (error) {
      if (!isPinned) throw error
    }
  }

  readonly transactions: Transactions = {
    isInBlock: () => this.#user.isInBlock(this.#depth),
    savepoint: () => (this.#options.canWrite ? this.#user.savepoint(this.#depth) : null),
    rollbackTo: (name) => this.#user.rollbackTo(name, this.#depth),
    release: (name) => this.#user.release(name, this.#depth),
    setRollback: (flag) => this.#user.setRollback(flag, this.#depth),
    getRollback: () => this.#user.getRollback(this.#depth),
    onCommit: (run) => this.#user.onCommit(run, this.#depth),
  }
}

function isForeignKeyFailure(error: unknown): boolean {
  return isSqliteError(error) && /FOREIGN KEY constraint failed/.test(error.message)
}
