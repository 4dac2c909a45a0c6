import { useState } from 'react'
import type { ModelId } from '../../shared/document/ids.ts'
import { useApp } from '../app/app-context.tsx'
import { Keys } from '../ui/Keys.tsx'
import { t } from '../texts/texts.ts'
import { modelPicture } from '../views/model-picture.ts'
import type { PaletteItem } from './palette-items.ts'
import { actionOf } from './registry.ts'
import styles from './Palette.module.css'

/** What the highlighted line leads to: a drawing of the model among its neighbours, or what the command does. */
export function PalettePreview({ item }: { readonly item: PaletteItem | null }) {
  if (item === null) return <div className={styles['preview']} aria-hidden />
  const { target } = item
  return (
    // The list says the same in words.
    <div className={styles['preview']} aria-hidden>
      {target.kind === 'command' ? (
        <div className={styles['about']}>
          <strong>{item.label}</strong>
          <p>{actionOf(target.action).description}</p>
          {item.group === 'notNow' && <p>{item.text}</p>}
          {item.keys !== null && <Keys keys={item.keys} />}
        </div>
      ) : (
        <Picture key={target.model} model={target.model} />
      )}
    </div>
  )
}

function Picture({ model }: { readonly model: ModelId }) {
  const { editor } = useApp()
  const { doc } = editor.getState()
  const record = doc.models[model]
  // Made once: the dialog is closed before the design can change.
  const [svg] = useState(() => modelPicture(doc, model, document.documentElement.dataset['scheme'] === 'dark'))
  if (record === undefined) return null
  return (
    <>
      {/* Our own drawing, its texts escaped where it is made. */}
      <div className={styles['picture']} dangerouslySetInnerHTML={{ __html: svg }} />
      <p className={styles['caption']}>
        {record.name} · {t.palette.inApp(doc.apps[record.app]?.label ?? '', record.fields.length)}
      </p>
    </>
  )
}
