import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'
import { MemberList } from '../parts/MemberList.tsx'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'

const STARTS = [
  {
    label: t.inspector.strMethod,
    source: (n: number) => (n === 1 ? 'def __str__(self):\n    return str(self.pk)' : method(n)),
  },
  { label: t.inspector.method, source: (n: number) => method(n) },
  { label: t.inspector.manager, source: (n: number) => `${n === 1 ? 'objects' : `objects_${n}`} = models.Manager()` },
]

function method(n: number): string {
  return `def method_${n}(self):\n    return None`
}

/** Methods, managers and the rest of the class: kept word for word, edited as Python, exported as they are. */
export function MembersSection({ model }: { readonly model: Unnamed }) {
  const { edit } = useEdit()
  const count = model.members.length
  const hasStr = model.members.some(({ name }) => name === '__str__')
  return (
    <Section title={count === 0 ? t.inspector.membersNone : t.inspector.members(count)} open={false}>
      <p className={styles['muted']}>{t.inspector.membersText}</p>
      <MemberList
        label={t.inspector.membersNone}
        members={model.members}
        starts={hasStr ? STARTS.slice(1) : STARTS}
        onChange={(members) => edit('model.setMembers', { id: model.id, members: [...members] })}
      />
    </Section>
  )
}
