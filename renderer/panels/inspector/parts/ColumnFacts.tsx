import type { FieldId, ModelId } from '../../../../shared/document/ids.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'

/** The column that the field makes, as the database will have it. */
export function ColumnFacts({ model, field }: { readonly model: ModelId; readonly field: FieldId }) {
  const table = useCompiled((s) => s.schema.byModel.get(model))
  const column = table?.columns.find((one) => one.field === field)
  if (table === undefined || column === undefined) return null
  const facts: readonly (readonly [string, string])[] = [
    [t.inspector.column, `${table.name}.${column.name}`],
    [t.inspector.columnType, typeWords(column.type)],
    [t.inspector.null, column.null ? t.ui.yes : t.ui.no],
  ]
  return (
    <Section title={t.inspector.inDatabase} open={false}>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles['fact']}>
            <dt className={styles['muted']}>{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

export function typeWords(type: {
  readonly kind: string
  readonly maxLength: number | null
  readonly digits: number | null
  readonly decimals: number | null
  readonly raw: string | null
}): string {
  if (type.raw !== null) return type.raw
  if (type.kind === 'decimal' && type.digits !== null) return `decimal(${type.digits}, ${type.decimals ?? 0})`
  return type.maxLength === null ? type.kind : `${type.kind}(${type.maxLength})`
}
