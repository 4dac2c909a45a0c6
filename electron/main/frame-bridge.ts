/** Frames between pages and the dispatcher, over one channel each way. */
import { ipcMain } from 'electron/main'
import type { BrowserWindow } from 'electron/main'

import type { Connection, ConnectionInfo, Dispatcher } from '../../shared/protocol/dispatcher.ts'
import type { EventOf, Topic } from '../../shared/protocol/events.ts'
import { isTrustedSender } from './page-origin.ts'

const FRAME_CHANNEL = 'relata:frame'

export interface FrameBridge {
  /** Connects a window; its connection's id is `window-<id>`. */
  attach(window: BrowserWindow): Connection
  /** The window's connection of now; a reload makes a new one. */
  info(connectionId: string): ConnectionInfo | undefined
  emit<T extends Topic>(connectionId: string, topic: T, payload: EventOf<T>): void
}

export function createFrameBridge(dispatcher: Dispatcher): FrameBridge {
  const connections = new Map<number, Connection>()
  const find = (id: string) => [...connections.values()].find((connection) => connection.info.id === id)?.info
  ipcMain.on(FRAME_CHANNEL, (event, frame: unknown) => {
    if (!isTrustedSender(event.senderFrame)) return
    connections.get(event.sender.id)?.receive(frame)
  })
  return {
    info: find,
    emit: (id, topic, payload) => find(id)?.emit(topic, payload),
    attach(window) {
      const { webContents } = window
      const connect = () => {
        connections.get(webContents.id)?.close()
        const connection = dispatcher.connect({
          id: `window-${window.id}`,
          send(frame) {
            if (!webContents.isDestroyed()) webContents.send(FRAME_CHANNEL, frame)
          },
        })
        connections.set(webContents.id, connection)
        return connection
      }
      const { id } = webContents
      // A reload is a new page: it gets new handles, the old ones end.
      webContents.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) connect()
      })
      window.on('closed', () => {
        connections.get(id)?.close()
        connections.delete(id)
      })
      return connect()
    },
  }
}
