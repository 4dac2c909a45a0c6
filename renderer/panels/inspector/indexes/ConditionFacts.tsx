import { useMemo } from 'react'
import { isRelation } from '../../../../shared/document/records.ts'
import { renderExpression, SQLITE_EXPRESSIONS } from '../../../../shared/schema/expressions.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import field from '../../../ui/Field.module.css'
import styles from '../Inspector.module.css'
import type { RefItem } from '../parts/field-refs.ts'
import { checkExpr } from '../value-text.ts'
import { unknownFields } from './condition-fields.ts'
import type { Unnamed } from '../unnamed.ts'

interface ConditionFactsProps {
  readonly model: Unnamed
  readonly items: readonly RefItem[]
  readonly source: string
  readonly what: 'check' | 'where'
}

/** What a condition comes to: the fields it names in vain, else its SQL. */
export function ConditionFacts({ model, items, source, what }: ConditionFactsProps) {
  const table = useCompiled((s) => s.schema.byModel.get(model.id))
  const name = useEditor((s) => s.doc.models[model.id]?.name ?? '')
  const names = useMemo(() => namesOf(items), [items])
  if (source.trim() === '' || checkExpr(source) !== null) return null
  const unknown = unknownFields(source, names)
  if (unknown.length > 0) {
    return (
      <p role="status" className={field['problem']}>
        {t.indexes.noField(name, unknown)}
      </p>
    )
  }
  const sql = table === undefined ? null : renderExpression(source, table, SQLITE_EXPRESSIONS)
  if (sql === null) return table === undefined ? null : <p className={field['help']}>{t.indexes.noSql}</p>
  return (
    <p className={styles['sqlLine']}>
      <code>{`${what === 'check' ? 'CHECK' : 'WHERE'} (${sql})`}</code>
    </p>
  )
}

function namesOf(items: readonly RefItem[]): ReadonlySet<string> {
  return new Set([
    'pk',
    'id',
    ...items.flatMap(({ label, field: one }) =>
      isRelation(one) && one.kind !== 'manyToMany' ? [label, `${label}_id`] : [label],
    ),
  ])
}
