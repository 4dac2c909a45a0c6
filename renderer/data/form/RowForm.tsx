import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useState } from 'react'
import type { WireCell } from '../../../shared/protocol/scalars.ts'
import { t } from '../../texts/texts.ts'
import { IconButton } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import type { Place } from '../grid/grid-moves.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { dataColumn, rowTitle } from '../rows/table-view.ts'
import type { DataColumn, ViewRow } from '../rows/table-view.ts'
import { FormField } from './FormField.tsx'
import styles from './RowForm.module.css'

interface RowFormProps {
  readonly context: RowsContext
  /** The cursor's cell. */
  readonly at: Place
  readonly onGo: (place: Place) => void
  readonly onFollow: (place: Place) => void
  readonly onClose: () => void
}

/** With more fields one looks for them by name. */
const MANY = 10

/** The cursor's row, field by field, with room for long values; it follows the cursor. */
export function RowForm({ context, at, onGo, onFollow, onClose }: RowFormProps) {
  const { view, form } = context
  const [text, setText] = useState('')
  const row = view.at(at.row)
  const fields = view.all.filter((column): column is DataColumn => column.kind === 'data')
  const wanted = text.trim().toLowerCase()
  const found = fields.filter(({ name }) => name.toLowerCase().includes(wanted))
  const current = view.columns[at.column]?.name
  const title = row === undefined ? t.ui.loading : rowTitle(view, row, form)
  return (
    <section className={styles['form']} aria-label={t.columns.row.label(title)}>
      <header className={styles['head']}>
        <strong title={title}>{title}</strong>
        <IconButton
          small
          label={t.columns.row.previous}
          icon={<ChevronUp />}
          disabled={at.row === 0}
          onClick={() => onGo({ ...at, row: at.row - 1 })}
        />
        <IconButton
          small
          label={t.columns.row.next}
          icon={<ChevronDown />}
          disabled={at.row >= view.count - 1}
          onClick={() => onGo({ ...at, row: at.row + 1 })}
        />
        <IconButton small label={t.ui.close} keys="Alt+R" icon={<X />} onClick={onClose} />
      </header>
      {fields.length > MANY && (
        <input
          className={field['input']}
          aria-label={t.columns.row.find}
          placeholder={t.columns.row.find}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {row !== undefined && (
        <dl className={styles['fields']}>
          {found.map((column) => (
            <FormField
              key={`${keyOf(row)} ${column.name}`}
              context={context}
              row={row}
              column={dataColumn(view, column.name) ?? column}
              isCurrent={column.name === current}
              shown={view.dataCell(row, column)}
              value={view.valueOf(row, column.name) as WireCell | undefined}
              onFollow={() => onFollow({ row: at.row, column: view.columns.indexOf(column) })}
            />
          ))}
        </dl>
      )}
    </section>
  )
}

function keyOf({ key, id }: ViewRow): string {
  return JSON.stringify(key ?? id)
}
