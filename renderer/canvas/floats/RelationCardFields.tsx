/** What the relation card asks, part by part. */
import type { Ref } from 'react'
import { useId } from 'react'
import type { OnDeleteName, RelationKind } from '../../../shared/document/records.ts'
import { t } from '../../texts/texts.ts'
import type { RelationProposal } from './relation-proposal.ts'
import { accessorOf } from './relation-words.ts'

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']
const ON_DELETES: readonly OnDeleteName[] = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING']

interface KindChoiceProps {
  readonly kind: RelationKind
  readonly onChange: (kind: RelationKind) => void
}

export function KindChoice({ kind, onChange }: KindChoiceProps) {
  const name = useId()
  return (
    <div className="card-kinds" role="radiogroup" aria-label={t.canvas.card.kind}>
      {KINDS.map((one) => (
        <label key={one} data-on={kind === one ? '' : undefined}>
          <input type="radio" name={name} checked={kind === one} onChange={() => onChange(one)} />
          {t.canvas.kinds[one].label}
          <small>{t.canvas.kinds[one].text}</small>
        </label>
      ))}
    </div>
  )
}

interface NameFieldsProps {
  readonly proposal: RelationProposal
  /** Of the first input, which has the focus when the card opens. */
  readonly first: Ref<HTMLInputElement>
  readonly onName: (name: string) => void
  readonly onRelatedName: (name: string) => void
}

/** The relation's name from both ends, with what is wrong about them. */
export function NameFields({ proposal, first, onName, onRelatedName }: NameFieldsProps) {
  const problemId = useId()
  const { name, relatedName, sketch, problem, backProblem } = proposal
  return (
    <>
      <div className="card-fields">
        <label>
          <span>{t.canvas.card.name}</span>
          <input
            ref={first}
            value={name}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : problemId}
            spellCheck={false}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            onChange={(event) => onName(event.target.value)}
          />
        </label>
        <label>
          <span title={t.canvas.card.relatedHint}>{t.canvas.card.relatedName}</span>
          <input
            value={relatedName}
            aria-invalid={backProblem !== null}
            aria-describedby={backProblem === null ? undefined : problemId}
            spellCheck={false}
            autoComplete="off"
            placeholder={accessorOf({ ...sketch, relatedName: '' }) ?? ''}
            onChange={(event) => onRelatedName(event.target.value)}
          />
        </label>
      </div>
      {(problem ?? backProblem) !== null && (
        <p id={problemId} role="alert" className="card-problem">
          {problem ?? backProblem}
        </p>
      )}
    </>
  )
}

interface ClashNotesProps {
  readonly proposal: RelationProposal
  readonly onRelatedName: (name: string) => void
}

/** Names that others have already, with a free one to take. */
export function ClashNotes({ proposal, onRelatedName }: ClashNotesProps) {
  const { sketch, nameTakenBy, backProblem, back } = proposal
  const { takenBy, derivedTakenBy, free } = back
  return (
    <>
      {nameTakenBy !== null && (
        <p className="card-note" role="status">
          {t.relation.nameTaken(sketch.from, nameTakenBy)}
        </p>
      )}
      {backProblem === null && (takenBy ?? derivedTakenBy) !== null && (
        <p className="card-note" role="status">
          {takenBy === null
            ? t.relation.reverseProposed(sketch.to, derivedTakenBy ?? '')
            : t.relation.reverseTaken(sketch.to, takenBy)}
          {takenBy !== null && (
            <button type="button" onClick={() => onRelatedName(free)}>
              {t.relation.takeName(free)}
            </button>
          )}
        </p>
      )}
    </>
  )
}

interface DeleteFieldsProps {
  readonly from: string
  readonly to: string
  readonly nullable: boolean
  readonly onDelete: OnDeleteName
  readonly onNullable: (nullable: boolean) => void
  readonly onOnDelete: (onDelete: OnDeleteName) => void
}

/** Whether the column may be empty, and what a delete of the target does. A many-to-many has neither. */
export function DeleteFields({ from, to, nullable, onDelete, onNullable, onOnDelete }: DeleteFieldsProps) {
  const name = useId()
  return (
    <>
      <label className="card-check">
        <input type="checkbox" checked={nullable} onChange={(event) => onNullable(event.target.checked)} />
        {t.canvas.card.nullable} <code>null=True</code>
      </label>
      <fieldset className="card-deletes">
        <legend>{t.canvas.card.onDelete(to, from)}</legend>
        {ON_DELETES.map((one) => (
          <label key={one} data-on={onDelete === one ? '' : undefined}>
            <input
              type="radio"
              name={name}
              checked={onDelete === one}
              onChange={() => {
                onOnDelete(one)
                if (one === 'SET_NULL') onNullable(true)
              }}
            />
            <code>{one}</code>
            <small title={t.canvas.onDelete[one]}>{t.canvas.onDelete[one]}</small>
          </label>
        ))}
      </fieldset>
    </>
  )
}
