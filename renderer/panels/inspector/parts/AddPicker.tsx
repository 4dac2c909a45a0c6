import { Picker } from '../../../ui/Picker.tsx'
import type { PickerGroup } from '../../../ui/Picker.tsx'

interface AddPickerProps {
  readonly label: string
  readonly groups: readonly PickerGroup[]
  readonly disabled: boolean
  readonly mono?: boolean
  readonly onAdd: (value: string) => void
}

/** A list to add from: nothing stays chosen in it. */
export function AddPicker({ label, groups, disabled, mono = true, onAdd }: AddPickerProps) {
  const some = groups.filter(({ items }) => items.length > 0)
  if (some.length === 0) return null
  return (
    <Picker
      mono={mono}
      label={label}
      value={null}
      placeholder={label}
      groups={some}
      disabled={disabled}
      onChange={onAdd}
    />
  )
}
