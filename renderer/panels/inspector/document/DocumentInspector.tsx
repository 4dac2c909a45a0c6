import { useStore } from 'zustand'
import { rootOf } from '../../../../shared/document/records.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { useApp, useCompiled } from '../../../app/app-context.tsx'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { t } from '../../../texts/texts.ts'
import { AppList } from './AppList.tsx'
import { DocumentEnums } from '../choices/EnumList.tsx'
import styles from '../Inspector.module.css'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { ProblemList } from '../parts/ProblemList.tsx'
import { useEdit } from '../use-edit.ts'
import type { Diagnostic } from '../../../../shared/diagnostics/diagnostic.ts'

const AUTO_FIELDS = ['BigAutoField', 'AutoField', 'SmallAutoField'].map((name) => ({
  value: `django.db.models.${name}`,
  label: name,
}))

/** The design itself: shown when nothing is selected. */
export function DocumentInspector() {
  const { edit, done, disabled } = useEdit()
  const root = useEditor((s) => rootOf(s.doc))
  const importError = useCompiled((s) => s.resolution.importError)
  const { settings } = root
  return (
    <>
      <ObjectHead what={t.inspector.design} />
      {importError !== null && <ProblemList diagnostics={[importProblem(importError)]} />}
      <Section title={t.inspector.basics}>
        <div className={input['row']}>
          <span className={input['label']}>{t.inspector.name}</span>
          <DraftInput
            label={t.inspector.name}
            value={root.name}
            disabled={disabled}
            check={(name) => (name.trim() === '' ? t.inspector.nameNeeded : null)}
            onCommit={(name) => edit('document.rename', { name })}
            onDone={done}
          />
        </div>
        <p className={styles['muted']}>{t.inspector.selectHint}</p>
      </Section>
      <PlacesSection />
      <AppList />
      <DocumentEnums />
      <Section title={t.inspector.settings}>
        <div className={input['stacked']}>
          <span className={input['label']}>
            <code>DEFAULT_AUTO_FIELD</code>
          </span>
          <Select
            mono
            label="DEFAULT_AUTO_FIELD"
            value={settings.DEFAULT_AUTO_FIELD}
            items={
              AUTO_FIELDS.some(({ value }) => value === settings.DEFAULT_AUTO_FIELD)
                ? AUTO_FIELDS
                : [...AUTO_FIELDS, { value: settings.DEFAULT_AUTO_FIELD, label: settings.DEFAULT_AUTO_FIELD }]
            }
            disabled={disabled}
            onChange={(value) => edit('document.setSetting', { key: 'DEFAULT_AUTO_FIELD', value })}
          />
          <p className={input['help']}>{t.inspector.settingTexts.DEFAULT_AUTO_FIELD}</p>
        </div>
        <div className={input['stacked']}>
          <span className={input['label']}>
            <code>AUTH_USER_MODEL</code>
          </span>
          <DraftInput
            label="AUTH_USER_MODEL"
            mono
            value={settings.AUTH_USER_MODEL}
            disabled={disabled}
            check={(text) => (/^\w+\.\w+$/.test(text) ? null : t.inspector.badUserModel)}
            onCommit={(value) => edit('document.setSetting', { key: 'AUTH_USER_MODEL', value })}
            onDone={done}
          />
          <p className={input['help']}>{t.inspector.settingTexts.AUTH_USER_MODEL}</p>
        </div>
        <Check
          mono
          label="USE_TZ"
          text={t.inspector.settingTexts.USE_TZ}
          checked={settings.USE_TZ}
          disabled={disabled}
          onChange={(value) => edit('document.setSetting', { key: 'USE_TZ', value })}
        />
        {settings.LIKE_INDEXES !== undefined && (
          <Check
            mono
            label="LIKE_INDEXES"
            text={t.inspector.settingTexts.LIKE_INDEXES}
            checked={settings.LIKE_INDEXES}
            disabled={disabled}
            onChange={(value) => edit('document.setSetting', { key: 'LIKE_INDEXES', value })}
          />
        )}
      </Section>
    </>
  )
}

/** Of a design that is saved onto Python files: where its places are kept. */
function PlacesSection() {
  const { files } = useApp()
  const { disabled } = useEdit()
  const places = useStore(files, (s) => s.places)
  if (places === null) return null
  return (
    <Section title={t.inspector.places}>
      {places.isOurs ? (
        <Check
          label={t.files.placesCheck(places.file)}
          text={t.files.placesCheckText}
          checked={places.keep === true}
          disabled={disabled}
          onChange={(keep) => files.setKeepPlaces(keep)}
        />
      ) : (
        <p className={styles['muted']}>{t.files.placesForeign(places.file)}</p>
      )}
    </Section>
  )
}

function importProblem({ type, message }: { readonly type: string; readonly message: string }): Diagnostic {
  return {
    code: 'relata.2001',
    severity: 'error',
    message: t.inspector.importError(type, message),
    hint: null,
    subject: { kind: 'document', label: '' },
    fixes: [],
  }
}
