/** A database for a command: in a process of its own, so that time limits and Ctrl+C always work. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeDocument } from '../shared/document/file/write.ts'
import type { ErDocument } from '../shared/document/records.ts'
import { HostFailure } from '../shared/protocol/errors.ts'
import { createSessionPool } from '../electron/services/databases/session-pool.ts'
import { forkSession } from '../electron/services/databases/session-process.ts'
import { SqlSession } from '../electron/services/databases/sql-session.ts'
import { CliError, numberOption, textOption, usageError } from './command.ts'
import type { CliOption, ExitCode, Invocation, OptionValues } from './command.ts'

export const DATABASE_OPTION: CliOption = { flags: '--db <file>', description: 'the SQLite file' }
export const TIMEOUT_OPTION: CliOption = {
  flags: '--timeout <seconds>',
  description: 'stop after that time; 0: no limit',
  default: '60',
}

/**
 * The file that --db names, absolute.
 *
 * @throws wrong usage where it names none
 */
export function databasePath({ cwd }: Invocation, options: OptionValues): string {
  const file = textOption(options, 'db')
  if (file === undefined) throw usageError('--db FILE says which SQLite file')
  return resolve(cwd, file)
}

/** A database for this run only. */
export async function withTemporaryFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'relata-'))
  try {
    return await work(join(folder, 'rows.sqlite'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface OpenOptions {
  readonly mode: 'read' | 'write'
  /** Made when it is not there. */
  readonly create: boolean
}

export interface CliSession {
  readonly sql: SqlSession
  /** Ends with Ctrl+C and with the time limit. */
  readonly signal: AbortSignal
}

/**
 * Opens the database, hands it to `work`, and ends its process whatever happens.
 *
 * @throws CliError: 3 for a file that cannot be opened, a statement that is cancelled or out of time,
 *   1 for a statement that is wrong
 */
export async function withDatabase<T>(
  invocation: Invocation,
  path: string,
  options: OptionValues,
  open: OpenOptions,
  work: (session: CliSession) => Promise<T>,
): Promise<T> {
  if (!open.create && !existsSync(path))
    throw new CliError(3, 'NOT_FOUND', `There is no file ${path}. “relata migrate DESIGN --db FILE” makes one.`)
  const seconds = numberOption(options, 'timeout', { min: 0, max: 86_400, fallback: 60 })
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(outOfTime(seconds)), seconds === 0 ? 2 ** 31 - 1 : seconds * 1000)
  const interrupted = () => timer.abort(new HostFailure('CANCELLED', 'Cancelled.'))
  invocation.signal.addEventListener('abort', interrupted, { once: true })
  // The child does not keep this process alive by itself.
  const alive = setInterval(() => {}, 1000)
  const pool = createSessionPool(() => forkSession())
  try {
    const request = { path, mode: open.mode, create: open.create, nativeBinding: null }
    const sql = await SqlSession.open(pool, request, path, false, { reset() {}, lost() {} })
    return await work({ sql, signal: timer.signal })
  } catch (error) {
    throw error instanceof HostFailure ? hostError(error) : error
  } finally {
    clearTimeout(timeout)
    invocation.signal.removeEventListener('abort', interrupted)
    await pool.close()
    clearInterval(alive)
  }
}

function outOfTime(seconds: number): HostFailure {
  return new HostFailure('DEADLINE', `Stopped after ${seconds} s (--timeout).`)
}

/** What the input got wrong ends with 1; everything else is the world's doing. */
const INPUT_ERRORS: ReadonlySet<string> = new Set(['SQL', 'PARSE', 'INVALID', 'DENIED'])

function hostError({ error }: HostFailure): CliError {
  const exit: ExitCode = INPUT_ERRORS.has(error.code) ? 1 : 3
  return new CliError(exit, error.code, error.message)
}

/** Hands the design to the session, and brings the tables up to it where the database is ours or new. */
export async function syncDesign({ sql, signal }: CliSession, doc: ErDocument) {
  return sql.call('sql.sync', { design: { kind: 'text', text: writeDocument(doc), revision: 1 } }, signal)
}

/** Only hands the design over: for databases that others made. */
export async function giveDesign({ sql, signal }: CliSession, doc: ErDocument): Promise<void> {
  await sql.call('session.design', [{ kind: 'text', text: writeDocument(doc), revision: 1 }], signal)
}

export const BACKUP_OPTION: CliOption = {
  flags: '--no-backup',
  description: 'no copy of a file that Relata did not make before it is changed',
}

/** Before a file that others made is changed: a copy beside it, and where it is. */
export async function backUp(
  invocation: Invocation,
  { sql, signal }: CliSession,
  path: string,
  options: OptionValues,
): Promise<void> {
  if (options['backup'] === false) return
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').replace(/\..*$/, '')
  const copy = await sql.call('session.backup', { path: `${path}.backup-${time}-${process.pid}.sqlite` }, signal)
  if (copy !== null) invocation.progress(`The file as it was: ${copy.path}`)
}
