/**
 * What a script itself asks of transactions: savepoints by hand, `set_rollback()`, functions to call after the commit.
 * Source: django/db/transaction.py and django/db/backends/base/base.py.
 */
import { pyError } from '../script/errors.ts'
import type { RollbackMark } from './rollback-mark.ts'

interface TransactionHost {
  /** SQL that goes around the log and the checks. */
  send(sql: string): void
  /** A transaction stands around all statements, as in Django's tests. */
  readonly isOpen: boolean
  readonly mark: RollbackMark
}

interface Hook {
  readonly depth: number
  readonly run: () => void
}

export class UserTransactions {
  private readonly host: TransactionHost
  private hooks: Hook[] = []
  private count = 0
  /** The statement's own savepoint stands beside those of the script, or went with one of them. */
  private isPinned = false

  constructor(host: TransactionHost) {
    this.host = host
  }

  /** Whether a block is open, besides that of the statement itself. */
  isInBlock(depth: number): boolean {
    return this.host.isOpen || depth > 1
  }

  /** @returns its name; null: outside of any block there are none */
  savepoint(depth: number): string | null {
    if (!this.isInBlock(depth)) return null
    const name = `s1_x${++this.count}`
    this.command(`SAVEPOINT ${name}`, depth)
    return name
  }
  rollbackTo(name: string | null, depth: number): void {
    if (name === null || !this.isInBlock(depth)) return
    this.command(`ROLLBACK TO SAVEPOINT ${checked(name)}`, depth)
    this.hooks = this.hooks.filter((hook) => hook.depth <= depth)
  }
  release(name: string | null, depth: number): void {
    if (name === null || !this.isInBlock(depth)) return
    this.command(`RELEASE SAVEPOINT ${checked(name)}`, depth)
  }
  private command(sql: string, depth: number): void {
    this.host.mark.check()
    if (depth === 1) this.isPinned = true
    this.host.send(sql)
  }

  setRollback(flag: boolean, depth: number): void {
    this.checkFlag(depth)
    if (flag) this.host.mark.set()
    else this.host.mark.clear()
  }
  getRollback(depth: number): boolean {
    this.checkFlag(depth)
    return this.host.mark.isSet
  }
  private checkFlag(depth: number): void {
    if (this.isInBlock(depth)) return
    throw pyError('TransactionManagementError', "The rollback flag doesn't work outside of an 'atomic' block.")
  }

  /** Now, where no block is open; a transaction that stays open never comes to its commit. */
  onCommit(run: () => void, depth: number): void {
    if (this.host.isOpen) return
    if (depth > 1) this.hooks.push({ depth, run })
    else run()
  }
  /** Functions to call once the outermost block has ended. */
  takeHooks(depth: number): readonly (() => void)[] {
    if (depth !== 2) return []
    const due = this.hooks.map((hook) => hook.run)
    this.hooks = []
    return due
  }
  forgetHooks(depth: number): void {
    this.hooks = this.hooks.filter((hook) => hook.depth < depth)
  }

  /** Whether the statement's savepoint must be left to the script's own. */
  takePin(depth: number): boolean {
    if (depth !== 1 || !this.isPinned) return false
    this.isPinned = false
    return true
  }
}

function checked(name: string): string {
  if (/^\w+$/.test(name)) return name
  throw pyError('OperationalError', `no such savepoint: ${name}`)
}
