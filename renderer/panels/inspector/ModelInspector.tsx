import type { AppId, ModelId } from '../../../shared/document/ids.ts'
import { isExpr } from '../../../shared/document/records.ts'
import type { Model, ModelKind } from '../../../shared/document/records.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { KindIcon, shownKind } from '../model-kind.tsx'
import { modelNameProblem } from '../../state/name-problems.ts'
import { FieldList } from './FieldList.tsx'
import { IndexList } from './IndexList.tsx'
import { MembersSection } from './MembersSection.tsx'
import { MetaSection } from './MetaSection.tsx'
import { modelGroups } from './model-groups.ts'
import { NameRow } from './NameRow.tsx'
import { ObjectHead } from './ObjectHead.tsx'
import { modelProblems } from './problems-of.ts'
import { NoteList, ProblemList } from './ProblemList.tsx'
import { ReverseList } from './ReverseList.tsx'
import { TableFacts } from './TableFacts.tsx'
import { useEdit } from './use-edit.ts'

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
        <KindRow model={model} />
        <BasesRow model={model} />
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
      <FieldList model={model} />
      <ReverseList model={model} />
      <MetaSection model={model} />
      <IndexList model={model} />
      <TableFacts model={id} />
      <MembersSection model={model} />
      <NoteList diagnostics={problems} />
    </>
  )
}

const KINDS = ['concrete', 'abstract', 'proxy', 'external'] as const

function KindRow({ model }: { readonly model: Model }) {
  const { editor } = useApp()
  const { disabled } = useEdit()
  const value = model.external ? 'external' : model.kind
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.kind}</span>
      <Select
        label={t.inspector.kind}
        value={value}
        items={KINDS.map((kind) => ({
          value: kind,
          label: t.inspector.modelKinds[kind],
          text: t.inspector.modelKindTexts[kind],
        }))}
        disabled={disabled}
        onChange={(next) => {
          const kind: ModelKind = next === 'external' ? 'concrete' : next
          editor.dispatchAll(t.inspector.changeKind, [
            { type: 'model.setExternal', params: { id: model.id, external: next === 'external' } },
            { type: 'model.setKind', params: { id: model.id, kind } },
          ])
        }}
      />
    </div>
  )
}

/** One base is what most models have; more, and mixins known by name only, stay as they are and are listed. */
function BasesRow({ model }: { readonly model: Model }) {
  const { edit, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const [first] = model.bases
  const plain = '+Model'
  const value = first === undefined ? plain : isExpr(first) ? `=${first.expr}` : first.model
  const written = first !== undefined && isExpr(first) ? [{ value: `=${first.expr}`, label: first.expr }] : []
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.base}</span>
      <Picker
        mono
        label={t.inspector.base}
        value={value}
        groups={[
          { value: '', items: [{ value: plain, label: 'models.Model' }, ...written] },
          ...modelGroups(doc, (one) => one.id !== model.id),
        ]}
        disabled={disabled}
        onChange={(next) => {
          if (next.startsWith('=')) return
          const rest = model.bases.slice(1)
          edit('model.setBases', { id: model.id, bases: next === plain ? rest : [{ model: next as ModelId }, ...rest] })
        }}
      />
      {model.bases.length > 1 && (
        <p className={input['help']}>
          {t.inspector.moreBases(
            model.bases.slice(1).map((base) => (isExpr(base) ? base.expr : (doc.models[base.model]?.name ?? '?'))),
          )}
        </p>
      )}
    </div>
  )
}
