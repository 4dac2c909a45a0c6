/** A session process under plain Node, spoken to through the protocol's client. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import type { Transport } from '../../../shared/protocol/transport.ts'
import { childTransport } from './child-transport.ts'

/** One child: frames there and back, and an end that nothing can resist. */
export interface SessionProcess {
  readonly transport: Transport
  readonly pid: number | undefined
  /** Resolves when the process is gone, by itself or not. */
  readonly gone: Promise<void>
  /** SIGKILL: a statement inside SQLite hears nothing else. */
  kill(): void
}

const MAIN = join(import.meta.dirname, '..', '..', 'sqlite', 'session', 'session-main.ts')
/** Where Node keeps what it made of our sources: stripping and compiling them costs a process 300 ms at its start. */
export const COMPILE_CACHE = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'relata-node')
/**
 * One query cannot take the machine's memory. Young objects get 16 MB from the start and no threads of their own to be
 * collected by: reading SQL of 1,000 tables takes 360 ms of the processor in place of 400, and no longer on the clock
 * (medians of seven).
 */
const HEAP = ['--max-old-space-size=1024', '--min-semi-space-size=16', '--single-threaded-gc']

/** Starts a session process from source. `entry` is another main file (the bundled one). */
export function forkSession(entry: string = MAIN): SessionProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning', ...HEAP],
    // Nothing else of our environment is the child's business.
    env: {
      PATH: process.env['PATH'] ?? '',
      TZ: process.env['TZ'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? COMPILE_CACHE,
      ...windowsEssentials(),
    },
  })
  return fromChild(child)
}

/** Windows cannot start a process without these. */
function windowsEssentials(): Record<string, string> {
  if (process.platform !== 'win32') return {}
  const names = ['SystemRoot', 'TEMP', 'TMP', 'USERPROFILE']
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']))
}

function fromChild(child: ChildProcess): SessionProcess {
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  // Waiting for a question must not keep the host alive.
  child.unref()
  child.channel?.unref()
  const kill = () => void child.kill('SIGKILL')
  return {
    pid: child.pid,
    gone,
    kill,
    transport: childTransport(child, {
      send(frame) {
        // What cannot be sent any more is answered by `gone`.
        if (child.connected) child.send(frame, () => {})
      },
      kill,
      gone,
    }),
  }
}
