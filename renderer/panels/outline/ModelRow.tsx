import { memo } from 'react'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Model } from '../../../shared/document/records.ts'
import { useCompiled } from '../../app/app-context.tsx'
import { countRender } from '../../canvas/render-count.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import { isMember } from '../../views/spots.ts'
import { KindIcon, shownKind } from '../model-kind.tsx'
import type { Choice } from './outline-rows.ts'
import styles from './Outline.module.css'

interface ModelRowProps {
  readonly id: string
  readonly model: Model
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly indent: boolean
  readonly index: number
  /** px */
  readonly top: number
  readonly onChoose: (index: number, model: ModelId, how: Choice) => void
}

/** Renders when its model changes or is chosen, not with every letter that is typed elsewhere. */
export const ModelRow = memo(function ModelRow(props: ModelRowProps) {
  countRender('ModelRow')
  const { id, model, isSelected, isActive, indent, index, top, onChoose } = props
  const kind = useEditor((s) => shownKind(model, s.doc))
  const isOutside = useEditor((s) => !isMember(s.doc, s.view, model.id))
  const level = useCompiled((s) => {
    const found = s.checked.byModel.get(model.id) ?? []
    if (found.some((d) => d.severity === 'error')) return 'error'
    return found.some((d) => d.severity === 'warning') ? 'warning' : null
  })
  return (
    // The keyboard works in the filter field, which owns this list.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      tabIndex={-1}
      className={cx(
        styles['model'],
        isActive && styles['active'],
        isOutside && styles['outside'],
        indent && styles['indent'],
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) =>
        onChoose(index, model.id, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one')
      }
    >
      <KindIcon kind={kind} />
      <span className={styles['name']}>{model.name}</span>
      {isOutside && <span className="visually-hidden">{t.outline.outside}</span>}
      {level !== null && (
        <span
          role="img"
          className={styles['dot']}
          data-level={level}
          aria-label={level === 'error' ? t.outline.hasErrors : t.outline.hasWarnings}
          title={level === 'error' ? t.outline.hasErrors : t.outline.hasWarnings}
        />
      )}
    </div>
  )
})
