import { useState } from 'react'
import { newId } from '../../../../shared/document/ids.ts'
import { snakeCase } from '../../../../shared/document/names.ts'
import type { FieldRef } from '../../../../shared/document/records.ts'
import { useApp } from '../../../app/app-context.tsx'
import type { EditorStore } from '../../../state/editor-store.ts'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import styles from '../Inspector.module.css'
import { withColumn } from '../parts/field-refs.ts'
import type { RefItem } from '../parts/field-refs.ts'
import { useEdit } from '../use-edit.ts'
import { checkExpr } from '../value-text.ts'
import { ConditionFacts } from './ConditionFacts.tsx'
import type { Unnamed } from '../unnamed.ts'

interface NewProps {
  readonly model: Unnamed
  readonly items: readonly RefItem[]
  /** The id of what was made; null: nothing. */
  readonly onDone: (id: string | null) => void
}

/** Fields to tick, in the order in which they are ticked. */
export function NewIndex({ model, items, unique, onDone }: NewProps & { readonly unique: boolean }) {
  const { editor } = useApp()
  const { edit } = useEdit()
  const [chosen, setChosen] = useState<readonly FieldRef[]>([])
  const columns = withColumn(items)
  function make(): void {
    if (unique) {
      const id = newId('constraint')
      const names = chosen.map((ref) => columns.find(({ value }) => value === ref)?.label ?? '')
      const wanted = `unique_${nameOf(editor, model)}_${names.join('_')}`.slice(0, 60)
      edit('constraint.addUnique', { model: model.id, id, name: freeName(model, wanted), fields: [...chosen] })
      onDone(id)
    } else {
      const id = newId('index')
      edit('index.add', { model: model.id, id, fields: chosen.map((by) => ({ by, descending: false })) })
      onDone(id)
    }
  }
  return (
    <div role="group" aria-label={unique ? t.indexes.make.unique : t.indexes.make.index} className={styles['words']}>
      {columns.map(({ value, label }) => (
        <Check
          key={value}
          mono
          label={chosen.includes(value) ? `${label} · ${chosen.indexOf(value) + 1}` : label}
          checked={chosen.includes(value)}
          onChange={(checked) => setChosen(checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
      <div className={styles['buttons']}>
        <Button small look="primary" disabled={chosen.length === 0} onClick={make}>
          {t.ui.add}
        </Button>
        <Button small onClick={() => onDone(null)}>
          {t.ui.cancel}
        </Button>
      </div>
    </div>
  )
}

/** A condition over the fields, looked at while it is typed. */
export function NewCheck({ model, items, onDone }: NewProps) {
  const { editor } = useApp()
  const { edit } = useEdit()
  const number = items.find(({ field }) => field.kind === 'scalar' && /Integer|Decimal|Float/.test(field.type))
  const [text, setText] = useState(`Q(${number?.label ?? items[0]?.label ?? 'pk'}__gte=0)`)
  function make(): void {
    const id = newId('constraint')
    const name = freeName(model, `${nameOf(editor, model)}_check`)
    edit('constraint.add', {
      model: model.id,
      constraint: { id, kind: 'check', name, condition: { expr: text.trim() }, options: {} },
    })
    onDone(id)
  }
  return (
    <div role="group" aria-label={t.indexes.make.check} className={styles['words']}>
      <DraftInput label={t.indexes.condition} mono multiline value={text} check={checkExpr} onCommit={setText} />
      <p className={input['help']}>{t.indexes.checkHelp}</p>
      <ConditionFacts model={model} items={items} source={text} what="check" />
      <div className={styles['buttons']}>
        <Button small look="primary" disabled={checkExpr(text) !== null} onClick={make}>
          {t.ui.add}
        </Button>
        <Button small onClick={() => onDone(null)}>
          {t.ui.cancel}
        </Button>
      </div>
    </div>
  )
}

/** As it stands in names of constraints. */
function nameOf(editor: EditorStore, { id }: Unnamed): string {
  return snakeCase(editor.getState().doc.models[id]?.name ?? '')
}

/** Names of constraints are unique in the database. */
function freeName({ constraints }: Unnamed, wanted: string): string {
  const taken = new Set(constraints.map(({ name }) => name))
  let name = wanted
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}_${n}`
  return name
}
