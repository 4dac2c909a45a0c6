import type { ModelId } from '../../../../shared/document/ids.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import { typeWords } from '../parts/ColumnFacts.tsx'
import styles from '../Inspector.module.css'

/** The columns of the model's table, as the database will have them. */
export function TableFacts({ model }: { readonly model: ModelId }) {
  const table = useCompiled((s) => s.schema.byModel.get(model))
  if (table === undefined) return null
  return (
    <Section title={t.inspector.columns(table.columns.length)} open={false}>
      <ul className={styles['facts']}>
        {table.columns.map((column) => (
          <li key={column.name} className={styles['fact']}>
            <code>{column.name}</code>
            <span className={styles['muted']}>
              {typeWords(column.type)}
              {table.primaryKey.includes(column.name) ? ` · ${t.inspector.primaryKey}` : column.null ? ` · NULL` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
