/** What a relation means, said in sentences: for the card in which it is made. */
import { plural, snakeCase } from '../../shared/document/names.ts'
import type { RelationKind } from '../../shared/document/records.ts'

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
  const { kind, from, to, name, nullable } = sketch
  const self = from === to
  const accessor = accessorOf(sketch)
  const there = snakeCase(from)
  const back = snakeCase(to)
  const another = self ? `other ${to}` : to
  const many = plural(self ? `other ${to}` : to)
  if (kind === 'manyToMany') {
    const way = accessor === null || self ? '' : `: ${back}.${accessor}.all()`
    return [
      `Each ${from} has many ${many}: ${there}.${name}.all()`,
      self ? 'It counts both ways.' : `Each ${to} has many ${plural(from)}${way}`,
    ]
  }
  const one = nullable ? `one ${another} or none` : `one ${another}`
  const first = `Each ${from} has ${one}: ${there}.${name}`
  if (kind === 'oneToOne') {
    return [first, `${article(to)} ${to} has at most one ${from}${accessor === null ? '' : `: ${back}.${accessor}`}`]
  }
  return [
    first,
    `${article(to)} ${to} has many ${plural(from)}${accessor === null ? '' : `: ${back}.${accessor}.all()`}`,
  ]
}

function article(noun: string): string {
  return /^[aeio]/i.test(noun) || /^u(?!ser|ni|se)/i.test(noun) ? 'An' : 'A'
}
