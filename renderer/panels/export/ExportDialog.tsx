import { useStore } from 'zustand'
import { exportChoice } from './export-choice.ts'
import { PictureExport } from './PictureExport.tsx'
import { targetOf } from './targets.ts'
import { TextExport } from './TextExport.tsx'

/** Every target, its switches, what it says about this design, and what would be written. */
export function ExportDialog() {
  const target = targetOf(useStore(exportChoice, (s) => s.target))
  if (target.kind === 'picture') return <PictureExport key={target.id} format={target.format} />
  return <TextExport key={target.id} exporter={target.exporter} />
}
