import { Combobox } from '@base-ui/react/combobox'
import { ChevronsUpDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import popup from './Popup.module.css'
import select from './Select.module.css'
import styles from './Picker.module.css'
import { cx } from './cx.ts'
import { matches, ranked } from './ranked.ts'
import { t } from '../texts/texts.ts'

export interface PickerItem {
  readonly value: string
  readonly label: string
  /** Second line; searched as well. */
  readonly text?: string
}

export interface PickerGroup {
  /** Heading. */
  readonly value: string
  readonly items: readonly PickerItem[]
}

interface PickerProps {
  readonly label: string
  readonly value: string | null
  readonly groups: readonly PickerGroup[]
  /** For lists that are only made while they are shown. */
  readonly onOpenChange?: (open: boolean) => void
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly mono?: boolean
  readonly disabled?: boolean
}

/** A choice from many, found by typing: field types, target models. */
export function Picker({
  label,
  value,
  groups,
  onChange,
  placeholder = '',
  mono = false,
  disabled = false,
  onOpenChange,
}: PickerProps) {
  const [query, setQuery] = useState('')
  const shown = useMemo(() => ranked(groups, query), [groups, query])
  const all = groups.flatMap((group) => group.items)
  const current = all.find((item) => item.value === value) ?? null
  return (
    <Combobox.Root
      items={shown as PickerGroup[]}
      onInputValueChange={setQuery}
      value={current as PickerItem | null}
      {...(onOpenChange === undefined ? {} : { onOpenChange: (open: boolean) => onOpenChange(open) })}
      onValueChange={(item: PickerItem | null) => item !== null && onChange(item.value)}
      itemToStringLabel={(item: PickerItem) => item.label}
      isItemEqualToValue={(a: PickerItem, b: PickerItem) => a.value === b.value}
      filter={(item: PickerItem, query: string) => matches(item, query)}
      disabled={disabled}
      autoHighlight
    >
      <Combobox.Trigger aria-label={label} className={cx(select['trigger'], mono && select['mono'])}>
        <span className={select['value']}>
          <Combobox.Value>{(item: PickerItem | null): ReactNode => item?.label ?? placeholder}</Combobox.Value>
        </span>
        <ChevronsUpDown size={14} aria-hidden className={select['icon']} />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner className={popup['positioner']} sideOffset={4} align="start">
          <Combobox.Popup className={cx(popup['popup'], styles['popup'])} aria-label={label}>
            <Combobox.Input
              className={styles['search']}
              placeholder={t.ui.search}
              aria-label={`${label}: ${t.ui.search}`}
            />
            <Combobox.Empty className={popup['empty']}>{t.ui.nothingFound}</Combobox.Empty>
            <Combobox.List className={styles['list']}>
              {(group: PickerGroup) => (
                <Combobox.Group key={group.value} items={group.items as PickerItem[]}>
                  {group.value !== '' && (
                    <Combobox.GroupLabel className={popup['groupLabel']}>{group.value}</Combobox.GroupLabel>
                  )}
                  <Combobox.Collection>
                    {(item: PickerItem) => (
                      <Combobox.Item key={item.value} value={item} className={popup['item']}>
                        <span className={popup['itemBody']}>
                          <span className={mono ? select['mono'] : undefined}>{item.label}</span>
                          {item.text !== undefined && <span className={popup['itemText']}>{item.text}</span>}
                        </span>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
