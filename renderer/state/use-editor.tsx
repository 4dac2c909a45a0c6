import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { EditorState, EditorStore } from './editor-store.ts'

const EditorContext = createContext<EditorStore | null>(null)

export const EditorProvider = EditorContext.Provider

/** The store itself: for handlers, which read the state when they run. */
function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (store === null) throw new Error('useEditorStore outside EditorProvider')
  return store
}

/** A part of the state; the component renders again only when the selected value is another one. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorStore(), select)
}
