import { useStore } from 'zustand'
import { exportChoice } from './export-choice.ts'
import { ExportFrame } from './ExportFrame.tsx'
import { PictureExport } from './PictureExport.tsx'
import { targetOf } from './targets.ts'
import { TextExport } from './TextExport.tsx'

/** Every target, its switches, what it says about this design, and what would be written. */
export function ExportDialog() {
  const target = targetOf(useStore(exportChoice, (s) => s.target))
  return (
    <ExportFrame>
      {target.kind === 'picture' ? (
        <PictureExport key={target.id} format={target.format} />
      ) : (
        <TextExport key={target.id} exporter={target.exporter} />
      )}
    </ExportFrame>
  )
}
