/** What Django itself puts into a column while it saves, as far as other programs have a word for it. */
import type { ResolvedField } from '../relations/types.ts'

/**
 * `now`: the moment of the insert; `updated`: of every save; `uuid`: a random one; `object`, `list`: an empty one.
 */
export type MadeValue = 'now' | 'updated' | 'uuid' | 'object' | 'list'

const CALLABLES: readonly (readonly [source: RegExp, made: MadeValue])[] = [
  [/^(?:[\w.]*\.)?(?:timezone\.(?:now|localtime|localdate)|datetime\.(?:now|utcnow)|date\.today)$/, 'now'],
  [/^(?:uuid\.)?uuid4$/, 'uuid'],
  [/^dict$/, 'object'],
  [/^list$/, 'list'],
]

/** null: nothing, or what only the project's own code can tell. */
export function madeValue({ options, default: given }: ResolvedField): MadeValue | null {
  if (options['auto_now'] === true) return 'updated'
  if (options['auto_now_add'] === true) return 'now'
  if (given.kind !== 'callable') return null
  return CALLABLES.find(([source]) => source.test(given.source))?.[1] ?? null
}
