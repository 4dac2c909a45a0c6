/** Which libraries a query can be said for; apart from the writers, so that a page can list them. */
export const QUERY_TARGETS = [
  { id: 'drizzle', label: 'Drizzle' },
  { id: 'kysely', label: 'Kysely' },
] as const
export type QueryTarget = (typeof QUERY_TARGETS)[number]['id']

export interface QueryCode {
  readonly target: QueryTarget
  /** A module's text; null where it cannot be said. */
  readonly text: string | null
  /** What has no counterpart, by its name in the ORM. */
  readonly refused: string | null
}
