import { useCompiled } from '../../../app/app-context.tsx'
import { t } from '../../../texts/texts.ts'
import { Section } from '../../../ui/Section.tsx'
import styles from '../Inspector.module.css'
import type { Unnamed } from '../unnamed.ts'

/** Of a model of Django's own, such as its User: the fields that it is known to have, to read. */
export function KnownFields({ model }: { readonly model: Unnamed }) {
  const known = useCompiled((s) => s.resolution.models.get(model.id))
  const fields = [...(known?.fields ?? []), ...(known?.manyToMany ?? [])]
  return (
    <Section title={t.inspector.fields(fields.length)}>
      <p className={styles['muted']}>{t.inspector.knownFields}</p>
      <ul>
        {fields.map(({ name, className, relation }) => (
          <li key={name} className={styles['knownField']}>
            <code>{name}</code>
            <span className={styles['fieldType']}>
              {relation === null ? className : `${relation.kind === 'manyToMany' ? '⇄' : '→'} ${relation.toLabel}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Whether its fields are Django's, and none are declared in the design. */
export function useIsKnown(model: Unnamed): boolean {
  const count = useCompiled((s) => s.resolution.models.get(model.id)?.fields.length ?? 0)
  return model.external && model.fields.length === 0 && count > 1
}
