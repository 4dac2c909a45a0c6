/** Runs the repository's tools one after the other and says what each one took. */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')

export interface Task {
  readonly name: string
  /** A binary of node_modules/.bin, or `node`. */
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs all tasks, also after one failed, so that one run shows everything. @returns whether all passed */
export function runAll(tasks: readonly Task[]): boolean {
  const failed = tasks.filter((task) => !runTask(task)).map((task) => task.name)
  if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`)
  return failed.length === 0
}

function runTask({ name, command, args, env }: Task): boolean {
  const started = Date.now()
  console.log(`── ${name}`)
  const path = command === 'node' ? process.execPath : join(ROOT, 'node_modules', '.bin', command)
  const run = spawnSync(path, args, {
    cwd: ROOT,
    stdio: 'inherit',
    // Tools start `node` through their shebang: it has to be the pinned one.
    env: { ...process.env, ...env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` },
  })
  console.log(`── ${name}: ${run.status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  return run.status === 0
}
