import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { AppId } from '../../../../shared/document/ids.ts'
import { freeName } from '../../../../shared/document/names.ts'
import { rootOf } from '../../../../shared/document/records.ts'
import type { App } from '../../../../shared/document/records.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'
import { MemberList } from '../parts/MemberList.tsx'
import { useEdit } from '../use-edit.ts'

const CODE_STARTS = [
  { label: t.inspector.function, source: (n: number) => `def function_${n}():\n    return None` },
  { label: t.inspector.import, source: () => 'from datetime import timedelta' },
]

/** Django's apps: models live in them, their label begins each table's name, their module has code of its own. */
export function AppList() {
  const { edit, disabled } = useEdit()
  const apps = useEditor((s) => s.doc.apps)
  const list = Object.values(apps)
  return (
    <Section
      title={t.inspector.apps}
      aside={
        <IconButton
          small
          label={t.inspector.addApp}
          icon={<Plus />}
          disabled={disabled}
          onClick={() =>
            edit('app.add', { label: freeName('app', new Set(list.map(({ label }) => label.toLowerCase()))) })
          }
        />
      }
    >
      {list.map((app) => (
        <AppRow key={app.id} app={app} list={list} />
      ))}
    </Section>
  )
}

function AppRow({ app, list }: { readonly app: App; readonly list: readonly App[] }) {
  const { edit, done, disabled } = useEdit()
  const models = useEditor((s) => s.doc.models)
  const root = useEditor((s) => rootOf(s.doc))
  const [isOpen, setOpen] = useState(false)
  const used = new Set<AppId>(Object.values(models).map((model) => model.app))
  const code = app.code ?? []
  return (
    <div>
      <div className={styles['choice']}>
        <DraftInput
          label={t.inspector.appLabel}
          mono
          value={app.label}
          disabled={disabled}
          check={(label) =>
            /^[A-Za-z_]\w*$/.test(label)
              ? list.some((other) => other.id !== app.id && other.label === label)
                ? t.inspector.appTaken(label)
                : null
              : t.inspector.badAppLabel
          }
          onCommit={(label) => edit('app.rename', { id: app.id, label })}
          onDone={done}
        />
        {root.defaultApp === app.id ? (
          <span className={styles['muted']}>{t.inspector.defaultApp}</span>
        ) : (
          <Button small look="quiet" disabled={disabled} onClick={() => edit('app.setDefault', { id: app.id })}>
            {t.inspector.makeDefaultApp}
          </Button>
        )}
        <IconButton
          small
          label={t.inspector.deleteNamed(app.label)}
          icon={<Trash2 />}
          disabled={disabled || used.has(app.id) || root.defaultApp === app.id}
          onClick={() => edit('app.delete', { id: app.id })}
        />
      </div>
      <button type="button" className={styles['opener']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight size={14} aria-hidden />
        <span className={styles['muted']}>{t.inspector.appCode(app.label, code.length)}</span>
      </button>
      {isOpen && (
        <div className={styles['editor']}>
          <p className={styles['muted']}>{t.inspector.appCodeText}</p>
          <MemberList
            label={t.inspector.appCode(app.label, code.length)}
            members={code}
            starts={CODE_STARTS}
            onChange={(next) => edit('app.setCode', { id: app.id, code: [...next] })}
          />
        </div>
      )}
    </div>
  )
}
