import type { Model } from '../../../shared/document/records.ts'
import { ScrollText } from '../../ui/ScrollText.tsx'
import { Section } from '../../ui/Section.tsx'
import { t } from '../../texts/texts.ts'
import styles from './Inspector.module.css'

/** Methods, managers and the rest of the class: kept word for word, exported as they are. */
export function MembersSection({ model }: { readonly model: Model }) {
  if (model.members.length === 0) return null
  return (
    <Section title={t.inspector.members(model.members.length)} open={false}>
      {model.members.map((member, index) => (
        <figure key={`${member.name} ${index}`}>
          <figcaption className={styles['muted']}>{member.name}</figcaption>
          <ScrollText className={styles['code']} label={member.name}>
            {member.source}
          </ScrollText>
        </figure>
      ))}
    </Section>
  )
}
