import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import { isExpr } from '../../../../shared/document/records.ts'
import type { Constraint, Index } from '../../../../shared/document/records.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from '../Inspector.module.css'
import { META_GROUPS, metaValue } from '../model/meta-options.ts'
import { MetaRow } from '../model/MetaSection.tsx'
import { orderingText } from '../parts/ordering-text.ts'
import { refName } from '../parts/field-refs.ts'
import type { RefItem } from '../parts/field-refs.ts'
import { Rows } from '../parts/Rows.tsx'
import { useRefs } from '../parts/use-refs.ts'
import { useEdit } from '../use-edit.ts'
import { exprText } from '../value-text.ts'
import { ConstraintEditor } from './ConstraintEditor.tsx'
import { IndexEditor } from './IndexEditor.tsx'
import { NewCheck, NewIndex } from './NewIndex.tsx'
import type { Unnamed } from '../unnamed.ts'

type Item = { readonly what: 'index'; readonly one: Index } | { readonly what: 'constraint'; readonly one: Constraint }

/** Indexes and constraints: each opens to be edited whole; new ones are made by ticking fields. */
export function IndexList({ model }: { readonly model: Unnamed }) {
  const { edit, disabled } = useEdit()
  const items = useRefs(model)
  const derived = useCompiled((s) => s.resolution.models.get(model.id)?.indexes)
  const [making, setMaking] = useState<'index' | 'unique' | 'check' | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const list: readonly Item[] = [
    ...model.indexes.map((one) => ({ what: 'index' as const, one })),
    ...model.constraints.map((one) => ({ what: 'constraint' as const, one })),
  ]
  const nameOf = ({ what, one }: Item): string =>
    what === 'index' ? (one.name ?? derived?.find(({ id }) => id === one.id)?.name ?? one.type) : one.name
  function made(id: string | null): void {
    setMaking(null)
    setOpen(id)
  }
  return (
    <Section title={t.inspector.indexes(list.length)} open={list.length > 0}>
      <Rows
        label={t.inspector.indexes(0)}
        items={list}
        nameOf={nameOf}
        fixed
        disabled={disabled}
        onChange={(left) => {
          const gone = list.find((item) => !left.includes(item))
          if (gone === undefined) return
          edit(gone.what === 'index' ? 'index.delete' : 'constraint.delete', {
            model: model.id,
            id: gone.one.id,
          } as never)
        }}
        render={(item) => (
          <>
            <button
              type="button"
              className={styles['opener']}
              aria-expanded={open === item.one.id}
              title={`${nameOf(item)}: ${textOf(item, model, items)}`}
              onClick={() => setOpen(open === item.one.id ? null : item.one.id)}
            >
              <ChevronRight size={14} aria-hidden />
              <code>{textOf(item, model, items)}</code>
              <span className={styles['fieldType']}>{nameOf(item)}</span>
            </button>
            {open === item.one.id &&
              (item.what === 'index' ? (
                <IndexEditor model={model} index={item.one} items={items} />
              ) : (
                <ConstraintEditor model={model} constraint={item.one} items={items} />
              ))}
          </>
        )}
      />
      {making === null ? (
        <div className={styles['buttons']}>
          {(['index', 'unique', 'check'] as const).map((what) => (
            <Button key={what} small icon={<Plus />} disabled={disabled} onClick={() => setMaking(what)}>
              {t.indexes.make[what]}
            </Button>
          ))}
        </div>
      ) : making === 'check' ? (
        <NewCheck model={model} items={items} onDone={made} />
      ) : (
        <NewIndex model={model} items={items} unique={making === 'unique'} onDone={made} />
      )}
      {META_GROUPS.together
        .filter(({ key }) => metaValue(model.meta, key) !== undefined)
        .map((option) => (
          <MetaRow key={option.key} model={model} option={option} items={items} />
        ))}
    </Section>
  )
}

function textOf(item: Item, model: Unnamed, items: readonly RefItem[]): string {
  if (item.what === 'index') {
    const { fields, expressions } = item.one
    return fields.length > 0 ? orderingText(fields, model, items) : expressions.map(({ expr }) => expr).join(', ')
  }
  const { one } = item
  if (one.kind === 'check') return exprText(one.condition)
  if (one.kind === 'custom') return one.source
  const what =
    one.fields.length > 0
      ? one.fields.map((ref) => refName(items, ref))
      : one.expressions.map((e) => (isExpr(e) ? e.expr : ''))
  return t.inspector.uniqueOf(what.join(', '))
}
