import { CircleStop, Dices, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { DropMenu, MenuGroup, MenuItem } from '../../ui/ActionMenu.tsx'
import { Button } from '../../ui/Button.tsx'
import { usedFile } from './foreign-file.ts'
import { loadFixture, saveFixture } from '../samples/fixture-files.ts'
import { SamplesDialog } from '../samples/SamplesDialog.tsx'

const FILL_COUNTS = [10, 100, 1000, 10_000] as const

const percent = ({ done, total }: { readonly done: number; readonly total: number }): number =>
  total === 0 ? 0 : Math.floor((100 * done) / total)

/** Sample rows for the tables, above their list; while they are made, how far, and a way to stop. */
export function FillMenu() {
  const app = useApp()
  const { preview } = app
  const [isOpen, setOpen] = useState(false)
  const filling = useStore(preview, (s) => s.filling)
  const isForeign = useStore(preview, (s) => usedFile(s) !== null)
  const making = (
    <>
      <MenuItem label={t.samples.open} disabled={isForeign} onClick={() => setOpen(true)} />
      {FILL_COUNTS.map((count) => (
        <MenuItem
          key={count}
          label={t.preview.fillWith(count)}
          disabled={isForeign}
          onClick={() => void preview.fill(count).catch(report)}
        />
      ))}
      <MenuItem
        icon={<RotateCcw />}
        label={t.preview.reset}
        text={t.preview.resetText}
        disabled={isForeign}
        onClick={() => void preview.reset().catch(report)}
      />
      <MenuItem
        label={t.samples.loadFixture}
        disabled={isForeign}
        onClick={() => void loadFixture(app).catch(report)}
      />
    </>
  )
  return (
    <>
      {isOpen && <SamplesDialog onClose={() => setOpen(false)} />}
      {filling === null ? (
        <DropMenu
          trigger={
            <Button small icon={<Dices />}>
              {t.preview.fill}
            </Button>
          }
        >
          {isForeign ? <MenuGroup label={t.foreign.notMade}>{making}</MenuGroup> : making}
          <MenuItem label={t.samples.saveFixture} onClick={() => void saveFixture(app).catch(report)} />
        </DropMenu>
      ) : (
        <Button small icon={<CircleStop />} onClick={() => preview.stopFilling()}>
          {t.samples.stopAt(percent(filling))}
        </Button>
      )}
    </>
  )
}
