import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import { wireText } from '../../../shared/protocol/scalars.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import field from '../../ui/Field.module.css'
import styles from '../DataTab.module.css'
import { useLookup } from '../editors/use-lookup.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { spotFor } from '../rows/row-actions.ts'
import { isNew } from './staged.ts'
import { rowTitle } from '../rows/table-view.ts'
import type { ManyColumn, ViewRow } from '../rows/table-view.ts'
import { useManyLinks, valueKey } from './use-many-links.ts'
import type { LinkedRow } from './use-many-links.ts'

interface ManyDialogProps {
  readonly context: RowsContext
  readonly row: ViewRow
  readonly column: ManyColumn
  readonly onClose: () => void
}

/** Both sides of a many-to-many as in an admin: what is chosen, and what can be added. Staged like any other change. */
export function ManyDialog({ context, row, column, onClose }: ManyDialogProps) {
  const { store, view, form } = context
  const { many } = column
  const own = row.key === null ? { $new: row.id } : (view.valueOf(row, many.own) as NewValue)
  const { chosen, change } = useManyLinks(context, column, own)

  function showRows(): void {
    if (isNew(own)) return
    onClose()
    const { through, source, target, other } = many
    store.goTo(spotFor(other.table, { op: 'linked', column: other.key, through, source, target, value: own }))
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t.data.many.title(column.name, rowTitle(view, row, form))}
      footer={
        <>
          {!isNew(own) && <Button onClick={showRows}>{t.data.many.showRows}</Button>}
          <Button look="primary" onClick={onClose}>
            {t.data.many.done}
          </Button>
        </>
      }
    >
      <div className={styles['many']}>
        <Available many={many} chosen={chosen ?? []} onAdd={(one) => change([...(chosen ?? []), one])} />
        <section aria-label={t.data.many.chosen}>
          <h3>{t.data.many.chosen}</h3>
          <ul className={styles['manyList']}>
            {(chosen ?? []).map((one) => (
              <RowButton
                key={valueKey(one.value)}
                one={one}
                icon={<X size={14} aria-hidden />}
                verb={t.data.many.remove('')}
                onClick={() => change((chosen ?? []).filter((other) => other !== one))}
              />
            ))}
          </ul>
          {chosen?.length === 0 && <p className={styles['facts']}>{t.data.many.none}</p>}
        </section>
      </div>
    </Dialog>
  )
}

interface AvailableProps {
  readonly many: ManyColumn['many']
  readonly chosen: readonly LinkedRow[]
  readonly onAdd: (one: LinkedRow) => void
}

/** Rows at the other end that are not chosen yet, found by what is typed. */
function Available({ many, chosen, onAdd }: AvailableProps) {
  const [text, setText] = useState('')
  const others = useMemo(() => ({ ...many.other, keys: [many.other.key] }), [many.other])
  const { options: found, isBusy, more } = useLookup(others, text)
  const taken = new Set(chosen.map(({ value }) => valueKey(value)))
  const options = found
    .map(({ key: [value = null], label }): LinkedRow => ({ value, label }))
    .filter(({ value }) => !taken.has(valueKey(value)))
  return (
    <section aria-label={t.data.many.available}>
      <h3>{t.data.many.available}</h3>
      <input
        className={field['input']}
        aria-label={t.data.many.search}
        placeholder={t.data.choose}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className={styles['manyList']} aria-busy={isBusy}>
        {options.map((one) => (
          <RowButton
            key={valueKey(one.value)}
            one={one}
            icon={<Plus size={14} aria-hidden />}
            verb={t.data.many.add('')}
            onClick={() => onAdd(one)}
          />
        ))}
      </ul>
      {more && <p className={styles['facts']}>{t.data.moreFound}</p>}
    </section>
  )
}

interface RowButtonProps {
  readonly one: LinkedRow
  readonly icon: ReactNode
  /** What a click does, for those who cannot see the icon. */
  readonly verb: string
  readonly onClick: () => void
}

function RowButton({ one, icon, verb, onClick }: RowButtonProps) {
  return (
    <li>
      <button type="button" onClick={onClick}>
        {icon}
        <span className="visually-hidden">{verb}</span>
        <span>{one.label === '' ? wireText(one.value) : one.label}</span>
        <code aria-hidden>{wireText(one.value)}</code>
      </button>
    </li>
  )
}
