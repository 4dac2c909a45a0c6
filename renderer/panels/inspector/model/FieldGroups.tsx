import type { FieldRef } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { AddPicker } from '../parts/AddPicker.tsx'
import { refName, withColumn } from '../parts/field-refs.ts'
import type { RefItem } from '../parts/field-refs.ts'
import { RefList } from '../parts/RefList.tsx'
import { Rows } from '../parts/Rows.tsx'
import rows from '../parts/Rows.module.css'
import styles from '../Inspector.module.css'
import { useEdit } from '../use-edit.ts'

interface FieldGroupsProps {
  readonly label: string
  readonly groups: readonly (readonly FieldRef[])[]
  readonly items: readonly RefItem[]
  readonly onChange: (groups: readonly (readonly FieldRef[])[]) => void
}

/** Several lists of fields: unique_together, index_together. */
export function FieldGroups({ label, groups, items, onChange }: FieldGroupsProps) {
  const { disabled } = useEdit()
  const columns = withColumn(items)
  const nameOf = (group: readonly FieldRef[]): string => group.map((ref) => refName(items, ref)).join(', ')
  return (
    <div role="group" aria-label={label} className={rows['group']}>
      <Rows
        label={label}
        items={groups}
        nameOf={nameOf}
        disabled={disabled}
        onChange={onChange}
        render={(group, index) => (
          <div className={styles['nested']}>
            <RefList
              label={`${label} ${index + 1}`}
              refs={group}
              items={columns}
              disabled={disabled}
              least={1}
              onChange={(next) => onChange(groups.map((other, at) => (at === index ? next : other)))}
            />
          </div>
        )}
      />
      <AddPicker
        label={t.meta.addGroup}
        groups={[{ value: '', items: columns.map(({ value, label: name }) => ({ value, label: name })) }]}
        disabled={disabled}
        onAdd={(value) => onChange([...groups, [value]])}
      />
    </div>
  )
}
