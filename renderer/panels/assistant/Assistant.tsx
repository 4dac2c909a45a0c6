import { useId, useState } from 'react'
import { newId } from '../../../shared/document/ids.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { rootOf } from '../../../shared/document/records.ts'
import type { ErDocument, Model } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import type { App } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { t } from '../../texts/texts.ts'
import { modelGroups } from '../inspector/field/model-groups.ts'
import type { Answers } from './propose-relation.ts'
import { draftRelation } from './relation-draft.ts'
import type { RelationDraft, Typed } from './relation-draft.ts'
import styles from './Assistant.module.css'

/** Two questions in plain words; the answer is a relation, explained, ready to be added. */
export function Assistant() {
  const app = useApp()
  const { doc, selection } = app.editor.getState()
  const [[first, second], setPair] = useState(() => app.ui.getState().pair ?? firstPair(doc, [...selection.models]))
  const [answers, setAnswers] = useState({ aHasMany: true, bHasMany: false, optional: false, dependent: true })
  const [typed, setTyped] = useState<Typed>({ name: null, reverse: null })
  const form = useId()
  const a = doc.models[first]
  const b = doc.models[second]
  if (a === undefined || b === undefined) return null
  const draft = draftRelation(doc, app.compiled.getState().resolution, [a, b], answers, typed)
  const { owner } = draft
  const groups = modelGroups(doc, () => true)
  const isRefused = draft.problem !== null || draft.reverseProblem !== null || owner.external
  const close = (): void => app.ui.closeDialog()

  function add(): void {
    if (isRefused) return
    try {
      addRelation(app, draft)
    } catch (thrown) {
      return report(thrown)
    }
    close()
  }

  return (
    <Dialog
      open
      onClose={close}
      title={t.assistant.title}
      footer={
        <>
          <Button onClick={close}>{t.ui.cancel}</Button>
          <Button look="primary" type="submit" form={form} disabled={isRefused}>
            {t.assistant.add}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <div className={styles['pair']}>
          <Picker
            mono
            label={t.assistant.first}
            value={first}
            groups={groups}
            onChange={(id) => setPair([id as ModelId, second])}
          />
          <span aria-hidden>—</span>
          <Picker
            mono
            label={t.assistant.second}
            value={second}
            groups={groups}
            onChange={(id) => setPair([first, id as ModelId])}
          />
        </div>
        <Questions
          a={a}
          b={b}
          draft={draft}
          answers={answers}
          onAnswer={(given) => setAnswers({ ...answers, ...given })}
        />
        <ProposedRelation draft={draft} />
        {owner.external && <p className={input['problem']}>{t.assistant.external(owner.name)}</p>}
        {draft.clash !== null && <p className={input['problem']}>{t.relation.nameTaken(owner.name, draft.clash)}</p>}
        {draft.existing.length > 0 && <p className={input['help']}>{t.assistant.already(draft.existing)}</p>}
        <div className={styles['names']}>
          <NameInput
            label={t.assistant.fieldName}
            value={draft.name}
            problem={draft.problem}
            onChange={(name) => setTyped({ ...typed, name })}
          />
          {!draft.isSelfMany && (
            <NameInput
              label={t.assistant.reverseName(draft.target.name)}
              value={draft.reverse}
              problem={draft.reverseProblem}
              onChange={(reverse) => setTyped({ ...typed, reverse })}
            />
          )}
        </div>
      </form>
    </Dialog>
  )
}

/** Adds it and shows it in the inspector. */
function addRelation(app: App, { proposal, owner, target, name, reverse }: RelationDraft): void {
  const id = newId('field')
  app.editor.dispatch('relation.add', {
    id,
    from: owner.id,
    to: target.id,
    kind: proposal.kind,
    name: name.trim(),
    relatedName: reverse.trim() === '' ? null : reverse.trim(),
    onDelete: proposal.onDelete,
    null: proposal.null,
  })
  app.editor.select({ models: new Set([owner.id]), field: { model: owner.id, field: id } })
  app.ui.fold('inspector', false)
}

type Given = Omit<Answers, 'a' | 'b' | 'foreign'>

interface QuestionsProps {
  readonly a: Model
  readonly b: Model
  readonly draft: RelationDraft
  readonly answers: Given
  readonly onAnswer: (given: Partial<Given>) => void
}

/** How many of each; then, where a key is stored, what happens without the other one. */
function Questions({ a, b, draft: { proposal, owner, target }, answers, onAnswer }: QuestionsProps) {
  const { aHasMany, bHasMany, optional, dependent } = answers
  return (
    <>
      <Question
        text={t.assistant.canHaveMany(a.name, b.name)}
        value={aHasMany}
        onChange={(value) => onAnswer({ aHasMany: value })}
      />
      <Question
        text={a.id === b.id ? t.assistant.selfMany(a.name) : t.assistant.canHaveMany(b.name, a.name)}
        value={bHasMany}
        onChange={(value) => onAnswer({ bHasMany: value })}
      />
      {proposal.kind !== 'manyToMany' && (
        <>
          <h3 className={styles['then']}>{t.assistant.bond}</h3>
          <Question
            text={t.assistant.optional(owner.name, target.name)}
            value={optional}
            onChange={(value) => onAnswer({ optional: value })}
          />
          <Question
            text={t.assistant.dependent(owner.name, target.name)}
            value={dependent}
            onChange={(value) => onAnswer({ dependent: value })}
          />
        </>
      )}
    </>
  )
}

/** The field as it will be written, and why. */
function ProposedRelation({ draft }: { readonly draft: RelationDraft }) {
  const { proposal, owner, target, name, isSelfMany } = draft
  const reverse = draft.reverse.trim()
  return (
    <div className={styles['proposal']} role="status">
      <p>{t.assistant.reason[proposal.kind](owner.name, target.name)}</p>
      <code className={styles['code']}>
        {owner.name}.{name} = {t.relation.classes[proposal.kind]}({owner.id === target.id ? '"self"' : target.name}
        {proposal.onDelete === null ? '' : `, on_delete=${proposal.onDelete}`}
        {proposal.null ? ', null=True' : ''}
        {reverse === '' ? '' : `, related_name="${reverse}"`})
      </code>
      {proposal.kind !== 'manyToMany' && proposal.onDelete !== null && (
        <p>{t.assistant.onDelete[proposal.onDelete](owner.name, target.name)}</p>
      )}
      {!isSelfMany && reverse !== '' && !draft.reverse.endsWith('+') && (
        <p>{t.assistant.wayBack(target.name, reverse, proposal.kind === 'oneToOne')}</p>
      )}
    </div>
  )
}

interface NameInputProps {
  readonly label: string
  readonly value: string
  readonly problem: string | null
  readonly onChange: (value: string) => void
}

function NameInput({ label, value, problem, onChange }: NameInputProps) {
  const id = useId()
  return (
    <label className={input['stacked']}>
      <span className={input['label']}>{label}</span>
      <input
        className={`${input['input'] ?? ''} ${input['mono'] ?? ''}`}
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        onChange={({ target }) => onChange(target.value)}
      />
      {problem !== null && (
        <span id={id} role="alert" className={input['problem']}>
          {problem}
        </span>
      )}
    </label>
  )
}

function Question({
  text,
  value,
  onChange,
}: {
  readonly text: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  const group = useId()
  return (
    <fieldset className={styles['question']}>
      <legend>{text}</legend>
      {[true, false].map((answer) => (
        <label key={String(answer)} className={styles['answer']}>
          <input type="radio" name={group} checked={value === answer} onChange={() => onChange(answer)} />
          {answer ? t.ui.yes : t.ui.no}
        </label>
      ))}
    </fieldset>
  )
}

/** The selected models, else the first of the design. An external one comes first: its fields are not ours to add. */
function firstPair(doc: ErDocument, selected: readonly ModelId[]): readonly [ModelId, ModelId] {
  const order = rootOf(doc).modelOrder
  const one = selected[0] ?? order[0]
  const two = selected[1] ?? order.find((id) => id !== one) ?? one
  if (one === undefined || two === undefined) throw new Error('The assistant needs a model')
  return doc.models[two]?.external === true ? [two, one] : [one, two]
}
