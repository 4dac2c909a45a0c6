import { memo, useCallback, useEffect, useRef } from 'react'
import type { AppId, ModelId } from '../../../../shared/document/ids.ts'
import { useApp, useCompiled } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { t } from '../../../texts/texts.ts'
import { KindIcon, shownKind } from '../../model-kind.tsx'
import { modelNameProblem } from '../../../state/name-problems.ts'
import { ModelEnums } from '../choices/EnumList.tsx'
import { FieldList } from './FieldList.tsx'
import { KnownFields, useIsKnown } from './KnownFields.tsx'
import { MembersSection } from './MembersSection.tsx'
import { MetaSection } from './MetaSection.tsx'
import { BasesEditor } from './BasesEditor.tsx'
import { IndexList } from '../indexes/IndexList.tsx'
import { KindRow } from './KindRow.tsx'
import { NameRow } from '../parts/NameRow.tsx'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { modelProblems } from '../problems-of.ts'
import { NoteList, ProblemList } from '../parts/ProblemList.tsx'
import { ReverseList } from './ReverseList.tsx'
import { cx } from '../../../ui/cx.ts'
import styles from '../Inspector.module.css'
import { TableFacts } from './TableFacts.tsx'
import { useUnnamed } from '../unnamed.ts'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'

interface PartProps {
  readonly model: Unnamed
}

/** A model whole: what it is, its fields, what points at it, and all of Meta. */
export function ModelInspector({ id }: { readonly id: ModelId }) {
  const problems = useCompiled((s) => modelProblems(s.checked, id))
  const model = useUnnamed(id)
  if (model === undefined) return null
  return (
    <>
      <Head model={model} />
      <ProblemList diagnostics={problems} />
      <Section title={t.inspector.basics}>
        <Name id={id} />
        <Part.AppRow model={model} />
        <Part.KindRow model={model} />
        <Part.BasesEditor model={model} />
        <TableRow id={id} />
        <Part.DocstringRow model={model} />
      </Section>
      <Part.Fields model={model} />
      <Reverse id={id} />
      <Part.IndexList model={model} />
      <Part.MembersSection model={model} />
      <Part.ModelEnums model={model} />
      <Part.MetaSection model={model} />
      <Part.TableFacts model={id} />
      <NoteList diagnostics={problems} />
    </>
  )
}

function Head({ model }: PartProps) {
  const { id } = model
  const { canvas } = useApp()
  const { edit, disabled } = useEdit()
  const name = useEditor((s) => s.doc.models[id]?.name ?? '')
  const kind = useEditor((s) => shownKind(model, s.doc))
  const latest = useRef(edit)
  useEffect(() => {
    latest.current = edit
  }, [edit])
  const show = useCallback(() => canvas.centerOn(id), [canvas, id])
  const remove = useCallback(() => latest.current('model.delete', { ids: [id] }), [id])
  return (
    <ObjectHead
      icon={<KindIcon kind={kind} />}
      what={name}
      onShow={show}
      {...(disabled ? {} : { onDelete: remove })}
      deleteLabel={t.inspector.deleteModel}
    />
  )
}

function Name({ id }: { readonly id: ModelId }) {
  const { editor } = useApp()
  const { edit, done, disabled } = useEdit()
  const model = useEditor((s) => s.doc.models[id])
  if (model === undefined) return null
  return (
    <NameRow
      value={model.name}
      disabled={disabled}
      check={(name) => modelNameProblem(editor.getState().doc, model, name)}
      onCommit={(name) => edit('model.rename', { id, name })}
      onDone={done}
    />
  )
}

function AppRow({ model }: PartProps) {
  const { edit, disabled } = useEdit()
  const apps = useEditor((s) => s.doc.apps)
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.app}</span>
      <Select
        mono
        label={t.inspector.app}
        value={model.app as string}
        items={Object.values(apps).map((app) => ({ value: app.id as string, label: app.label }))}
        disabled={disabled}
        onChange={(app) => edit('model.setApp', { id: model.id, app: app as AppId })}
      />
    </div>
  )
}

function TableRow({ id }: { readonly id: ModelId }) {
  const table = useCompiled((s) => s.resolution.models.get(id)?.table ?? null)
  if (table === null) return null
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.table}</span>
      <code className={cx(input['mono'], styles['long'])}>{table.replaceAll('"."', '.')}</code>
    </div>
  )
}

function DocstringRow({ model }: PartProps) {
  const { edit, done, disabled } = useEdit()
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.docstring}</span>
      <DraftInput
        label={t.inspector.docstring}
        multiline
        value={model.docstring ?? ''}
        placeholder={t.inspector.docstringHint}
        disabled={disabled}
        onCommit={(text) => edit('model.setDocstring', { id: model.id, docstring: text === '' ? null : text })}
        onDone={done}
      />
    </div>
  )
}

function Reverse({ id }: { readonly id: ModelId }) {
  const model = useEditor((s) => s.doc.models[id])
  return model === undefined ? null : <ReverseList model={model} />
}

function Fields({ model }: PartProps) {
  return useIsKnown(model) ? <KnownFields model={model} /> : <FieldList model={model} />
}

/** They listen for themselves: what else of the inspector changes, its problems or its name, renders none of them. */
const Part = {
  AppRow: memo(AppRow),
  DocstringRow: memo(DocstringRow),
  KindRow: memo(KindRow),
  BasesEditor: memo(BasesEditor),
  Fields: memo(Fields),
  IndexList: memo(IndexList),
  MembersSection: memo(MembersSection),
  ModelEnums: memo(ModelEnums),
  MetaSection: memo(MetaSection),
  TableFacts: memo(TableFacts),
}
