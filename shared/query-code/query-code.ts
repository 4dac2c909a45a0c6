/** The same query in the words of TypeScript libraries: one line a library. */
import type { Query } from '../orm/query/types.ts'
import type { CompileSettings } from '../orm/query/types.ts'
import type { Schema } from '../schema/types.ts'
import { drizzleCode } from './drizzle.ts'
import { kyselyCode } from './kysely.ts'
import { NotExpressible } from './parts.ts'
import { readSelect } from './read-select.ts'
import { QUERY_TARGETS } from './targets.ts'
import type { QueryCode } from './targets.ts'

/** For each target the code, or what stands in the way. */
export function queryCode(query: Query, schema: Schema, settings?: CompileSettings): readonly QueryCode[] {
  return QUERY_TARGETS.map(({ id }) => {
    try {
      const parts = readSelect(query, settings)
      const text = id === 'drizzle' ? drizzleCode(parts, query.resolution, schema) : kyselyCode(parts)
      return { target: id, text, refused: null }
    } catch (thrown) {
      if (!(thrown instanceof NotExpressible)) throw thrown
      return { target: id, text: null, refused: thrown.message }
    }
  })
}
