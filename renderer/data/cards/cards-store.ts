/** Rows that lie open as cards on the canvas, beside their models. */
import { createStore } from 'zustand/vanilla'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'

export interface Card {
  readonly table: string
  /** Which row: conditions that it alone fulfils. */
  readonly filters: readonly RowFilter[]
  readonly model: ModelId
}

/** More would hide the drawing. */
const MOST_CARDS = 12

export const cardsStore = createStore<{ readonly cards: readonly Card[] }>(() => ({ cards: [] }))

export function cardName({ table, filters }: Pick<Card, 'table' | 'filters'>): string {
  return JSON.stringify([table, filters])
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
