/** The arguments of `prefetch_related()`. */
import type { PrefetchSpec } from '../../../query/types.ts'
import { PrefetchObject } from '../../django/prefetch-object.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import type { Value } from '../../values.ts'

/** null: `prefetch_related(None)` forgets those before. */
export function prefetchSpecs(args: readonly Value[], rt: Runtime): readonly PrefetchSpec[] | null {
  if (args.length === 1 && args[0] === null) return null
  return args.map((arg): PrefetchSpec =>
    arg instanceof PrefetchObject ? arg.spec() : { path: str(arg, rt), queryset: null, toAttr: null },
  )
}
