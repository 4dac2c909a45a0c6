import { useMemo, useState } from 'react'
import { newId } from '../../../shared/document/ids.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { freeFieldName, nameProblem } from '../../../shared/document/names.ts'
import { rootOf } from '../../../shared/document/records.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
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
  const [[first, second], setPair] = useState(() => firstPair(doc, [...selection.models]))
  const [aHasMany, setAHasMany] = useState(true)
  const [bHasMany, setBHasMany] = useState(false)
  const [optional, setOptional] = useState(false)
  const [dependent, setDependent] = useState(true)
  const [typed, setTyped] = useState<string | null>(null)
  const a = doc.models[first]
  const b = doc.models[second]
  const proposal = useMemo(
    () =>
      a === undefined || b === undefined
        ? null
        : proposeRelation({ a: a.name, b: b.name, aHasMany, bHasMany, optional, dependent }),
    [a, b, aHasMany, bHasMany, optional, dependent],
  )
  if (a === undefined || b === undefined || proposal === null) return null
  const [owner, target] = proposal.on === 'a' ? [a, b] : [b, a]
  const name = typed ?? freeFieldName(doc, owner, proposal.name)
  const problem = nameProblem(name)
  const groups = modelGroups(doc, () => true)
  const close = (): void => app.ui.closeDialog()

  function add(): void {
    if (proposal === null) return
    const id = newId('field')
    const { kind, onDelete, relatedName } = proposal
    try {
      app.editor.dispatch('relation.add', {
        id,
        from: owner.id,
        to: target.id,
        kind,
        name,
        relatedName: relatedName === '' ? null : relatedName,
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
          <Button look="primary" disabled={problem !== null || owner.external} onClick={add}>
            {t.assistant.add}
          </Button>
        </>
      }
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
      <Question text={t.assistant.canHaveMany(b.name, a.name)} value={bHasMany} onChange={setBHasMany} />
      {!isMany && (
        <>
          <Question text={t.assistant.optional(owner.name, target.name)} value={optional} onChange={setOptional} />
          <Question text={t.assistant.dependent(owner.name, target.name)} value={dependent} onChange={setDependent} />
        </>
      )}
      <div className={styles['proposal']} role="status">
        <p>{t.assistant.reason[proposal.kind](owner.name, target.name)}</p>
        <code className={styles['code']}>
          {owner.name}.{name} = {t.relation.classes[proposal.kind]}({target.name}
          {proposal.onDelete === null ? '' : `, on_delete=${proposal.onDelete}`}
          {proposal.null ? ', null=True' : ''}, related_name="{proposal.relatedName}")
        </code>
        {owner.external && <p className={input['problem']}>{t.assistant.external(owner.name)}</p>}
        {!isMany && proposal.onDelete !== null && (
          <p>{t.assistant.onDelete[proposal.onDelete](owner.name, target.name)}</p>
        )}
        <label className={input['row']}>
          <span className={input['label']}>{t.inspector.name}</span>
          <input
            className={input['input']}
            value={name}
            spellCheck={false}
            aria-invalid={problem !== null}
            onChange={({ target: { value } }) => setTyped(value)}
          />
          {problem !== null && <span className={input['problem']}>{problem}</span>}
        </label>
      </div>
    </Dialog>
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
  return (
    <fieldset className={styles['question']}>
      <legend>{text}</legend>
      {[true, false].map((answer) => (
        <label key={String(answer)} className={styles['answer']}>
          <input type="radio" checked={value === answer} onChange={() => onChange(answer)} />
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
