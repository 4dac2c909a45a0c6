/** A session process under Electron. */
import { utilityProcess } from 'electron/main'

import { childTransport } from '../services/databases/child-transport.ts'
import type { SessionProcess } from '../services/databases/session-process.ts'

export function forkUtilitySession(entry: string): SessionProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Relata database', stdio: 'ignore', env: {} })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const unsent: unknown[] = []
  child.once('spawn', () => {
    for (const frame of unsent.splice(0)) child.postMessage(frame)
  })
  const kill = () => {
    // child.kill() sends SIGTERM and may block this process until the child is gone; SIGKILL does neither.
    if (child.pid === undefined) child.kill()
    else killHard(child.pid)
  }
  return {
    get pid() {
      return child.pid
    },
    gone,
    kill,
    transport: childTransport(child, {
      send(frame) {
        if (child.pid === undefined) unsent.push(frame)
        else child.postMessage(frame)
      },
      kill,
      gone,
    }),
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was quicker.
  }
}
