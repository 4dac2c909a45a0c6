import type { ErDocument } from '../document/records.ts'
import { resolveDocument } from '../relations/resolve.ts'
import type { Resolution } from '../relations/types.ts'
import { compileSchema } from './compile-schema.ts'
import type { Schema } from './types.ts'

/** A document with everything that follows from it for databases and exports. */
export interface CompiledDesign {
  readonly doc: ErDocument
  readonly resolution: Resolution
  readonly schema: Schema
}

/**
 * Resolves the models and lowers them to tables.
 *
 * @param previous the result for an earlier state of the same document: what did not change is kept,
 *   object for object, so that an edit costs what it touches
 */
export function compileDesign(doc: ErDocument, previous?: CompiledDesign): CompiledDesign {
  const resolution = resolveDocument(doc, previous)
  return { doc, resolution, schema: compileSchema(doc, resolution, previous) }
}
