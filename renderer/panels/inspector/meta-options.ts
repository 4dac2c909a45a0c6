/** Meta’s options as the inspector offers them; the sentences are in the texts. */
import type { Meta } from '../../../shared/document/records.ts'

export type MetaKey = Exclude<
  keyof Meta,
  'other' | 'unique_together' | 'index_together' | 'app_label' | 'get_latest_by'
>
export type MetaType = 'text' | 'value' | 'boolean' | 'ordering' | 'fieldRef'

/** Basic ones first. */
export const META_OPTIONS: readonly {
  readonly key: MetaKey
  readonly type: MetaType
  readonly default?: boolean
  readonly basic?: boolean
}[] = [
  { key: 'ordering', type: 'ordering', basic: true },
  { key: 'verbose_name', type: 'value' },
  { key: 'verbose_name_plural', type: 'value' },
  { key: 'db_table', type: 'text' },
  { key: 'db_table_comment', type: 'text' },
  { key: 'db_tablespace', type: 'text' },
  { key: 'default_related_name', type: 'text' },
  { key: 'managed', type: 'boolean', default: true },
  { key: 'order_with_respect_to', type: 'fieldRef' },
  { key: 'swappable', type: 'value' },
]
