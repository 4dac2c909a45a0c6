import { Suspense } from 'react'
import type { ComponentType } from 'react'
import { Palette } from '../actions/Palette.tsx'
import { ShortcutsSheet } from '../actions/ShortcutsSheet.tsx'
import { RenameDialog } from '../rename/RenameDialog.tsx'
import { MissingDialog, part } from '../ui/part.tsx'
import { useApp, useUi } from './app-context.tsx'
import { ExamplesDialog } from './ExamplesDialog.tsx'
import { Fence } from './Fence.tsx'
import type { DialogName } from './ui-store.ts'

function Missing() {
  const { ui } = useApp()
  return <MissingDialog onClose={ui.closeDialog} />
}

/** A dialog that others open by themselves, too, as one of the page's. */
function closing(Inner: ComponentType<{ readonly onClose: () => void }>): ComponentType {
  return function Closing() {
    const { ui } = useApp()
    return <Inner onClose={ui.closeDialog} />
  }
}

const DIALOGS: Partial<Record<DialogName, ComponentType>> = {
  palette: Palette,
  shortcuts: ShortcutsSheet,
  examples: ExamplesDialog,
  print: part(() => import('../print/PrintDialog.tsx').then((m) => m.PrintDialog), Missing),
  samples: part(() => import('../preview/samples/SamplesDialog.tsx').then((m) => closing(m.SamplesDialog)), Missing),
  queries: part(() => import('../preview/queries/QueriesDialog.tsx').then((m) => closing(m.QueriesDialog)), Missing),
  rename: RenameDialog,
  viewModels: part(() => import('../views/MembersDialog.tsx').then((m) => m.MembersDialog), Missing),
  export: part(() => import('../panels/export/ExportDialog.tsx').then((m) => m.ExportDialog), Missing),
  assistant: part(() => import('../panels/assistant/Assistant.tsx').then((m) => m.Assistant), Missing),
}

/** The dialog that is open, if any. */
export function Dialogs() {
  const { ui } = useApp()
  const name = useUi((s) => s.dialog)
  const Shown = name === null ? undefined : DIALOGS[name]
  if (Shown === undefined) return null
  return (
    <Fence key={name} onClose={ui.closeDialog}>
      <Suspense>
        <Shown />
      </Suspense>
    </Fence>
  )
}
