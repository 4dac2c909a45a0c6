/** Starts a script of this folder in a process of its own, as often as a test of kills needs it. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { COMPILE_CACHE } from '../services/databases/session-process.ts'

/**
 * What was compiled is kept for the next start, which costs half of the first one's processor time (250 and 120 ms).
 * Killed processes write nothing: such a script calls `flushCompileCache` before its work.
 *
 * @param name without its ending: `save-for-ever`
 */
export function forkScript(name: string, args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, `${name}.ts`), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? COMPILE_CACHE },
  })
}
