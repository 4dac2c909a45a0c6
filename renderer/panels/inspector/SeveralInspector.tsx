import type { AppId, ModelId } from '../../../shared/document/ids.ts'
import { useApp } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { Button } from '../../ui/Button.tsx'
import input from '../../ui/Field.module.css'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { KindIcon, shownKind } from '../model-kind.tsx'
import styles from './Inspector.module.css'
import { ObjectHead } from './ObjectHead.tsx'
import { useEdit } from './use-edit.ts'

/** Several models: what can be done to all of them at once, as one step. */
export function SeveralInspector({ ids }: { readonly ids: readonly ModelId[] }) {
  const { editor } = useApp()
  const { edit, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const models = ids.flatMap((id) => doc.models[id] ?? [])
  const apps = new Set(models.map(({ app }) => app))
  const [only] = apps
  const mixed = '+mixed'
  return (
    <>
      <ObjectHead
        what={t.inspector.several(models.length)}
        {...(disabled ? {} : { onDelete: () => edit('model.delete', { ids: [...ids] }) })}
        deleteLabel={t.inspector.deleteSeveral(models.length)}
      />
      <Section title={t.inspector.forAll}>
        <div className={input['row']}>
          <span className={input['label']}>{t.inspector.app}</span>
          <Select
            mono
            label={t.inspector.app}
            value={apps.size === 1 && only !== undefined ? (only as string) : mixed}
            items={[
              ...(apps.size === 1 ? [] : [{ value: mixed, label: t.inspector.mixed }]),
              ...Object.values(doc.apps).map((app) => ({ value: app.id as string, label: app.label })),
            ]}
            disabled={disabled}
            onChange={(app) => {
              if (app === mixed) return
              editor.dispatchAll(
                t.inspector.moveToApp,
                ids.map((id) => ({ type: 'model.setApp', params: { id, app: app as AppId } })),
              )
            }}
          />
        </div>
        <div className={styles['buttons']}>
          <Button small disabled={disabled} onClick={() => edit('model.duplicate', { ids: [...ids] } as never)}>
            {t.inspector.duplicate}
          </Button>
        </div>
      </Section>
      <Section title={t.outline.title}>
        <ul>
          {models.map((model) => (
            <li key={model.id} className={styles['fieldRow']}>
              <KindIcon kind={shownKind(model, doc)} />
              <button
                type="button"
                className={styles['fieldName']}
                onClick={() => editor.select({ models: new Set([model.id]) })}
              >
                <code>{model.name}</code>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
