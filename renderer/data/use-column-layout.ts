import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { OWN_LAYOUT, withLayout } from './column-layout.ts'
import type { ColumnLayout } from './column-layout.ts'

export interface LayoutOf {
  readonly layout: ColumnLayout
  set(layout: ColumnLayout): void
}

/** How the table's columns stand; it is remembered from one sitting to the next. */
export function useColumnLayout(table: string): LayoutOf {
  const { prefs } = useApp()
  const layout = useStore(prefs, (s) => (Object.hasOwn(s.columns, table) ? s.columns[table] : null)) ?? OWN_LAYOUT
  return {
    layout,
    set: (next) => prefs.set({ columns: withLayout(prefs.getState().columns, table, next) }),
  }
}
