import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FormEvent, KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { newId } from '../../../shared/document/ids.ts'
import type { FieldId } from '../../../shared/document/ids.ts'
import { nameProblem, plural, snakeCase } from '../../../shared/document/names.ts'
import type { Model, OnDeleteName, RelationKind } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { fieldNameProblem } from '../../state/name-problems.ts'
import {
  fieldClash,
  freeRelationName,
  freeReverseName,
  reverseClash,
  takenOnTarget,
} from '../../state/reverse-names.ts'
import { canvasStore, say } from '../canvas-store.ts'
import type { RelationDraft } from '../canvas-store.ts'
import { t } from '../../texts/texts.ts'
import { remPx } from '../../ui/rem.ts'
import type { Engine } from '../engine.ts'
import { accessorOf, relationWords } from './relation-words.ts'
import './relation-card.css'

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']
const ON_DELETES: readonly OnDeleteName[] = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING']

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
  const { editor, compiled, ui } = useApp()
  const [kind, setKind] = useState<RelationKind>(draft.kind)
  const [name, setName] = useState<string | null>(null)
  const [typedRelated, setRelatedName] = useState<string | null>(null)
  const [onDelete, setOnDelete] = useState<OnDeleteName>('CASCADE')
  // Of a tree or a list something is the first: one that had to point at another could never be made.
  const [nullable, setNullable] = useState(from.id === to.id)
  const card = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const id = useId()
  const many = kind === 'manyToMany'
  const { doc } = editor.getState()
  const { resolution } = compiled.getState()
  const proposed = freeRelationName(doc, resolution, from, proposedName(kind, from, to))
  const finalName = name ?? proposed
  const problem = fieldNameProblem(from, null, finalName.trim())
  const taken = useMemo(() => takenOnTarget(doc, resolution, to.id), [doc, resolution, to.id])
  const reverse = { kind, from: from.name, name: finalName.trim() }
  // Two relations under Django's derived name would clash: a free one is proposed, to be changed at will.
  const derivedClash = reverseClash(taken, { ...reverse, relatedName: '' })
  const free = freeReverseName(taken, reverse)
  const relatedName = typedRelated ?? (derivedClash === null || isSelfMany(kind, from, to) ? '' : free)
  const clash = isSelfMany(kind, from, to) ? null : reverseClash(taken, { ...reverse, relatedName: relatedName.trim() })
  const clashHere = problem === null ? fieldClash(doc, resolution, from, finalName.trim()) : null
  const backProblem = relatedNameProblem(relatedName.trim())
  const sketch = {
    kind,
    from: from.name,
    to: to.name,
    name: finalName,
    relatedName: relatedName.trim(),
    nullable: nullable && !many,
  }
  const [there, back] = relationWords(sketch)

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

  function close(): void {
    engine.overlay.setGhost(null)
    engine.setTarget(null)
    canvasStore.setState({ relation: null })
    engine.focusModel(from.id)
  }

  /** The assistant asks what the card takes for granted. */
  function help(): void {
    engine.overlay.setGhost(null)
    engine.setTarget(null)
    canvasStore.setState({ relation: null })
    ui.relate(to.id, from.id)
  }

  function create(event: FormEvent): void {
    event.preventDefault()
    if (problem !== null || backProblem !== null) return
    const field = newId('field') as FieldId
    editor.dispatch('relation.add', {
      id: field,
      from: from.id,
      to: to.id,
      kind,
      name: finalName.trim(),
      relatedName: sketch.relatedName === '' ? null : sketch.relatedName,
      ...(many ? {} : { onDelete, null: nullable }),
    })
    editor.select({ models: new Set([from.id]), field: { model: from.id, field } })
    say(t.spoken.related(t.canvas.kinds[kind].label, finalName, there, back))
    close()
    // The box has grown: its new row may be below the drawing's edge or under the tools.
    requestAnimationFrame(() => {
      const row = engine.root.querySelector('.row[data-selected]')
      if (row !== null) canvasStore.getState().handle?.keepInView(row.getBoundingClientRect())
    })
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
      <div className="card-kinds" role="radiogroup" aria-label={t.canvas.card.kind}>
        {KINDS.map((one) => (
          <label key={one} data-on={kind === one ? '' : undefined}>
            <input type="radio" name={`${id}-kind`} checked={kind === one} onChange={() => setKind(one)} />
            {t.canvas.kinds[one].label}
            <small>{t.canvas.kinds[one].text}</small>
          </label>
        ))}
      </div>
      <p className="card-words" aria-live="polite">
        {there}
        <br />
        {back}
      </p>
      <div className="card-fields">
        <label>
          <span>{t.canvas.card.name}</span>
          <input
            ref={first}
            value={finalName}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            spellCheck={false}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label>
          <span title={t.canvas.card.relatedHint}>{t.canvas.card.relatedName}</span>
          <input
            value={relatedName}
            aria-invalid={backProblem !== null}
            aria-describedby={backProblem === null ? undefined : `${id}-problem`}
            spellCheck={false}
            autoComplete="off"
            placeholder={accessorOf({ ...sketch, relatedName: '' }) ?? ''}
            onChange={(event) => setRelatedName(event.target.value)}
          />
        </label>
      </div>
      {(problem ?? backProblem) !== null && (
        <p id={`${id}-problem`} role="alert" className="card-problem">
          {problem ?? backProblem}
        </p>
      )}
      {clashHere !== null && (
        <p className="card-note" role="status">
          {t.relation.nameTaken(from.name, clashHere)}
        </p>
      )}
      {backProblem === null && (clash ?? derivedClash) !== null && !isSelfMany(kind, from, to) && (
        <p className="card-note" role="status">
          {clash === null
            ? t.relation.reverseProposed(to.name, derivedClash ?? '')
            : t.relation.reverseTaken(to.name, clash)}
          {clash !== null && (
            <button type="button" onClick={() => setRelatedName(free)}>
              {t.relation.takeName(free)}
            </button>
          )}
        </p>
      )}
      {!many && (
        <>
          <label className="card-check">
            <input type="checkbox" checked={nullable} onChange={(event) => setNullable(event.target.checked)} />
            {t.canvas.card.nullable} <code>null=True</code>
          </label>
          <fieldset className="card-deletes">
            <legend>{t.canvas.card.onDelete(to.name, from.name)}</legend>
            {ON_DELETES.map((one) => (
              <label key={one} data-on={onDelete === one ? '' : undefined}>
                <input
                  type="radio"
                  name={`${id}-delete`}
                  checked={onDelete === one}
                  onChange={() => {
                    setOnDelete(one)
                    if (one === 'SET_NULL') setNullable(true)
                  }}
                />
                <code>{one}</code>
                <small title={t.canvas.onDelete[one]}>{t.canvas.onDelete[one]}</small>
              </label>
            ))}
          </fieldset>
        </>
      )}
      <div className="card-buttons">
        <button type="button" className="card-help" onClick={help}>
          {t.relation.helpMe}
        </button>
        <button type="button" onClick={close}>
          {t.canvas.card.cancel}
        </button>
        <button type="submit" className="card-create" disabled={problem !== null || backProblem !== null}>
          {t.canvas.card.create}
        </button>
      </div>
    </form>
  )
}

