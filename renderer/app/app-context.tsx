/** Everything a part of the page may need, made once in `start.ts`. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Client } from '../../shared/protocol/client.ts'
import type { CompiledStore, Compiled } from '../state/compiled-store.ts'
import type { EditorStore } from '../state/editor-store.ts'
import type { CanvasPort } from './canvas-port.ts'
import type { Files } from '../host/files.ts'
import type { Preview } from '../preview/preview-store.ts'
import type { Prefs, PrefsStore } from './prefs.ts'
import type { UiState, UiStore } from './ui-store.ts'

export interface App {
  readonly editor: EditorStore
  readonly compiled: CompiledStore
  readonly canvas: CanvasPort
  readonly ui: UiStore
  readonly prefs: PrefsStore
  readonly client: Client
  readonly files: Files
  readonly preview: Preview
}

const AppContext = createContext<App | null>(null)

export const AppProvider = AppContext.Provider

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === null) throw new Error('useApp outside AppProvider')
  return app
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useApp().ui, select)
}

/** What is known by now: of a large design that was just opened it comes in slices. */
export function useCompiled<T>(select: (state: Compiled) => T): T {
  return useStore(useApp().compiled.shown, select)
}

export function usePrefs<T>(select: (state: Prefs) => T): T {
  return useStore(useApp().prefs, select)
}
