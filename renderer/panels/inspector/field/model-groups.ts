import { rootOf } from '../../../../shared/document/records.ts'
import type { ErDocument, Model } from '../../../../shared/document/records.ts'
import { byName } from '../../../../shared/util/by-name.ts'
import type { PickerGroup, PickerItem } from '../../../ui/Picker.tsx'

/** Models to pick from, by app; those of an app by name, as one looks for them. */
export function modelGroups(doc: ErDocument, fits: (model: Model) => boolean): readonly PickerGroup[] {
  const groups = new Map<string, PickerItem[]>()
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    if (model === undefined || !fits(model)) continue
    const app = doc.apps[model.app]?.label ?? ''
    const items = groups.get(app) ?? []
    items.push({ value: id, label: model.name })
    groups.set(app, items)
  }
  return [...groups].map(([value, items]) => ({ value, items: items.toSorted((a, b) => byName(a.label, b.label)) }))
}