/** A many-to-many of a model to itself goes both ways by the same name. */
function isSelfMany(kind: RelationKind, from: Model, to: Model): boolean {
  return kind === 'manyToMany' && from.id === to.id
}

/** `+` (no way back) and the words Django fills in, as `%(class)s`, may stand in it; Django's checks say the rest. */
function relatedNameProblem(text: string): string | null {
  const plain = text.replaceAll(/%\((?:class|app_label|model_name)\)s/g, 'x').replace(/\+$/, '')
  return plain === '' ? null : nameProblem(plain)
}

function proposedName(kind: RelationKind, from: Model, to: Model): string {
  const word = snakeCase(to.name)
  if (kind === 'manyToMany') return plural(word)
  return from.id === to.id ? 'parent' : word
}

/** Beside one of the two boxes, where it covers least of them; always whole inside the canvas. */
function placeCard(engine: Engine, draft: RelationDraft, card: HTMLElement | null): void {
  const to = engine.scene.nodes.get(draft.to)
  const from = engine.scene.nodes.get(draft.from)
  if (card === null || to === undefined || from === undefined) return
  const { x, y, zoom } = engine.camera.view()
  const root = engine.root.getBoundingClientRect()
  card.toggleAttribute('data-short', root.height < SHORT_REM * remPx(1))
  const width = card.offsetWidth
  const height = card.offsetHeight
  const boxes = [to, from].map((b) => ({
    x: b.x * zoom + x,
    y: b.y * zoom + y,
    width: b.width * zoom,
    height: b.height * zoom,
  }))
  const spots = boxes.flatMap((b) => [
    { x: b.x + b.width + GAP_PX, y: b.y },
    { x: b.x - width - GAP_PX, y: b.y },
    { x: b.x, y: b.y + b.height + GAP_PX },
    { x: b.x, y: b.y - height - GAP_PX },
  ])
  let best = { x: 8, y: 8 }
  let least = Infinity
  spots.forEach((spot, i) => {
    const cx = Math.max(8, Math.min(root.width - width - 8, spot.x))
    const cy = Math.max(8, Math.min(root.height - height - 8, spot.y))
    const covered = boxes.reduce(
      (sum, b) => sum + overlap(cx, width, b.x, b.width) * overlap(cy, height, b.y, b.height),
      0,
    )
    // Earlier places win unless a later one covers clearly less.
    const cost = covered + i * 400
    if (cost < least) {
      least = cost
      best = { x: cx, y: cy }
    }
  })
  card.style.transform = `translate(${Math.round(best.x)}px, ${Math.round(best.y)}px)`
}

const GAP_PX = 24
/** Below this height of the canvas the card says less, so that all it asks for is seen. */
const SHORT_REM = 27

function overlap(a: number, aSize: number, b: number, bSize: number): number {
  return Math.max(0, Math.min(a + aSize, b + bSize) - Math.max(a, b))
}
