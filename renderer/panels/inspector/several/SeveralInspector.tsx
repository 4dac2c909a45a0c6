import type { AppId, ModelId } from '../../../../shared/document/ids.ts'
import { isExpr } from '../../../../shared/document/records.ts'
import type { Model } from '../../../../shared/document/records.ts'
import { report } from '../../../actions/run-action.ts'
import { useApp } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import input from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { KindIcon, shownKind } from '../../model-kind.tsx'
import styles from '../Inspector.module.css'
import { modelGroups } from '../field/model-groups.ts'
import { heirsOf } from '../model/BasesEditor.tsx'
import { KIND_ITEMS, kindCalls, kindOf } from '../model/KindRow.tsx'
import type { KindChoice } from '../model/KindRow.tsx'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { AddPicker } from '../parts/AddPicker.tsx'
import { useEdit } from '../use-edit.ts'
import { commonOf, MIXED, sharedClasses, sharedNames } from './field-groups.ts'
import type { FieldGroup } from './field-groups.ts'

const MIXED_VALUE = '+mixed'

/** Several models: what can be done to all of them at once, each as one step. */
export function SeveralInspector({ ids }: { readonly ids: readonly ModelId[] }) {
  const { editor } = useApp()
  const { edit, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const models = ids.flatMap((id) => doc.models[id] ?? [])
  const app = commonOf(models.map((model) => model.app as string))
  const kind = commonOf(models.map(kindOf))
  const managed = commonOf(models.map(({ meta }) => meta.managed ?? true))

  function editAll(
    label: string,
    callsOf: (model: Model) => readonly { readonly type: string; readonly params: object }[],
  ): void {
    try {
      editor.dispatchAll(label, models.flatMap(callsOf) as never)
    } catch (thrown) {
      report(thrown)
    }
  }

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
            value={app === MIXED ? MIXED_VALUE : app}
            items={[
              ...(app === MIXED ? [{ value: MIXED_VALUE, label: t.inspector.mixed }] : []),
              ...Object.values(doc.apps).map((one) => ({ value: one.id as string, label: one.label })),
            ]}
            disabled={disabled}
            onChange={(next) => {
              if (next === MIXED_VALUE) return
              editAll(t.inspector.moveToApp, ({ id }) => [{ type: 'model.setApp', params: { id, app: next as AppId } }])
            }}
          />
        </div>
        <div className={input['row']}>
          <span className={input['label']}>{t.inspector.kind}</span>
          <Select
            label={t.inspector.kind}
            value={(kind === MIXED ? MIXED_VALUE : kind) as string}
            items={[...(kind === MIXED ? [{ value: MIXED_VALUE, label: t.inspector.mixed }] : []), ...KIND_ITEMS]}
            disabled={disabled}
            onChange={(next) => {
              if (next === MIXED_VALUE) return
              editAll(t.inspector.changeKind, (model) => kindCalls(model, next as KindChoice))
            }}
          />
        </div>
        <div className={input['row']}>
          <span className={input['label']}>{t.inspector.bases}</span>
          <AddPicker
            label={t.inspector.addBase}
            groups={() => {
              const heirs = new Set(models.flatMap(({ id }) => [...heirsOf(doc, id)]))
              return modelGroups(doc, (one) => !heirs.has(one.id))
            }}
            disabled={disabled}
            onAdd={(base) =>
              editAll(t.inspector.addBase, ({ id, bases }) =>
                bases.some((one) => !isExpr(one) && one.model === base)
                  ? []
                  : [{ type: 'model.setBases', params: { id, bases: [...bases, { model: base as ModelId }] } }],
              )
            }
          />
        </div>
        <Check
          mono
          label="managed"
          text={t.meta.texts.managed}
          checked={managed === true}
          mixed={managed === MIXED}
          disabled={disabled}
          onChange={(next) =>
            editAll(t.inspector.changeAll('managed'), ({ id }) => [
              { type: 'model.setMeta', params: next ? { id, key: 'managed' } : { id, key: 'managed', value: false } },
            ])
          }
        />
        <div className={styles['buttons']}>
          <Button small disabled={disabled} onClick={() => edit('model.duplicate', { ids: [...ids] } as never)}>
            {t.inspector.duplicate}
          </Button>
        </div>
      </Section>
      <Groups title={t.inspector.fieldsInCommon} groups={sharedNames(models)} ids={ids} />
      <Groups title={t.inspector.fieldsAlike} groups={sharedClasses(models)} ids={ids} />
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

interface GroupsProps {
  readonly title: string
  readonly groups: readonly FieldGroup[]
  readonly ids: readonly ModelId[]
}

/** Fields that can be edited together, one button a group. */
function Groups({ title, groups, ids }: GroupsProps) {
  const { editor } = useApp()
  if (groups.length === 0) return null
  return (
    <Section title={title}>
      <div className={styles['buttons']}>
        {groups.map(({ label, places }) => (
          <Button key={label} small onClick={() => editor.select({ models: new Set(ids), fields: places })}>
            <code>{label}</code> {places.length}
          </Button>
        ))}
      </div>
    </Section>
  )
}
