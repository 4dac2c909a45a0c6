/** Meta’s options as the inspector offers them, in groups; the sentences are in the texts. */
import type { Meta, Value } from '../../../../shared/document/records.ts'

type OwnKey = Exclude<keyof Meta, 'other'>
/** Kept under `meta.other`: Django knows them, the schema does not need them. */
const OTHER_KEYS = [
  'permissions',
  'default_permissions',
  'default_manager_name',
  'base_manager_name',
  'select_on_save',
  'required_db_features',
  'required_db_vendor',
] as const
type OtherKey = (typeof OTHER_KEYS)[number]
export type MetaKey = OwnKey | OtherKey
/**
 * `words`: plain text that may be source, `_("…")`; `value`: Python; `groups`: lists of fields;
 * `pairs`: lists of (codename, name).
 */
type MetaType = 'text' | 'words' | 'value' | 'boolean' | 'ordering' | 'fieldRef' | 'groups' | 'pairs'

export interface MetaOption {
  readonly key: MetaKey
  readonly type: MetaType
  /** Of a boolean. */
  readonly default?: boolean
}
export type MetaGroup = 'names' | 'table' | 'together' | 'more'

export const META_GROUPS: Record<MetaGroup, readonly MetaOption[]> = {
  names: [
    { key: 'ordering', type: 'ordering' },
    { key: 'verbose_name', type: 'words' },
    { key: 'verbose_name_plural', type: 'words' },
    { key: 'get_latest_by', type: 'ordering' },
  ],
  table: [
    { key: 'db_table', type: 'text' },
    { key: 'managed', type: 'boolean', default: true },
    { key: 'app_label', type: 'text' },
    { key: 'db_table_comment', type: 'text' },
    { key: 'db_tablespace', type: 'text' },
  ],
  together: [
    { key: 'unique_together', type: 'groups' },
    { key: 'index_together', type: 'groups' },
  ],
  more: [
    { key: 'default_related_name', type: 'text' },
    { key: 'order_with_respect_to', type: 'fieldRef' },
    { key: 'permissions', type: 'pairs' },
    { key: 'default_permissions', type: 'value' },
    { key: 'default_manager_name', type: 'text' },
    { key: 'base_manager_name', type: 'text' },
    { key: 'select_on_save', type: 'boolean', default: false },
    { key: 'swappable', type: 'value' },
    { key: 'required_db_features', type: 'value' },
    { key: 'required_db_vendor', type: 'text' },
  ],
}

const isOther = (key: MetaKey): key is OtherKey => (OTHER_KEYS as readonly string[]).includes(key)

export function metaValue(meta: Meta, key: MetaKey): unknown {
  return isOther(key) ? meta.other?.[key] : meta[key]
}

/** The parameters of `model.setMeta` that give an option a value; undefined: Django's default. */
export function metaEdit(
  meta: Meta,
  option: MetaKey,
  value: unknown,
): { readonly key: keyof Meta; readonly value?: unknown } {
  if (!isOther(option)) return value === undefined ? { key: option } : { key: option, value }
  const { [option]: _, ...rest } = meta.other ?? {}
  return otherEdit(value === undefined ? rest : { ...rest, [option]: value as Value })
}

/** The same for all of `meta.other`. */
export function otherEdit(other: { readonly [keyword: string]: Value }): {
  readonly key: 'other'
  readonly value?: unknown
} {
  return Object.keys(other).length === 0 ? { key: 'other' } : { key: 'other', value: other }
}

/** Keywords that are neither Django's nor ours to interpret. */
export function unknownMeta(meta: Meta): readonly string[] {
  return Object.keys(meta.other ?? {}).filter((key) => !(OTHER_KEYS as readonly string[]).includes(key))
}
