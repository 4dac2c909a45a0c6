import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FormEvent, KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { newId } from '../../../shared/document/ids.ts'
import type { FieldId } from '../../../shared/document/ids.ts'
import type { Model, OnDeleteName } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { takenOnTarget } from '../../state/reverse-names.ts'
import { t } from '../../texts/texts.ts'
import { remPx } from '../../ui/rem.ts'
import { canvasStore, say } from '../canvas-store.ts'
import type { RelationDraft } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { placeCard } from './place-card.ts'
import { proposeRelation } from './relation-proposal.ts'
import type { RelationProposal, TypedRelation } from './relation-proposal.ts'
import { relationWords } from './relation-words.ts'
import { ClashNotes, DeleteFields, KindChoice, NameFields } from './RelationCardFields.tsx'
import './relation-card.css'

/** Where two models were joined: asks what the relation is and says what it means. On the canvas, not a dialog. */
export function RelationCard({ engine }: { readonly engine: Engine }) {
  const { editor } = useApp()
  const draft = useStore(canvasStore, (s) => s.relation)
  const from = useStore(editor, (s) => (draft === null ? undefined : s.doc.models[draft.from]))
  const to = useStore(editor, (s) => (draft === null ? undefined : s.doc.models[draft.to]))
  if (draft === null || from === undefined || to === undefined) return null
  return <Card key={`${draft.from} ${draft.to}`} engine={engine} draft={draft} from={from} to={to} />
}

interface CardProps {
  readonly engine: Engine
  readonly draft: RelationDraft
  readonly from: Model
  readonly to: Model
}

function Card({ engine, draft, from, to }: CardProps) {
  const { editor, ui } = useApp()
  const { typed, type, onDelete, setOnDelete, proposal } = useRelationInputs(draft, from, to)
  const { card, first } = usePlacedCard(engine, draft)
  const { kind, nullable } = typed
  const many = kind === 'manyToMany'
  const cannotBeMade = proposal.problem !== null || proposal.backProblem !== null
  const [there, back] = relationWords(proposal.sketch)

  function leave(): void {
    engine.overlay.setGhost(null)
    engine.setTarget(null)
    canvasStore.setState({ relation: null })
  }

  function close(): void {
    leave()
    engine.focusModel(from.id)
  }

  /** The assistant asks what the card takes for granted. */
  function help(): void {
    leave()
    ui.relate(to.id, from.id)
  }

  function create(event: FormEvent): void {
    event.preventDefault()
    if (cannotBeMade) return
    const field = newId('field') as FieldId
    const { relatedName } = proposal.sketch
    editor.dispatch('relation.add', {
      id: field,
      from: from.id,
      to: to.id,
      kind,
      name: proposal.name.trim(),
      relatedName: relatedName === '' ? null : relatedName,
      ...(many ? {} : { onDelete, null: nullable }),
    })
    editor.select({ models: new Set([from.id]), field: { model: from.id, field } })
    say(t.spoken.related(t.canvas.kinds[kind].label, proposal.name, there, back))
    close()
    showNewRow(engine)
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key !== 'Escape') return
    event.preventDefault()
    close()
    say(t.canvas.say.cancelled)
  }

  return (
    // Escape gives up from anywhere in the card.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={card}
      className="float relation-card"
      aria-label={t.canvas.card.title(from.name, to.name)}
      onSubmit={create}
      onKeyDown={onKeyDown}
    >
      <h2>{t.canvas.card.title(from.name, to.name)}</h2>
      <KindChoice kind={kind} onChange={(one) => type({ kind: one })} />
      <p className="card-words" aria-live="polite">
        {there}
        <br />
        {back}
      </p>
      <NameFields
        proposal={proposal}
        first={first}
        onName={(name) => type({ name })}
        onRelatedName={(relatedName) => type({ relatedName })}
      />
      <ClashNotes proposal={proposal} onRelatedName={(relatedName) => type({ relatedName })} />
      {!many && (
        <DeleteFields
          from={from.name}
          to={to.name}
          nullable={nullable}
          onDelete={onDelete}
          onNullable={(one) => type({ nullable: one })}
          onOnDelete={setOnDelete}
        />
      )}
      <div className="card-buttons">
        <button type="button" className="card-help" onClick={help}>
          {t.relation.helpMe}
        </button>
        <button type="button" onClick={close}>
          {t.canvas.card.cancel}
        </button>
        <button type="submit" className="card-create" disabled={cannotBeMade}>
          {t.canvas.card.create}
        </button>
      </div>
    </form>
  )
}

interface RelationInputs {
  readonly typed: TypedRelation
  readonly type: (part: Partial<TypedRelation>) => void
  readonly onDelete: OnDeleteName
  readonly setOnDelete: (onDelete: OnDeleteName) => void
  readonly proposal: RelationProposal
}

/** What was typed and chosen so far, and what is proposed for the rest. */
function useRelationInputs(draft: RelationDraft, from: Model, to: Model): RelationInputs {
  const { editor, compiled } = useApp()
  const [typed, setTyped] = useState<TypedRelation>({
    kind: draft.kind,
    name: null,
    relatedName: null,
    // Of a tree or a list something is the first: one that had to point at another could never be made.
    nullable: from.id === to.id,
  })
  const [onDelete, setOnDelete] = useState<OnDeleteName>('CASCADE')
  const { doc } = editor.getState()
  const { resolution } = compiled.getState()
  const taken = useMemo(() => takenOnTarget(doc, resolution, to.id), [doc, resolution, to.id])
  return {
    typed,
    type: (part) => setTyped((before) => ({ ...before, ...part })),
    onDelete,
    setOnDelete,
    proposal: proposeRelation({ doc, resolution, from, to, taken }, typed),
  }
}

/** The card follows its boxes; its first input has the focus and is in view. */
function usePlacedCard(engine: Engine, draft: RelationDraft) {
  const card = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const put = (): void => placeCard(engine, draft, card.current)
    put()
    return engine.follow(put)
  }, [engine, draft])
  useEffect(() => {
    first.current?.focus({ preventScroll: true })
    // In large text the card itself has to scroll to it.
    const { bottom = 0 } = card.current?.querySelector('.card-buttons')?.getBoundingClientRect() ?? {}
    const below = (first.current?.getBoundingClientRect().bottom ?? 0) - (bottom - 3.5 * remPx(1))
    if (below > 0) card.current?.scrollBy(0, below)
  }, [])
  return { card, first }
}

/** The box has grown: its new row may be below the drawing's edge or under the tools. */
function showNewRow(engine: Engine): void {
  requestAnimationFrame(() => {
    const row = engine.root.querySelector('.row[data-selected]')
    if (row !== null) canvasStore.getState().handle?.keepInView(row.getBoundingClientRect())
  })
}
