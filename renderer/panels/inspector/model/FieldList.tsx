import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { memo, useCallback, useState } from 'react'
import { newId } from '../../../../shared/document/ids.ts'
import type { FieldId, ModelId } from '../../../../shared/document/ids.ts'
import type { Field } from '../../../../shared/document/records.ts'
import { genericRelationArgs, isGenericRelationField } from '../../../../shared/relations/links/generic-relations.ts'
import { useApp } from '../../../app/app-context.tsx'
import { countRender } from '../../../canvas/render-count.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'
import { useRefs } from '../parts/use-refs.ts'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'

/** The fields of a model in order; each opens in the inspector, moves and goes. */
export function FieldList({ model }: { readonly model: Unnamed }) {
  countRender('FieldList')
  const { editor, ui } = useApp()
  const { edit, disabled } = useEdit()
  const [ticked, setTicked] = useState<ReadonlySet<FieldId>>(new Set())
  const chosen = model.fields.filter(({ id }) => ticked.has(id))
  const tick = useCallback((id: FieldId): void => {
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  }, [])
  function add(): void {
    const id = newId('field')
    edit('field.add', { id, model: model.id })
    editor.select({ models: new Set([model.id]), field: { model: model.id, field: id } })
    ui.focusOn('inspectorName')
  }
  return (
    <Section
      title={t.inspector.fields(model.fields.length)}
      aside={
        <IconButton small label={t.actions.addField.label} keys="F" icon={<Plus />} disabled={disabled} onClick={add} />
      }
    >
      {model.fields.length === 0 ? (
        <>
          <p className={styles['muted']}>{t.inspector.noFields}</p>
          <div className={styles['buttons']}>
            <Button small icon={<Plus />} disabled={disabled} onClick={add}>
              {t.actions.addField.label}
            </Button>
          </div>
        </>
      ) : (
        <ul>
          {model.fields.map((field, index) => (
            <FieldRow
              key={field.id}
              model={model.id}
              field={field}
              index={index}
              isLast={index === model.fields.length - 1}
              isTicked={ticked.has(field.id)}
              isTicking={chosen.length > 0}
              onTick={tick}
            />
          ))}
        </ul>
      )}
      {chosen.length > 0 && (
        <div className={styles['buttons']}>
          <Button
            small
            look="primary"
            disabled={chosen.length < 2}
            onClick={() =>
              editor.select({
                models: new Set([model.id]),
                fields: chosen.map(({ id }) => ({ model: model.id, field: id })),
              })
            }
          >
            {t.inspector.editTogether(chosen.length)}
          </Button>
          <Button small look="quiet" onClick={() => setTicked(new Set())}>
            {t.ui.clear}
          </Button>
        </div>
      )}
      <Inherited model={model} />
    </Section>
  )
}

/** What comes from base classes, by base; each leads to where it is declared. */
function Inherited({ model }: { readonly model: Unnamed }) {
  const { editor, canvas } = useApp()
  const items = useRefs(model).filter(({ from }) => from !== null)
  const bases = [...new Set(items.map(({ from }) => from))]
  return bases.map((base) =>
    base === null ? null : (
      <div key={base.id} className={styles['inherited']}>
        <span className={styles['subhead']}>{t.inspector.inheritedFields(base.name)}</span>
        {items
          .filter(({ from }) => from === base)
          .map(({ value, label }) => (
            <button
              key={value}
              type="button"
              className={styles['link']}
              onClick={() => {
                editor.select({ models: new Set([base.id]), field: { model: base.id, field: value } })
                canvas.centerOn(base.id, value)
              }}
            >
              {label}
            </button>
          ))}
      </div>
    ),
  )
}

interface FieldRowProps {
  readonly model: ModelId
  readonly field: Field
  readonly index: number
  readonly isLast: boolean
  readonly isTicked: boolean
  /** Some field is ticked: all show their box. */
  readonly isTicking: boolean
  readonly onTick: (id: FieldId) => void
}

/** Renders when its field or its place changes, not with every letter of the model's name: three buttons with tips each. */
const FieldRow = memo(function FieldRow({ model, field, index, isLast, isTicked, isTicking, onTick }: FieldRowProps) {
  countRender('FieldRow')
  const { editor } = useApp()
  const { edit, disabled } = useEdit()
  const type = useEditor((s) => typeWords(field, (id) => s.doc.models[id]?.name ?? '?'))
  const move = (to: number): void => edit('field.move', { model, id: field.id, index: to })
  return (
    <li className={styles['fieldRow']}>
      <input
        type="checkbox"
        className={styles['tick']}
        data-shown={isTicking ? '' : undefined}
        aria-label={t.inspector.tick(field.name)}
        title={t.inspector.tickHint}
        checked={isTicked}
        onChange={() => onTick(field.id)}
      />
      <button
        type="button"
        className={styles['fieldName']}
        onClick={(event) =>
          event.ctrlKey || event.metaKey || event.shiftKey
            ? onTick(field.id)
            : editor.select({ models: new Set([model]), field: { model, field: field.id } })
        }
      >
        <code>{field.name}</code>
        <span className={styles['fieldType']}>{type}</span>
      </button>
      {!disabled && (
        <span className={styles['tools']}>
          <IconButton
            small
            label={t.inspector.moveUp(field.name)}
            icon={<ArrowUp />}
            disabled={index === 0}
            onClick={() => move(index - 1)}
          />
          <IconButton
            small
            label={t.inspector.moveDown(field.name)}
            icon={<ArrowDown />}
            disabled={isLast}
            onClick={() => move(index + 1)}
          />
          <IconButton
            small
            label={t.inspector.deleteNamed(field.name)}
            icon={<Trash2 />}
            onClick={() => edit('field.delete', { model, ids: [field.id] })}
          />
        </span>
      )}
    </li>
  )
})

function typeWords(field: Field, nameOf: (id: string) => string): string {
  if (field.kind === 'scalar') return field.type
  if (field.kind === 'custom')
    return isGenericRelationField(field) ? `⇠ ${genericRelationArgs(field.args).to}` : field.className
  const to = field.to === null ? (field.toSource ?? '?') : nameOf(field.to)
  return `${field.kind === 'foreignKey' ? '→' : field.kind === 'oneToOne' ? '↔' : '⇄'} ${to}`
}
