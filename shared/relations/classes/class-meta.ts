/** The Meta that holds for a class, its own or an abstract base's, and what of it is more than a value. */
import type { ModelId } from '../../document/ids.ts'
import { knownValue } from '../../document/records.ts'
import type { Meta, Model } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import type { Lineage } from './mro.ts'
import { SHAPE } from './shape.ts'
import { textOf } from '../values/values.ts'
import { RECORD, SETTING } from '../world/world.ts'

const TEXTS = ['db_table', 'db_table_comment', 'db_tablespace', 'default_related_name'] as const

/** Options that are written with constants, as the texts that these come to. */
export function withKnownTexts(meta: Meta): Meta {
  if (meta.other === undefined) return meta
  const found = TEXTS.flatMap((key) => {
    const value = meta[key] === undefined ? meta.other?.[key] : undefined
    const known = value === undefined ? undefined : knownValue(value)
    return typeof known === 'string' ? [[key, known] as const] : []
  })
  return found.length === 0 ? meta : { ...meta, ...Object.fromEntries(found) }
}

/** Rule R30: a class without a Meta takes the nearest abstract ancestor's. */
export function metaOf(cells: Cells, record: Model, lineage: Lineage): { readonly meta: Meta; readonly from: ModelId } {
  if (hasOwnMeta(record)) return { meta: record.meta, from: record.id }
  for (const id of lineage.mro.slice(1)) {
    const base = cells.input<Model>(RECORD, id)
    if (base?.kind !== 'abstract') continue
    // An `app_label` in it is inherited too, but the document's app says where the model is.
    const shape = cells.get(SHAPE, id)
    return { meta: shape?.meta ?? {}, from: shape?.metaFrom ?? id }
  }
  return { meta: record.meta, from: record.id }
}

/** Abstract and proxy models must say so in a Meta of their own. */
function hasOwnMeta(record: Model): boolean {
  return (
    record.kind !== 'concrete' ||
    !isEmpty(record.meta) ||
    record.indexes.length > 0 ||
    record.constraints.length > 0 ||
    record.members.some((m) => m.name.startsWith('Meta'))
  )
}

function isEmpty(record: object): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false
  return true
}

export function swappedBy(cells: Cells, meta: Meta, label: string): string | null {
  const setting = meta.swappable === undefined ? null : textOf(meta.swappable)
  const replacement = setting === null ? undefined : cells.input<string>(SETTING, setting)
  if (replacement === undefined || replacement === '') return null
  return replacement.toLowerCase() === label.toLowerCase() ? null : replacement
}
