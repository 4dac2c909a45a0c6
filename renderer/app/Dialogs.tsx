import { lazy, Suspense } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { Palette } from '../actions/Palette.tsx'
import { ShortcutsSheet } from '../actions/ShortcutsSheet.tsx'
import { RenameDialog } from '../rename/RenameDialog.tsx'
import { useUi } from './app-context.tsx'
import { ExamplesDialog } from './ExamplesDialog.tsx'
import type { DialogName } from './ui-store.ts'

type Shown = ComponentType | LazyExoticComponent<ComponentType>

const DIALOGS: Partial<Record<DialogName, Shown>> = {
  palette: Palette,
  shortcuts: ShortcutsSheet,
  examples: ExamplesDialog,
  print: lazy(() => import('../print/PrintDialog.tsx').then((m) => ({ default: m.PrintDialog }))),
  rename: RenameDialog,
  viewModels: lazy(() => import('../views/MembersDialog.tsx').then((m) => ({ default: m.MembersDialog }))),
  export: lazy(() => import('../panels/export/ExportDialog.tsx').then((m) => ({ default: m.ExportDialog }))),
  assistant: lazy(() => import('../panels/assistant/Assistant.tsx').then((m) => ({ default: m.Assistant }))),
}

/** The dialog that is open, if any. */
export function Dialogs() {
  const name = useUi((s) => s.dialog)
  const Shown = name === null ? undefined : DIALOGS[name]
  if (Shown === undefined) return null
  return (
    <Suspense>
      <Shown />
    </Suspense>
  )
}
