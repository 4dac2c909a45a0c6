import { snakeCase } from '../../../../shared/document/names.ts'
import type { Model } from '../../../../shared/document/records.ts'
import type { ReverseRelation } from '../../../../shared/relations/types.ts'
import { useApp, useCompiled } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { Section } from '../../../ui/Section.tsx'
import { cx } from '../../../ui/cx.ts'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'

const NONE: readonly ReverseRelation[] = []

/** What a model gets from relations that end at it: "Category gets: posts". */
export function ReverseList({ model }: { readonly model: Model }) {
  const { editor, canvas } = useApp()
  const doc = useEditor((s) => s.doc)
  const reverse = useCompiled((s) => s.resolution.reverse.get(model.id) ?? NONE)
  const shown = reverse.filter((relation) => relation.accessor !== null && !relation.throughRow)
  if (shown.length === 0) return null
  function go(relation: ReverseRelation): void {
    const owner = doc.models[relation.model]
    const field = owner?.fields.find((one) => one.name === relation.field)
    if (owner === undefined) return
    editor.select({
      models: new Set([owner.id]),
      field: field === undefined ? null : { model: owner.id, field: field.id },
    })
    canvas.centerOn(owner.id, field?.id)
  }
  return (
    <Section title={t.inspector.reverse(model.name)}>
      <ul className={styles['facts']}>
        {shown.map((relation) => (
          <li key={`${relation.model} ${relation.field}`} className={cx(styles['fact'], styles['reverse'])}>
            <span className={styles['radioBody']}>
              <code className={styles['left']}>
                {snakeCase(model.name)}.{relation.accessor}
                {relation.kind === 'one_to_one' ? '' : '.all()'}
              </code>
              <span className={styles['radioText']}>{t.inspector.filterName(relation.queryName)}</span>
            </span>
            <button type="button" className={styles['link']} onClick={() => go(relation)}>
              {doc.models[relation.model]?.name ?? relation.model}.{relation.field}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
