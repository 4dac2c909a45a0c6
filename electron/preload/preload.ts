/** All that crosses into the page: two functions that pass frames. No Electron object leaks. */
import { contextBridge, ipcRenderer } from 'electron/renderer'

const CHANNEL = 'relata:frame'

const bridge = Object.freeze({
  send(frame: unknown): void {
    ipcRenderer.send(CHANNEL, frame)
  },
  onFrame(listener: (frame: unknown) => void): () => void {
    const receive = (_event: unknown, frame: unknown) => listener(frame)
    ipcRenderer.on(CHANNEL, receive)
    return () => {
      ipcRenderer.removeListener(CHANNEL, receive)
    }
  },
})

contextBridge.exposeInMainWorld('relata', bridge)
