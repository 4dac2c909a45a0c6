/** Resident memory of another process: it may be stuck in native code and cannot tell itself. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'

const PAGE_BYTES = 4096

/** Bytes; null: not known (the process is gone, or the system does not say). */
export async function memoryOfProcess(pid: number): Promise<number | null> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
    const pages = Number(text.split(' ')[1])
    return Number.isFinite(pages) && text !== '' ? pages * PAGE_BYTES : null
  }
  if (process.platform === 'win32') {
    const out = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
    const kib = /"([\d.,\s]+) K"/.exec(out)?.[1]?.replaceAll(/\D/g, '')
    return kib === undefined ? null : Number(kib) * 1024
  }
  const kib = Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).trim())
  return Number.isFinite(kib) && kib > 0 ? kib * 1024 : null
}

/** Asking costs a process where there is no /proc, ms. */
export const MEMORY_INTERVAL_MS = process.platform === 'linux' ? 100 : 1_000

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 2_000, windowsHide: true }, (_error, stdout) => resolve(stdout))
  })
}
