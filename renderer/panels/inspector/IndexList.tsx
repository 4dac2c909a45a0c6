import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../shared/document/ids.ts'
import { isExpr, isRelation } from '../../../shared/document/records.ts'
import type { Constraint, FieldRef, Index, Model } from '../../../shared/document/records.ts'
import { useCompiled } from '../../app/app-context.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Section } from '../../ui/Section.tsx'
import { t } from '../../texts/texts.ts'
import styles from './Inspector.module.css'
import { orderingText } from './ordering-text.ts'
import { useEdit } from './use-edit.ts'
import { exprText, readExpr } from './value-text.ts'

/** Indexes and constraints: what there is, and new ones made by ticking fields. */
export function IndexList({ model }: { readonly model: Model }) {
  const { edit, disabled } = useEdit()
  const [making, setMaking] = useState<'index' | 'unique' | 'check' | null>(null)
  const count = model.indexes.length + model.constraints.length
  return (
    <Section title={t.inspector.indexes(count)} open={count > 0}>
      <ul>
        {model.indexes.map((index) => (
          <IndexRow
            key={index.id}
            model={model}
            index={index}
            onDelete={() => edit('index.delete', { model: model.id, id: index.id })}
          />
        ))}
        {model.constraints.map((constraint) => (
          <ConstraintRow
            key={constraint.id}
            model={model}
            constraint={constraint}
            onDelete={() => edit('constraint.delete', { model: model.id, id: constraint.id })}
          />
        ))}
      </ul>
      {making === null ? (
        <div className={styles['buttons']}>
          <Button small icon={<Plus />} disabled={disabled} onClick={() => setMaking('index')}>
            {t.inspector.index}
          </Button>
          <Button small icon={<Plus />} disabled={disabled} onClick={() => setMaking('unique')}>
            {t.inspector.uniqueTogether}
          </Button>
          <Button small icon={<Plus />} disabled={disabled} onClick={() => setMaking('check')}>
            {t.inspector.checkConstraint}
          </Button>
        </div>
      ) : making === 'check' ? (
        <NewCheck model={model} onDone={() => setMaking(null)} />
      ) : (
        <NewIndex model={model} unique={making === 'unique'} onDone={() => setMaking(null)} />
      )}
    </Section>
  )
}

interface RowProps {
  readonly name: string
  readonly text: string
  readonly onDelete: () => void
}

function Row({ name, text, onDelete }: RowProps) {
  const { disabled } = useEdit()
  return (
    <li className={styles['fieldRow']}>
      <span className={styles['fieldName']} title={`${name}: ${text}`}>
        <code>{text}</code>
        <span className={styles['fieldType']}>{name}</span>
      </span>
      {!disabled && <IconButton small label={t.inspector.deleteNamed(name)} icon={<Trash2 />} onClick={onDelete} />}
    </li>
  )
}

function IndexRow({
  model,
  index,
  onDelete,
}: {
  readonly model: Model
  readonly index: Index
  readonly onDelete: () => void
}) {
  const derived = useCompiled(
    (s) => s.resolution.models.get(model.id)?.indexes.find((one) => one.id === index.id)?.name ?? index.type,
  )
  const text =
    index.fields.length > 0 ? orderingText(index.fields, model) : index.expressions.map(({ expr }) => expr).join(', ')
  return <Row name={index.name ?? derived} text={text} onDelete={onDelete} />
}

function ConstraintRow({
  model,
  constraint,
  onDelete,
}: {
  readonly model: Model
  readonly constraint: Constraint
  readonly onDelete: () => void
}) {
  return <Row name={constraint.name} text={constraintText(model, constraint)} onDelete={onDelete} />
}

function constraintText(model: Model, constraint: Constraint): string {
  if (constraint.kind === 'check') return exprText(constraint.condition)
  if (constraint.kind === 'custom') return constraint.source
  const nameOf = (ref: FieldRef): string => model.fields.find((field) => field.id === ref)?.name ?? ref
  const what =
    constraint.fields.length > 0
      ? constraint.fields.map(nameOf)
      : constraint.expressions.map((e) => (isExpr(e) ? e.expr : ''))
  return t.inspector.uniqueOf(what.join(', '))
}

function NewIndex({
  model,
  unique,
  onDone,
}: {
  readonly model: Model
  readonly unique: boolean
  readonly onDone: () => void
}) {
  const { edit } = useEdit()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const columns = model.fields.filter((field) => !isRelation(field) || field.kind !== 'manyToMany')
  function make(): void {
    if (unique) {
      const names = chosen.map((id) => columns.find((field) => field.id === id)?.name ?? '')
      edit('constraint.addUnique', {
        model: model.id,
        name: `unique_${model.name.toLowerCase()}_${names.join('_')}`.slice(0, 60),
        fields: [...chosen] as FieldRef[],
      })
    } else
      edit('index.add', { model: model.id, fields: chosen.map((by) => ({ by: by as FieldRef, descending: false })) })
    onDone()
  }
  return (
    <div role="group" aria-label={unique ? t.inspector.uniqueTogether : t.inspector.index} className={styles['words']}>
      {columns.map((field) => (
        <Check
          key={field.id}
          mono
          label={field.name}
          checked={chosen.includes(field.id)}
          onChange={(checked) => setChosen(checked ? [...chosen, field.id] : chosen.filter((one) => one !== field.id))}
        />
      ))}
      <div className={styles['buttons']}>
        <Button small look="primary" disabled={chosen.length === 0} onClick={make}>
          {t.ui.add}
        </Button>
        <Button small onClick={onDone}>
          {t.ui.cancel}
        </Button>
      </div>
    </div>
  )
}

function NewCheck({ model, onDone }: { readonly model: Model; readonly onDone: () => void }) {
  const { edit } = useEdit()
  const [text, setText] = useState('Q()')
  const check = (typed: string): string | null => {
    const read = readExpr(typed)
    return 'problem' in read ? read.problem : null
  }
  function make(): void {
    const id = newId('constraint')
    const name = `${model.name.toLowerCase()}_check_${model.constraints.length + 1}`
    edit('constraint.add', {
      model: model.id,
      constraint: { id, kind: 'check', name, condition: { expr: text }, options: {} },
    })
    onDone()
  }
  return (
    <div className={styles['words']}>
      <DraftInput label={t.inspector.checkConstraint} mono value={text} check={check} onCommit={setText} />
      <p className={input['help']}>{t.inspector.checkHelp}</p>
      <div className={styles['buttons']}>
        <Button small look="primary" disabled={check(text) !== null} onClick={make}>
          {t.ui.add}
        </Button>
        <Button small onClick={onDone}>
          {t.ui.cancel}
        </Button>
      </div>
    </div>
  )
}
