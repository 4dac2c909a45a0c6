import { Rows3, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { IconButton } from '../../ui/Button.tsx'
import { showPane } from '../pane.ts'
import { spotFor } from '../rows/row-actions.ts'
import { useData, useDataStore, useTableForm } from '../use-data.ts'
import type { CardPlace } from './CardLayer.tsx'
import { cardName, cardsStore, closeCard, closeCards, openCard } from './cards-store.ts'
import type { Card as CardOf } from './cards-store.ts'
import { readCard } from './read-card.ts'
import type { CardContent, CardLink } from './read-card.ts'
import styles from './RowCards.module.css'

/** The open rows, each beside its model; their relations are one click away. */
export function RowCards({ place }: { readonly place: CardPlace }) {
  const cards = useStore(cardsStore, (s) => s.cards)
  const { files } = useApp()
  const doc = useStore(files, (s) => s.doc)
  const first = useRef(doc)
  useEffect(() => {
    // Cards of another design's rows.
    if (first.current !== doc) closeCards()
  }, [doc])
  // Cards of one model stand in a fan, so that each can be seen.
  const nth = (card: CardOf): number => cards.filter(({ model }) => model === card.model).indexOf(card)
  return cards.map((card) => <RowCard key={cardName(card)} card={card} nth={nth(card)} place={place} />)
}

const STEP_PX = 28
const GAP_PX = 12
const WIDTH_PX = 256

function RowCard({ card, nth, place }: { readonly card: CardOf; readonly nth: number; readonly place: CardPlace }) {
  const { ui } = useApp()
  const store = useDataStore()
  const form = useTableForm(card.table)
  const content = useContent(card)
  const element = useRef<HTMLElement>(null)
  const moved = useRef({ x: 0, y: 0 })

  useLayoutEffect(() => {
    const put = (): void => stand(element.current, place.boxOf(card.model), nth, moved.current)
    put()
    return place.onMove(put)
  }, [place, card.model, nth])

  useEffect(() => element.current?.focus({ preventScroll: true }), [])

  function drag(event: PointerEvent<HTMLElement>): void {
    if ((event.target as HTMLElement).closest('button') !== null) return
    const self = element.current
    if (self === null) return
    event.stopPropagation()
    const from = { x: event.clientX - moved.current.x, y: event.clientY - moved.current.y }
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const onMove = (move: globalThis.PointerEvent): void => {
      moved.current = { x: move.clientX - from.x, y: move.clientY - from.y }
      stand(self, place.boxOf(card.model), nth, moved.current)
    }
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', onMove), { once: true })
  }
  /** The row's own card, or the grid where its model is not drawn. */
  function open({ table, filters }: CardLink): void {
    const target = store.form(table)
    if (target?.modelId != null && place.boxOf(target.modelId) !== null)
      openCard({ table, filters, model: target.modelId })
    else inGrid(table, filters)
  }
  function inGrid(table: string, filters: CardLink['filters']): void {
    store.goTo(spotFor(table, ...filters))
    showPane('data')
    ui.showTab('preview')
  }
  if (form === null) return null
  return (
    // Escape closes the card that has the focus, wherever in it that is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={element}
      tabIndex={-1}
      className={styles['card']}
      style={{ width: WIDTH_PX }}
      aria-label={t.data.cards.label(form.model ?? card.table, content?.title ?? '')}
      onPointerDown={(event) => event.stopPropagation()}
      onWheel={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        closeCard(card)
      }}
    >
      <header className={styles['head']} onPointerDown={drag}>
        <span className={styles['model']}>{form.model}</span>
        <strong className={styles['title']}>{content?.title ?? t.ui.loading}</strong>
        <IconButton
          small
          label={t.data.cards.inGrid}
          icon={<Rows3 />}
          onClick={() => inGrid(card.table, card.filters)}
        />
        <IconButton small label={t.data.cards.close} icon={<X />} onClick={() => closeCard(card)} />
      </header>
      {content !== null && (
        <div className={styles['body']}>
          <dl className={styles['lines']}>
            {content.lines.map((line) => (
              <div key={line.name}>
                <dt>{line.name}</dt>
                <dd data-null={line.isNull}>
                  {line.to === null ? (
                    line.text.slice(0, 400)
                  ) : (
                    <button type="button" onClick={() => line.to !== null && open(line.to)}>
                      {line.to.label}
                    </button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
          {content.groups.map(({ name, count, rows, all }) => (
            <div key={name} className={styles['group']}>
              <button type="button" className={styles['groupName']} onClick={() => inGrid(all.table, all.filters)}>
                {t.data.related(name, count)}
              </button>
              <ul>
                {rows.map((row) => (
                  <li key={JSON.stringify(row.filters)}>
                    <button type="button" aria-label={t.data.cards.open(row.label)} onClick={() => open(row)}>
                      {row.label}
                    </button>
                  </li>
                ))}
                {count > rows.length && rows.length > 0 && (
                  <li className={styles['more']}>{t.data.cards.more(count - rows.length)}</li>
                )}
              </ul>
            </div>
          ))}
        </div>
      )}
    </section>
  )
}

/** Beside the box, a little further for each card before it. A card whose box is in view does not leave it alone. */
function stand(
  self: HTMLElement | null,
  box: ReturnType<CardPlace['boxOf']>,
  nth: number,
  moved: { readonly x: number; readonly y: number },
): void {
  if (self === null) return
  self.hidden = box === null
  const room = self.parentElement
  if (box === null || room === null) return
  const isSeen =
    box.x < room.clientWidth && box.y < room.clientHeight && box.x + box.width > 0 && box.y + box.height > 0
  const x = box.x + box.width + GAP_PX + nth * STEP_PX + moved.x
  const y = box.y + nth * STEP_PX + moved.y
  const within = (at: number, size: number): number => (isSeen ? Math.max(8, Math.min(at, size)) : at)
  const [left, top] = [within(x, room.clientWidth - WIDTH_PX - 8), within(y, room.clientHeight - 120)]
  self.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  self.style.maxHeight = `min(19rem, ${Math.max(110, Math.round(room.clientHeight - top - 8))}px)`
}

function useContent(card: CardOf): CardContent | null {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const tables = useStore(preview, (s) => s.tables)
  const generation = useData((s) => s.generation)
  const form = useTableForm(card.table)
  const [content, setContent] = useState<CardContent | null>(null)
  useEffect(() => {
    if (session === null || form === null) return
    const abort = new AbortController()
    readCard(client, session, form, card.filters, abort.signal)
      .then((found) => {
        if (abort.signal.aborted) return
        // The row has been deleted.
        if (found === null) closeCard(card)
        else setContent(found)
      })
      .catch(report)
    return () => abort.abort()
    // New tables and each writing of rows: read anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, session, form, card, tables, generation])
  return content
}
