import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import type { App } from '../../app/app-context.tsx'
import { layoutName, OWN_LAYOUT, withLayout } from './column-layout.ts'
import type { ColumnLayout } from './column-layout.ts'

export interface LayoutOf {
  readonly layout: ColumnLayout
  set(layout: ColumnLayout): void
}

/** How the table's columns stand; it is remembered from one sitting to the next. */
export function useColumnLayout(table: string): LayoutOf {
  const { prefs, files } = useApp()
  const name = useStore(files, (design) => layoutName(design, table))
  const layout = useStore(prefs, (s) => (Object.hasOwn(s.columns, name) ? s.columns[name] : null)) ?? OWN_LAYOUT
  return {
    layout,
    set: (next) => prefs.set({ columns: withLayout(prefs.getState().columns, name, next) }),
  }
}

/** The same at this moment, whatever was rendered last. */
export function layoutNow({ prefs, files }: Pick<App, 'prefs' | 'files'>, table: string): ColumnLayout {
  return prefs.getState().columns[layoutName(files.getState(), table)] ?? OWN_LAYOUT
}
