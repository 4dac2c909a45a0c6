/** The compiler's own part of a query; placeholder shape until the builder fills it. */
export type Combinator = 'union' | 'intersection' | 'difference'

export interface QueryState {
  readonly [key: string]: unknown
}
