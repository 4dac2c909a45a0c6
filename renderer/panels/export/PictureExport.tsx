import { useEffect, useMemo, useState } from 'react'
import { rootOf } from '../../../shared/document/records.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import input from '../../ui/Field.module.css'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import styles from './ExportDialog.module.css'
import { ExportButtons, ScopeField } from './ExportFrame.tsx'
import { copyPicture } from './copy-picture.ts'
import { pictureOf } from './pictures.ts'
import type { PictureFormat } from './pictures.ts'
import { pngSize, withFonts } from './png.ts'
import { modelsOf } from './scope.ts'
import type { Scope } from './scope.ts'

const SCALES = [1, 2, 4] as const

/** The drawing of the open view as a file. */
export function PictureExport({ format }: { readonly format: PictureFormat }) {
  const { ui, editor, files } = useApp()
  const [dark, setDark] = useState(false)
  const [bare, setBare] = useState(false)
  const [scale, setScale] = useState<number>(2)
  const [scope, setScope] = useState<Scope>('all')
  const picture = useMemo(() => {
    const state = editor.getState()
    return pictureOf(state.doc, state.view, modelsOf(state, scope), dark)
  }, [editor, scope, dark])
  const url = usePreview(picture.svg)
  const { name } = rootOf(editor.getState().doc)
  function save(): void {
    ui.closeDialog()
    const design = bare ? null : picture.design
    files
      .saveWith(format.fileName, (client, file) => format.save(client, file, picture.svg, design, scale))
      .catch(report)
  }
  async function copy(): Promise<void> {
    await copyPicture(picture.svg, scale)
    notify({ title: t.ui.copied })
  }
  return (
    <>
      <ExportButtons>
        {format.scalable && <Button onClick={() => void copy().catch(report)}>{t.exporting.copyPicture}</Button>}
        <Button look="primary" onClick={save}>
          {t.exporting.saveAs(format.fileName)}
        </Button>
      </ExportButtons>
      <ScopeField scope={scope} onChange={setScope} />
      <Check label={t.exporting.dark} checked={dark} onChange={setDark} />
      <Check label={t.exporting.bare} text={t.exporting.bareText} checked={bare} onChange={setBare} />
      {format.scalable && (
        <div className={input['row']}>
          <span className={input['label']}>{t.exporting.scale}</span>
          <Select
            label={t.exporting.scale}
            value={String(scale)}
            items={SCALES.map((times) => ({
              value: String(times),
              label: t.exporting.scaleOf(times, ...pngSize(picture.svg, times)),
            }))}
            onChange={(next) => setScale(Number(next))}
          />
        </div>
      )}
      <div className={styles['picture']}>{url !== null && <img src={url} alt={t.exporting.pictureOf(name)} />}</div>
    </>
  )
}

/** An address for the picture in the page's own fonts; null until it is there. */
function usePreview(svg: string): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let wanted = true
    void withFonts(svg).then((whole) => {
      if (!wanted) return
      made = URL.createObjectURL(new Blob([whole], { type: 'image/svg+xml' }))
      setUrl(made)
    }, report)
    return () => {
      wanted = false
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [svg])
  return url
}
