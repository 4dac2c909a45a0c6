import type { ClientFrame, HostFrame } from '../../../shared/protocol/frames.ts'
import type { Transport } from '../../../shared/protocol/transport.ts'

/** What children of Node and of Electron have alike. */
interface MessagingChild {
  on(event: 'message', listener: (message: unknown) => void): unknown
  off(event: 'message', listener: (message: unknown) => void): unknown
}

interface ChildOptions {
  readonly send: (frame: ClientFrame) => void
  readonly kill: () => void
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>
}

/** Frames to a child process and from it. */
export function childTransport(child: MessagingChild, { send, kill, gone }: ChildOptions): Transport {
  return {
    send,
    onFrame(listener) {
      const receive = (frame: unknown) => listener(frame as HostFrame)
      child.on('message', receive)
      return () => child.off('message', receive)
    },
    onClose(listener) {
      void gone.then(listener)
      return () => {}
    },
    close: kill,
  }
}
