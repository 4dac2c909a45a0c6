/** A session's transactions: blocks, the one that may stand around everything, and what foreign keys say at their end. */
import type { ErDocument } from '../../document/records.ts'
import type { Resolution } from '../../relations/types.ts'
import type { Database } from '../database.ts'
import { migrated, userModelOf } from '../first-migration/tables.ts'
import { pyError } from '../script/errors.ts'
import type { AtomicOptions, Transactions } from '../script/runtime.ts'
import { AtomicBlocks } from './atomic-blocks.ts'
import { danglingReference } from './foreign-keys.ts'
import { RollbackMark } from './rollback-mark.ts'

interface SessionTransactionsOptions {
  readonly resolution: Resolution
  readonly database: Database
  readonly doc: ErDocument | undefined
  readonly canWrite: boolean
  /** Everything stands in one open transaction, as in Django's tests; false: each statement alone. */
  readonly isOpen: boolean
}

export class SessionTransactions {
  readonly #options: SessionTransactionsOptions
  readonly #mark = new RollbackMark()
  readonly #blocks: AtomicBlocks

  constructor(options: SessionTransactionsOptions) {
    this.#options = options
    this.#blocks = new AtomicBlocks({
      database: options.database,
      // Nothing can be undone, or need be, where nothing may be written.
      canWrite: options.canWrite,
      isOpen: options.isOpen,
      mark: this.#mark,
      tableOrder: () => this.#tableOrder(),
    })
  }

  /** What scripts ask of transactions themselves. */
  get ofScripts(): Transactions {
    return this.#blocks.transactions
  }

  atomic<T>(work: () => T, options: AtomicOptions): T {
    return this.#blocks.atomic(work, options)
  }

  spoiling<T>(work: () => T): T {
    return this.#blocks.spoiling(work)
  }

  /** @throws PyError TransactionManagementError: nothing may be sent any more */
  check(): void {
    this.#mark.check()
  }

  mend(): void {
    this.#mark.clear()
  }

  /** Says which row refers to nothing; for a database whose transaction stays open. */
  checkForeignKeys(): void {
    this.check()
    const dangling = danglingReference(this.#options.database, () => this.#tableOrder())
    if (dangling !== null) throw pyError('IntegrityError', dangling)
  }

  #tableOrder(): readonly string[] {
    const { resolution, doc } = this.#options
    return migrated(resolution, doc === undefined ? null : userModelOf(doc)).checkOrder
  }
}
