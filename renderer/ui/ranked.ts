import type { PickerGroup, PickerItem } from './Picker.tsx'

/** Whether what is typed is in the name or in its second line. */
export function matches(item: PickerItem, query: string): boolean {
  return rankOf(item, query.trim().toLowerCase()) < NO_MATCH
}

const NO_MATCH = 4

/** 0: it is what is typed; 1: it begins with that; then what has it within, and what has it in its second line. */
function rankOf({ label, text }: PickerItem, wanted: string): number {
  const name = label.toLowerCase()
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  if (name.includes(wanted)) return 2
  return text?.toLowerCase().includes(wanted) === true ? 3 : NO_MATCH
}

/**
 * The groups with what fits best first, for Enter takes the first of all: `Vendor` is not to choose ProductVendor. The
 * order stays where nothing is typed, and among those that fit alike.
 */
export function ranked(groups: readonly PickerGroup[], query: string): readonly PickerGroup[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return groups
  const best = ({ items }: PickerGroup): number => Math.min(NO_MATCH, ...items.map((item) => rankOf(item, wanted)))
  return groups
    .map((group) => ({ ...group, items: group.items.toSorted((a, b) => rankOf(a, wanted) - rankOf(b, wanted)) }))
    .toSorted((a, b) => best(a) - best(b))
}
