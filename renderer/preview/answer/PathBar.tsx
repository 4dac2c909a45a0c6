import { useMemo, useState } from 'react'
import type { ModelId } from '../../../shared/document/ids.ts'
import { useApp } from '../../app/app-context.tsx'
import { canvasStore } from '../../canvas/canvas-store.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import styles from '../PreviewPanel.module.css'

/** The way of the query in words; where not all of it is in view, a way to see it. */
export function PathBar({ travelled }: { readonly travelled: readonly ModelId[] }) {
  const { canvas, editor } = useApp()
  const [shown, setShown] = useState<readonly ModelId[] | null>(null)
  // As it is when the answer comes: the drawing may move on without asking for it again.
  const wasOut = useMemo(() => travelled.some(isOutOfView), [travelled])
  if (travelled.length < 2) return null
  const { models } = editor.getState().doc
  const names = travelled.flatMap((id) => models[id]?.name ?? []).join(' → ')
  if (!wasOut || shown === travelled) return <p className="visually-hidden">{t.preview.path(names)}</p>
  return (
    <div className={styles['changes']}>
      <span>{t.preview.path(names)}</span>
      <Button
        small
        onClick={() => {
          canvas.fit([...travelled])
          setShown(travelled)
        }}
      >
        {t.views.fit}
      </Button>
    </div>
  )
}

/** Of a box that is seen in part its middle is. */
function isOutOfView(model: ModelId): boolean {
  const box = canvasStore.getState().handle?.screenPositionFor(model)
  const view = document.querySelector('.canvas')?.getBoundingClientRect()
  if (box == null || view === undefined) return false
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  return x < view.left || x > view.right || y < view.top || y > view.bottom
}
