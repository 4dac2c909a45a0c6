import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import styles from './Select.module.css'
import popup from './Popup.module.css'
import { cx } from './cx.ts'
import { longOnly } from './long-only.ts'

export interface SelectItem<T extends string> {
  readonly value: T
  readonly label: string
  /** A second, quieter line in the list. */
  readonly text?: string
}

interface SelectProps<T extends string> {
  /** Names the control; shown only to the screen reader when `labelled` is set. */
  readonly label: string
  readonly value: T
  readonly items: readonly SelectItem<T>[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
  readonly mono?: boolean
  readonly small?: boolean
  readonly id?: string
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, items, onChange, disabled = false, mono = false, small = false, id } = props
  return (
    <Base.Root
      modal={false}
      value={value}
      onValueChange={(next) => next !== null && onChange(next as T)}
      items={items as SelectItem<T>[]}
      disabled={disabled}
      {...(id === undefined ? {} : { id })}
    >
      <Base.Trigger
        aria-label={label}
        title={longOnly(items.find((item) => item.value === value)?.label)}
        className={cx(styles['trigger'], mono && styles['mono'], small && styles['small'])}
      >
        <Base.Value className={styles['value']} />
        <Base.Icon className={styles['icon']}>
          <ChevronsUpDown size={14} aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={popup['positioner']} alignItemWithTrigger={false} sideOffset={4}>
          <Base.Popup className={cx(popup['popup'], styles['popup'])}>
            <Base.List>
              {items.map((item) => (
                <Base.Item key={item.value} value={item.value} className={popup['item']}>
                  <span className={popup['check']}>
                    <Base.ItemIndicator>
                      <Check size={14} aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <span className={popup['itemBody']}>
                    <Base.ItemText className={mono ? styles['mono'] : undefined}>{item.label}</Base.ItemText>
                    {item.text !== undefined && <span className={popup['itemText']}>{item.text}</span>}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
