import { Suspense } from 'react'
import { useStore } from 'zustand'
import type { ModelId } from '../../../shared/document/ids.ts'
import { part } from '../../ui/part.tsx'
import { cardsStore } from './cards-store.ts'

const RowCards = part(() => import('./RowCards.tsx').then((m) => m.RowCards))

export interface CardPlace {
  /** Where the model's box is, px from the canvas's top left; null: not drawn. */
  boxOf(
    model: ModelId,
  ): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
  /** Called in every frame in which the camera or a box moved. @returns unsubscribe */
  onMove(listener: () => void): () => void
}

/** Costs nothing until a row is opened on the canvas. */
export function CardLayer({ place }: { readonly place: CardPlace }) {
  const isOpen = useStore(cardsStore, (s) => s.cards.length > 0)
  if (!isOpen) return null
  return (
    <Suspense>
      <RowCards place={place} />
    </Suspense>
  )
}
