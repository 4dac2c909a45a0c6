import { useState } from 'react'
import { Picker } from '../../../ui/Picker.tsx'
import type { PickerGroup } from '../../../ui/Picker.tsx'

interface AddPickerProps {
  readonly label: string
  /** A function: made when the list opens, for lists of all models. */
  readonly groups: readonly PickerGroup[] | (() => readonly PickerGroup[])
  readonly disabled: boolean
  readonly mono?: boolean
  readonly onAdd: (value: string) => void
}

/** A list to add from: nothing stays chosen in it. */
export function AddPicker({ label, groups, disabled, mono = true, onAdd }: AddPickerProps) {
  const [isOpen, setOpen] = useState(false)
  const isLate = typeof groups === 'function'
  const all = !isLate ? groups : isOpen ? groups() : []
  const some = all.filter(({ items }) => items.length > 0)
  if (!isLate && some.length === 0) return null
  return (
    <Picker
      mono={mono}
      label={label}
      value={null}
      placeholder={label}
      groups={some}
      disabled={disabled}
      onOpenChange={setOpen}
      onChange={onAdd}
    />
  )
}
