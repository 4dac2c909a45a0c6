import type { FieldRef } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { AddPicker } from './AddPicker.tsx'
import { refName } from './field-refs.ts'
import type { RefItem } from './field-refs.ts'
import { Rows } from './Rows.tsx'
import styles from './Rows.module.css'

interface RefListProps {
  readonly label: string
  readonly refs: readonly FieldRef[]
  readonly items: readonly RefItem[]
  readonly disabled: boolean
  readonly onChange: (refs: readonly FieldRef[]) => void
  readonly least?: number
}

/** Several fields in order, added from a list. */
export function RefList({ label, refs, items, disabled, onChange, least = 0 }: RefListProps) {
  const free = items.filter(({ value, label: name }) => !refs.includes(value) && !refs.includes(name))
  return (
    <div role="group" aria-label={label} className={styles['group']}>
      <Rows
        label={label}
        items={refs}
        nameOf={(ref) => refName(items, ref)}
        render={(ref) => <code className={styles['chip']}>{refName(items, ref)}</code>}
        onChange={onChange}
        disabled={disabled}
        least={least}
      />
      <AddPicker
        label={t.inspector.addField}
        groups={[{ value: '', items: free.map(({ value, label: name }) => ({ value, label: name })) }]}
        disabled={disabled}
        onAdd={(value) => onChange([...refs, value])}
      />
    </div>
  )
}
