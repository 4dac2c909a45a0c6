import { useId, useMemo, useState } from 'react'
import { newId } from '../../../shared/document/ids.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { nameProblem } from '../../../shared/document/names.ts'
import { isRelation, rootOf } from '../../../shared/document/records.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { fieldNameProblem } from '../../state/name-problems.ts'
import {
  fieldClash,
  freeRelationName,
  freeReverseName,
  reverseClash,
  takenOnTarget,
} from '../../state/reverse-names.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { t } from '../../texts/texts.ts'
import { modelGroups } from '../inspector/model-groups.ts'
import { proposeRelation } from './propose-relation.ts'
import styles from './Assistant.module.css'

/** Two questions in plain words; the answer is a relation, explained, ready to be added. */
export function Assistant() {
  const app = useApp()
  const { doc, selection } = app.editor.getState()
  const [[first, second], setPair] = useState(() => app.ui.getState().pair ?? firstPair(doc, [...selection.models]))
  const [aHasMany, setAHasMany] = useState(true)
  const [bHasMany, setBHasMany] = useState(false)
  const [optional, setOptional] = useState(false)
  const [dependent, setDependent] = useState(true)
  const [typed, setTyped] = useState<string | null>(null)
  const [typedReverse, setTypedReverse] = useState<string | null>(null)
  const form = useId()
  const a = doc.models[first]
  const b = doc.models[second]
  const proposal = useMemo(
    () =>
      a === undefined || b === undefined
        ? null
        : proposeRelation({
            a: a.name,
            b: b.name,
            aHasMany,
            bHasMany,
            optional,
            dependent,
            ...(a.external ? { foreign: 'a' } : b.external ? { foreign: 'b' } : {}),
          }),
    [a, b, aHasMany, bHasMany, optional, dependent],
  )
  if (a === undefined || b === undefined || proposal === null) return null
  const [owner, target] = proposal.on === 'a' ? [a, b] : [b, a]
  const { resolution } = app.compiled.getState()
  const name = typed ?? freeRelationName(doc, resolution, owner, proposal.name)
  const clashHere = fieldClash(doc, resolution, owner, name.trim())
  const problem = fieldNameProblem(owner, null, name.trim())
  const taken = takenOnTarget(doc, resolution, target.id)
  const isSelfMany = proposal.kind === 'manyToMany' && owner.id === target.id
  const sketch = { kind: proposal.kind, from: owner.name, name: name.trim() }
  const proposed = taken.has(proposal.relatedName) ? freeReverseName(taken, sketch) : proposal.relatedName
  const reverse = isSelfMany ? '' : (typedReverse ?? proposed)
  const clash = isSelfMany ? null : reverseClash(taken, { ...sketch, relatedName: reverse.trim() })
  const reverseProblem =
    reverse.trim() === '' || reverse.endsWith('+')
      ? null
      : (nameProblem(reverse.trim()) ?? (clash === null ? null : t.relation.reverseTaken(target.name, clash)))
  const existing = [
    [owner, target],
    [target, owner],
  ].flatMap(([from, to], way) =>
    way === 1 && owner.id === target.id
      ? []
      : (from?.fields ?? [])
          .filter((field) => isRelation(field) && field.to === to?.id)
          .map((field) => `${from?.name}.${field.name}`),
  )
  const groups = modelGroups(doc, () => true)
  const close = (): void => app.ui.closeDialog()

  function add(): void {
    if (proposal === null || problem !== null || reverseProblem !== null || owner.external) return
    const id = newId('field')
    const { kind, onDelete } = proposal
    try {
      app.editor.dispatch('relation.add', {
        id,
        from: owner.id,
        to: target.id,
        kind,
        name: name.trim(),
        relatedName: reverse.trim() === '' ? null : reverse.trim(),
        onDelete,
        null: proposal.null,
      })
    } catch (thrown) {
      return report(thrown)
    }
    app.editor.select({ models: new Set([owner.id]), field: { model: owner.id, field: id } })
    app.ui.fold('inspector', false)
    close()
  }

  const isMany = proposal.kind === 'manyToMany'
  return (
    <Dialog
      open
      onClose={close}
      title={t.assistant.title}
      footer={
        <>
          <Button onClick={close}>{t.ui.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            form={form}
            disabled={problem !== null || reverseProblem !== null || owner.external}
          >
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
        <Question text={t.assistant.canHaveMany(a.name, b.name)} value={aHasMany} onChange={setAHasMany} />
        {a.id !== b.id && (
          <Question text={t.assistant.canHaveMany(b.name, a.name)} value={bHasMany} onChange={setBHasMany} />
        )}
        {a.id === b.id && <Question text={t.assistant.selfMany(a.name)} value={bHasMany} onChange={setBHasMany} />}
        {!isMany && (
          <>
            <h3 className={styles['then']}>{t.assistant.bond}</h3>
            <Question text={t.assistant.optional(owner.name, target.name)} value={optional} onChange={setOptional} />
            <Question text={t.assistant.dependent(owner.name, target.name)} value={dependent} onChange={setDependent} />
          </>
        )}
        <div className={styles['proposal']} role="status">
          <p>{t.assistant.reason[proposal.kind](owner.name, target.name)}</p>
          <code className={styles['code']}>
            {owner.name}.{name} = {t.relation.classes[proposal.kind]}({owner.id === target.id ? '"self"' : target.name}
            {proposal.onDelete === null ? '' : `, on_delete=${proposal.onDelete}`}
            {proposal.null ? ', null=True' : ''}
            {reverse.trim() === '' ? '' : `, related_name="${reverse.trim()}"`})
          </code>
          {!isMany && proposal.onDelete !== null && (
            <p>{t.assistant.onDelete[proposal.onDelete](owner.name, target.name)}</p>
          )}
          {!isSelfMany && reverse.trim() !== '' && !reverse.endsWith('+') && (
            <p>{t.assistant.wayBack(target.name, reverse.trim(), proposal.kind === 'oneToOne')}</p>
          )}
        </div>
        {owner.external && <p className={input['problem']}>{t.assistant.external(owner.name)}</p>}
        {clashHere !== null && <p className={input['problem']}>{t.relation.nameTaken(owner.name, clashHere)}</p>}
        {existing.length > 0 && <p className={input['help']}>{t.assistant.already(existing)}</p>}
        <div className={styles['names']}>
          <NameInput label={t.assistant.fieldName} value={name} problem={problem} onChange={setTyped} />
          {!isSelfMany && (
            <NameInput
              label={t.assistant.reverseName(target.name)}
              value={reverse}
              problem={reverseProblem}
              onChange={setTypedReverse}
            />
          )}
        </div>
      </form>
    </Dialog>
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
