import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react'
import { isExpr } from '../../../../shared/document/records.ts'
import type { Ordering } from '../../../../shared/document/records.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import { orderingText, readOrdering } from './ordering-text.ts'
import { useEdit } from '../use-edit.ts'
import { AddPicker } from './AddPicker.tsx'
import { pathItems, refName } from './field-refs.ts'
import type { RefItem } from './field-refs.ts'
import { Rows } from './Rows.tsx'
import styles from './Rows.module.css'
import type { Unnamed } from '../unnamed.ts'

interface OrderingEditorProps {
  readonly label: string
  readonly model: Unnamed
  readonly ordering: readonly Ordering[]
  readonly items: readonly RefItem[]
  readonly onChange: (ordering: readonly Ordering[]) => void
  /** Paths over relations, `?` and expressions; an index takes plain fields only. */
  readonly paths?: boolean
}

/** Fields with a direction each: picked from a list, or typed as Django writes them. */
export function OrderingEditor({ label, model, ordering, items, onChange, paths = false }: OrderingEditorProps) {
  const { disabled, done } = useEdit()
  const doc = useEditor((s) => s.doc)
  const nameOf = ({ by }: Ordering): string => (isExpr(by) ? by.expr : refName(items, by))
  const groups = [
    { value: '', items: items.map(({ value, label: name }) => ({ value: value as string, label: name })) },
    ...(paths
      ? [
          { value: t.meta.throughRelations, items: pathItems(doc, items) },
          {
            value: t.meta.special,
            items: [
              { value: 'pk', label: 'pk', text: t.meta.orderPk },
              { value: '?', label: '?', text: t.meta.orderRandom },
            ],
          },
        ]
      : []),
  ]
  return (
    <div role="group" aria-label={label} className={styles['group']}>
      <Rows
        label={label}
        items={ordering}
        nameOf={nameOf}
        disabled={disabled}
        onChange={onChange}
        render={(one, index) => (
          <div className={styles['withAside']}>
            <code className={styles['chip']}>{nameOf(one)}</code>
            {!isExpr(one.by) && one.by !== '?' && (
              <IconButton
                small
                label={one.descending ? t.meta.descending(nameOf(one)) : t.meta.ascending(nameOf(one))}
                icon={one.descending ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
                disabled={disabled}
                onClick={() =>
                  onChange(
                    ordering.map((other, at) => (at === index ? { ...other, descending: !other.descending } : other)),
                  )
                }
              />
            )}
          </div>
        )}
      />
      <AddPicker
        label={t.inspector.addField}
        groups={groups}
        disabled={disabled}
        onAdd={(by) => onChange([...ordering, { by, descending: false }])}
      />
      {paths && (
        <DraftInput
          label={t.meta.orderingAsText(label)}
          mono
          value={orderingText(ordering, model, items)}
          placeholder="-created, author__name"
          disabled={disabled}
          onCommit={(text) => onChange(readOrdering(text, model, items))}
          onDone={done}
        />
      )}
    </div>
  )
}
