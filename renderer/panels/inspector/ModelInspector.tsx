import { memo } from 'react'
import type { AppId, ModelId } from '../../../shared/document/ids.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { KindIcon, shownKind } from '../model-kind.tsx'
import { modelNameProblem } from '../../state/name-problems.ts'
import { ModelEnums } from './choices/EnumList.tsx'
import { FieldList } from './FieldList.tsx'
import { MembersSection } from './MembersSection.tsx'
import { MetaSection } from './MetaSection.tsx'
import { BasesEditor } from './model/BasesEditor.tsx'
import { IndexList } from './model/IndexList.tsx'
import { KindRow } from './model/KindRow.tsx'
import { NameRow } from './NameRow.tsx'
import { ObjectHead } from './ObjectHead.tsx'
import { modelProblems } from './problems-of.ts'
import { NoteList, ProblemList } from './ProblemList.tsx'
import { ReverseList } from './ReverseList.tsx'
import { TableFacts } from './TableFacts.tsx'
import { useEdit } from './use-edit.ts'

/** They listen for themselves: what else of the inspector changes, its problems or its head, renders none of them. */
const Part = {
  KindRow: memo(KindRow),
  BasesEditor: memo(BasesEditor),
  FieldList: memo(FieldList),
  ReverseList: memo(ReverseList),
  IndexList: memo(IndexList),
  MembersSection: memo(MembersSection),
  ModelEnums: memo(ModelEnums),
  MetaSection: memo(MetaSection),
  TableFacts: memo(TableFacts),
}

/** A model whole: what it is, its fields, what points at it, and all of Meta. */
export function ModelInspector({ id }: { readonly id: ModelId }) {
  const { canvas } = useApp()
  const { edit, done, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const problems = useCompiled((s) => modelProblems(s.checked, id))
  const table = useCompiled((s) => s.resolution.models.get(id)?.table ?? null)
  const model = doc.models[id]
  if (model === undefined) return null
  const kind = shownKind(model, doc)
  return (
    <>
      <ObjectHead
        icon={<KindIcon kind={kind} />}
        what={model.name}
        onShow={() => canvas.centerOn(id)}
        {...(disabled ? {} : { onDelete: () => edit('model.delete', { ids: [id] }) })}
        deleteLabel={t.inspector.deleteModel}
      />
      <ProblemList diagnostics={problems} />
      <Section title={t.inspector.basics}>
        <NameRow
          value={model.name}
          disabled={disabled}
          check={(name) => modelNameProblem(doc, model, name)}
          onCommit={(name) => edit('model.rename', { id, name })}
          onDone={done}
        />
        <div className={input['row']}>
          <span className={input['label']}>{t.inspector.app}</span>
          <Select
            mono
            label={t.inspector.app}
            value={model.app as string}
            items={Object.values(doc.apps).map((app) => ({ value: app.id as string, label: app.label }))}
            disabled={disabled}
            onChange={(app) => edit('model.setApp', { id, app: app as AppId })}
          />
        </div>
        <Part.KindRow model={model} />
        <Part.BasesEditor model={model} />
        {table !== null && (
          <div className={input['row']}>
            <span className={input['label']}>{t.inspector.table}</span>
            <code className={input['mono']}>{table}</code>
          </div>
        )}
        <div className={input['row']}>
          <span className={input['label']}>{t.inspector.docstring}</span>
          <DraftInput
            label={t.inspector.docstring}
            multiline
            value={model.docstring ?? ''}
            placeholder={t.inspector.docstringHint}
            disabled={disabled}
            onCommit={(text) => edit('model.setDocstring', { id, docstring: text === '' ? null : text })}
            onDone={done}
          />
        </div>
      </Section>
      <Part.FieldList model={model} />
      <Part.ReverseList model={model} />
      <Part.IndexList model={model} />
      <Part.MembersSection model={model} />
      <Part.ModelEnums model={model} />
      <Part.MetaSection model={model} />
      <Part.TableFacts model={id} />
      <NoteList diagnostics={problems} />
    </>
  )
}
