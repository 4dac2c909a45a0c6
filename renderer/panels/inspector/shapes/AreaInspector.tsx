import { BoxSelect } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AreaId, ModelId } from '../../../../shared/document/ids.ts'
import { report } from '../../../actions/run-action.ts'
import { useApp } from '../../../app/app-context.tsx'
import { canvasStore } from '../../../canvas/canvas-store.ts'
import { deleteModels } from '../../../canvas/edits/edits.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { Section } from '../../../ui/Section.tsx'
import { KindIcon, shownKind } from '../../model-kind.tsx'
import styles from '../Inspector.module.css'
import { NameRow } from '../parts/NameRow.tsx'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { useEdit } from '../use-edit.ts'
import { ColourChoice } from './ColourChoice.tsx'

/** An area: its name, its colour, whether it is folded up, and the models that stand in it. */
export function AreaInspector({ id }: { readonly id: AreaId }) {
  const { editor } = useApp()
  const { edit, done, disabled } = useEdit()
  const area = useEditor((s) => s.doc.areas[id])
  if (area === undefined) return null
  return (
    <>
      <ObjectHead
        icon={<BoxSelect size={16} aria-hidden />}
        crumb={{ label: t.inspector.shapes.area, onClick: () => editor.select({}) }}
        what={area.name}
        onShow={() => canvasStore.getState().handle?.showShape(id)}
        {...(disabled ? {} : { onDelete: () => deleteModels(editor) })}
        deleteLabel={t.inspector.shapes.deleteArea}
      />
      <Section title={t.inspector.basics}>
        <NameRow
          value={area.name}
          disabled={disabled}
          check={(name) => (name.trim() === '' ? t.inspector.nameNeeded : null)}
          onCommit={(name) => edit('area.set', { id, name })}
          onDone={done}
        />
        <ColourChoice value={area.color} disabled={disabled} onChange={(color) => edit('area.set', { id, color })} />
        <Check
          label={t.inspector.shapes.collapsed}
          text={t.inspector.shapes.collapsedText}
          checked={area.collapsed === true}
          disabled={disabled}
          onChange={(collapsed) => edit('area.set', { id, collapsed })}
        />
        <Check
          label={t.inspector.shapes.locked}
          text={t.inspector.shapes.lockedText}
          checked={area.locked === true}
          disabled={disabled}
          onChange={(locked) => edit('area.set', { id, locked })}
        />
      </Section>
      <AreaModels id={id} isArrangeable={!disabled && area.collapsed !== true} />
    </>
  )
}

/** The models in the area, as the drawing has them: it knows them in the frame after an edit. */
function useModelsIn(id: AreaId): readonly ModelId[] {
  const { editor } = useApp()
  const [models, setModels] = useState<readonly ModelId[]>([])
  useEffect(() => {
    let frame = 0
    const look = (): void => {
      const found = canvasStore.getState().handle?.modelsIn(id) ?? []
      setModels((known) => (known.join() === found.join() ? known : found))
    }
    const soon = (): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    soon()
    const stop = editor.subscribe(({ doc }, before) => doc !== before.doc && soon())
    return () => {
      cancelAnimationFrame(frame)
      stop()
    }
  }, [editor, id])
  return models
}

function AreaModels({ id, isArrangeable }: { readonly id: AreaId; readonly isArrangeable: boolean }) {
  const { editor, canvas } = useApp()
  const doc = useEditor((s) => s.doc)
  const models = useModelsIn(id).flatMap((model) => doc.models[model] ?? [])
  return (
    <Section title={t.inspector.shapes.models(models.length)}>
      {models.length === 0 ? (
        <p className={styles['muted']}>{t.inspector.shapes.noModels}</p>
      ) : (
        <>
          <ul className={styles['facts']}>
            {models.map((model) => (
              <li key={model.id}>
                <button
                  type="button"
                  className={styles['opener']}
                  onClick={() => {
                    editor.select({ models: new Set([model.id]) })
                    canvas.centerOn(model.id)
                  }}
                >
                  <KindIcon kind={shownKind(model, doc)} />
                  <code>{model.name}</code>
                </button>
              </li>
            ))}
          </ul>
          <div className={styles['buttons']}>
            <Button small onClick={() => editor.select({ models: new Set(models.map((model) => model.id)) })}>
              {t.inspector.shapes.selectAll}
            </Button>
            {isArrangeable && (
              <Button small onClick={() => void canvasStore.getState().handle?.arrangeArea(id).catch(report)}>
                {t.inspector.shapes.arrange}
              </Button>
            )}
          </div>
        </>
      )}
    </Section>
  )
}
