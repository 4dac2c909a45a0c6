import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../../shared/document/ids.ts'
import type { AppId, EnumId, ModelId } from '../../../../shared/document/ids.ts'
import { freeName } from '../../../../shared/document/names.ts'
import type { ChoicesClass } from '../../../../shared/document/records.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from '../Inspector.module.css'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'
import { EnumEditor } from './EnumEditor.tsx'

/** The choices classes of the modules, for the design's inspector. */
export function DocumentEnums() {
  const enums = useEditor((s) => s.doc.enums)
  return <EnumSection enums={Object.values(enums)} owner={null} />
}

/** Those that stand inside a model. */
export function ModelEnums({ model }: { readonly model: Unnamed }) {
  const enums = useEditor((s) => s.doc.enums)
  const own = Object.values(enums).filter((one) => one.model === model.id)
  if (own.length === 0) return null
  return <EnumSection enums={own} owner={model} />
}

interface EnumSectionProps {
  readonly enums: readonly ChoicesClass[]
  readonly owner: Unnamed | null
}

function EnumSection({ enums, owner }: EnumSectionProps) {
  const { edit, disabled } = useEdit()
  const models = useEditor((s) => s.doc.models)
  const [open, setOpen] = useState<EnumId | null>(null)
  function add(): void {
    const id = newId('enum')
    const taken = new Set(enums.map(({ name }) => name.toLowerCase()))
    edit('enum.add', {
      id,
      name: freeName('Status', taken),
      members: [{ name: 'DRAFT', value: 'draft', label: null }],
      ...(owner === null ? {} : { model: owner.id as ModelId, app: owner.app as AppId }),
    })
    setOpen(id)
  }
  const place = (one: ChoicesClass): string =>
    one.model === null || owner !== null ? '' : `${models[one.model]?.name ?? '?'}.`
  return (
    <Section title={enums.length === 0 ? t.choices.classes : t.choices.classesOf(enums.length)} open={open !== null}>
      <ul>
        {enums.map((one) => (
          <li key={one.id}>
            <div className={styles['fieldRow']}>
              <button
                type="button"
                className={styles['opener']}
                style={{ flex: 1 }}
                aria-expanded={open === one.id}
                onClick={() => setOpen(open === one.id ? null : one.id)}
              >
                <ChevronRight size={14} aria-hidden />
                <code>
                  {place(one)}
                  {one.name}
                </code>
                <span className={styles['fieldType']}>{t.choices.memberCount(one.members.length)}</span>
              </button>
              <IconButton
                small
                label={t.inspector.deleteNamed(one.name)}
                icon={<Trash2 />}
                disabled={disabled}
                onClick={() => edit('enum.delete', { id: one.id })}
              />
            </div>
            {open === one.id && <EnumEditor id={one.id} />}
          </li>
        ))}
      </ul>
      <div className={styles['buttons']}>
        <Button small icon={<Plus />} disabled={disabled} onClick={add}>
          {t.choices.addClass}
        </Button>
      </div>
    </Section>
  )
}
