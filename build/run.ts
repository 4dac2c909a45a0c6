/** Runs the repository's tools one after the other and says what each one took. */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')

/** Lines of a failed task that are said again at the end: what failed must be read where a long run stops. */
const REPEATED_LINES = 60

export interface Task {
  readonly name: string
  /** A binary of node_modules/.bin, or `node`. */
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

interface Ended {
  readonly task: Task
  readonly ok: boolean
  /** The last lines it printed. */
  readonly tail: string
}

/** Runs all tasks, also after one failed, so that one run shows everything. @returns whether all passed */
export async function runAll(tasks: readonly Task[]): Promise<boolean> {
  const failed: Ended[] = []
  for (const task of tasks) {
    const ended = await runTask(task)
    if (!ended.ok) failed.push(ended)
  }
  if (tasks.length > 1) for (const { task, tail } of failed) console.error(`── ${task.name}, its last lines\n${tail}\n`)
  if (failed.length > 0) console.error(`failed: ${failed.map(({ task }) => task.name).join(', ')}`)
  return failed.length === 0
}

async function runTask(task: Task): Promise<Ended> {
  const started = Date.now()
  console.log(`── ${task.name}`)
  const { status, tail } = await runTool(task)
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`── ${task.name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`)
  return { task, ok: status === 0, tail }
}

/** What the tool prints passes through at once; its end is kept. */
export function runTool({
  command,
  args,
  env,
}: Task): Promise<{ readonly status: number | null; readonly tail: string }> {
  const path = command === 'node' ? process.execPath : join(ROOT, 'node_modules', '.bin', command)
  const child = spawn(path, args, {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Tools see a pipe where a person may look at a terminal.
      ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
      ...env,
      // Tools start `node` through their shebang: it has to be the pinned one.
      PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
    },
  })
  let tail = ''
  const passOn = (from: NodeJS.ReadableStream, to: NodeJS.WritableStream): void => {
    from.setEncoding('utf8').on('data', (text: string) => {
      to.write(text)
      tail = `${tail}${text}`.split('\n').slice(-REPEATED_LINES).join('\n')
    })
  }
  passOn(child.stdout, process.stdout)
  passOn(child.stderr, process.stderr)
  return new Promise((done) => {
    child.on('error', (error) => done({ status: null, tail: error.message }))
    child.on('close', (status) => done({ status, tail }))
  })
}
