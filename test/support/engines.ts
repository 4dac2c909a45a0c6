/**
 * Private database servers for proving exports: started in a temporary folder on a Unix socket, gone
 * afterwards. Where a server is not installed the caller reports the proof as not run.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export interface Engine {
  /** Runs a script in a fresh database; throws with the server's own message. */
  run(database: string, sql: string): void
  /** Rows of a query, as texts; NULL is null. */
  rows(database: string, sql: string): (string | null)[][]
  createDatabase(name: string): void
  /** What `pg_dump` or `mysqldump` writes, rows included. */
  dump(database: string, options?: readonly string[]): string
  stop(): Promise<void>
}

/** Servers refuse to run as root: then they run as `nobody`. */
const NOBODY = { uid: 65534, gid: 65534 }
const asUser: Partial<typeof NOBODY> = process.getuid?.() === 0 ? NOBODY : {}

function folderFor(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `relata-${name}-`))
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  mkdirSync(data, 0o700)
  const { uid, gid } = asUser
  if (uid !== undefined && gid !== undefined) for (const path of [data, folder]) chownSync(path, uid, gid)
  return folder
}

async function started(ready: () => boolean, child: ChildProcess, what: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (ready()) return
    if (child.exitCode !== null) break
    await delay(100)
  }
  child.kill('SIGKILL')
  throw new Error(`${what} did not start`)
}

async function stopped(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const exit = new Promise((resolve) => child.once('exit', resolve))
    // PostgreSQL and MariaDB both shut down in good order on it.
    child.kill('SIGTERM')
    await Promise.race([exit, delay(10_000).then(() => child.kill('SIGKILL'))])
  }
  rmSync(folder, { recursive: true, force: true })
}

/** Folder of initdb and postgres, or null. */
export function postgresqlFolder(): string | null {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort() : []
  const latest = versions.at(-1)
  const folder = latest === undefined ? null : join('/usr/lib/postgresql', latest, 'bin')
  return folder !== null && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')) ? folder : null
}

export async function startPostgresql(bin: string): Promise<Engine> {
  const folder = folderFor('pg')
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'relata', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...asUser,
    stdio: 'pipe',
  })
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off']
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...asUser, stdio: 'ignore' })
  const psql = (database: string, args: readonly string[], input = '') =>
    spawnSync('psql', ['-h', folder, '-U', 'relata', '-d', database, '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...args], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
  await started(() => psql('postgres', ['-c', 'select 1']).status === 0, child, 'PostgreSQL')
  const checked = (run: ReturnType<typeof psql>) => {
    if (run.status !== 0) throw new Error(run.stderr)
    return run.stdout
  }
  return {
    run: (database, sql) => void checked(psql(database, ['-1', '-f', '-'], sql)),
    rows: (database, sql) =>
      checked(psql(database, ['-A', '-t', '-F', '\u001f', '-R', '\u001e', '-P', 'null=\u0001', '-c', sql]))
        .replace(/\n$/, '')
        .split('\u001e')
        .filter((line) => line !== '')
        .map((line) => line.split('\u001f').map((cell) => (cell === '\u0001' ? null : cell))),
    dump: (database, options = []) =>
      execFileSync(join(bin, 'pg_dump'), ['-h', folder, '-U', 'relata', ...options, database], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      }),
    createDatabase: (name) => void checked(psql('postgres', ['-c', `CREATE DATABASE ${name}`])),
    stop: () => stopped(child, folder),
  }
}

export function mariadbProgram(): string | null {
  return ['/usr/sbin/mariadbd', '/usr/sbin/mysqld'].find((path) => existsSync(path)) ?? null
}

export async function startMariadb(program: string): Promise<Engine> {
  const folder = folderFor('maria')
  const data = join(folder, 'data')
  const socket = join(folder, 'sock')
  // Two servers that share /tmp take each other's tables away.
  const own = ['--no-defaults', `--datadir=${data}`, `--tmpdir=${folder}`]
  execFileSync('mariadb-install-db', [...own, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    ...asUser,
    stdio: 'pipe',
  })
  const settings = [
    `--socket=${socket}`,
    '--skip-networking',
    `--pid-file=${join(folder, 'pid')}`,
    '--innodb-flush-log-at-trx-commit=0',
  ]
  const child = spawn(program, [...own, ...settings], { ...asUser, stdio: 'ignore' })
  const client = (args: readonly string[], input = '') =>
    spawnSync(
      'mariadb',
      ['--no-defaults', `--socket=${socket}`, '-u', 'root', '--default-character-set=utf8mb4', ...args],
      {
        input,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    )
  await started(() => client(['-e', 'select 1']).status === 0, child, 'MariaDB')
  const checked = (run: ReturnType<typeof client>) => {
    if (run.status !== 0) throw new Error(run.stderr)
    return run.stdout
  }
  return {
    run: (database, sql) => void checked(client([database], sql)),
    rows: (database, sql) =>
      checked(client([database, '-N', '-B', '-r', '-e', sql]))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split('\t').map((cell) => (cell === 'NULL' ? null : cell))),
    dump: (database, options = ['--routines', '--triggers', '--events']) =>
      execFileSync(
        'mariadb-dump',
        ['--no-defaults', `--socket=${socket}`, '-u', 'root', '--default-character-set=utf8mb4', ...options, database],
        {
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        },
      ),
    createDatabase: (name) =>
      void checked(client(['-e', `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`])),
    stop: () => stopped(child, folder),
  }
}
