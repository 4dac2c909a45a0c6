/** Rows that lie open as cards on the canvas, beside their models. */
import { createStore } from 'zustand/vanilla'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'

export interface Card {
  readonly table: string
  readonly key: readonly WireScalar[]
  readonly model: ModelId
}

/** More would hide the drawing. */
const MOST_CARDS = 12

export const cardsStore = createStore<{ readonly cards: readonly Card[] }>(() => ({ cards: [] }))

export function cardName({ table, key }: Pick<Card, 'table' | 'key'>): string {
  return JSON.stringify([table, ...key])
}

/** Opens the row's card; one that is open comes to the front. */
export function openCard(card: Card): void {
  cardsStore.setState(({ cards }) => ({
    cards: [...cards.filter((one) => cardName(one) !== cardName(card)), card].slice(-MOST_CARDS),
  }))
}

export function closeCard(card: Card): void {
  cardsStore.setState(({ cards }) => ({ cards: cards.filter((one) => cardName(one) !== cardName(card)) }))
}

export function closeCards(): void {
  cardsStore.setState({ cards: [] })
}
