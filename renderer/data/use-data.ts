import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useApp, useCompiled } from '../app/app-context.tsx'
import type { App } from '../app/app-context.tsx'
import { inSqliteNames } from '../../shared/exporters/sqlite-names.ts'
import { tableForm } from '../../shared/rows/table-form.ts'
import type { TableForm } from '../../shared/rows/table-form.ts'
import { createDataStore } from './data-store.ts'
import type { DataState, DataStore } from './data-store.ts'

const stores = new WeakMap<App['preview'], DataStore>()

/** The page's store of rows, made when first asked for: who never looks at rows pays nothing. */
export function dataOf(app: App): DataStore {
  let store = stores.get(app.preview)
  if (store === undefined) {
    store = createDataStore(app)
    stores.set(app.preview, store)
  }
  return store
}

export function useDataStore(): DataStore {
  return dataOf(useApp())
}

export function useData<T>(select: (state: DataState) => T): T {
  return useStore(useDataStore(), select)
}

/** null: no model describes the table. */
export function useTableForm(table: string): TableForm | null {
  const resolution = useCompiled((s) => s.resolution)
  const schema = useCompiled((s) => s.schema)
  return useMemo(() => tableForm(inSqliteNames({ resolution, schema }), table), [resolution, schema, table])
}
