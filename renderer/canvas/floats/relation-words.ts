/** What a relation means, said in sentences: for the card in which it is made. */
import type { RelationKind } from '../../../shared/document/records.ts'
import { t } from '../../texts/texts.ts'

export interface RelationSketch {
  readonly kind: RelationKind
  readonly from: string
  readonly to: string
  /** The field. */
  readonly name: string
  /** '' : Django derives it; ends with '+': none. */
  readonly relatedName: string
  readonly nullable: boolean
}

/** The way back, as Django names it; null: none. */
export function accessorOf({ kind, from, relatedName }: RelationSketch): string | null {
  if (relatedName.endsWith('+')) return null
  if (relatedName !== '') return relatedName
  return kind === 'oneToOne' ? from.toLowerCase() : `${from.toLowerCase()}_set`
}

/** Two sentences: there, and back. */
export function relationWords(sketch: RelationSketch): readonly [string, string] {
  return t.core.relationWords({ ...sketch, accessor: accessorOf(sketch) })
}
