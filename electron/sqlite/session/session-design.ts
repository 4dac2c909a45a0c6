/** The design that a session works with: read once, then patched as the page edits. */
import type { ErDocument } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import type { Patch } from '../../../shared/history/patch.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { HandlerParams } from '../../../shared/protocol/methods.ts'
import { inSqliteNames } from '../../../shared/exporters/sqlite-names.ts'
import { compileDesign } from '../../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import { readDesign } from '../design/design-text.ts'

export type DesignInput = HandlerParams<'sql.sync'>['design']

export interface SessionDesign {
  /** Takes the text or the patch; all three answer in the names that SQLite has. @throws CONFLICT when the patch is for another state, PARSE for a broken text */
  update(input: DesignInput): CompiledDesign
  /** @throws NOT_FOUND before the first update */
  current(): CompiledDesign
  /** null before the first update. */
  known(): CompiledDesign | null
}

export function createSessionDesign(): SessionDesign {
  let state: { readonly compiled: CompiledDesign; readonly named: CompiledDesign; readonly revision: number } | null =
    null

  function next(input: DesignInput): ErDocument {
    if (input.kind === 'text') return readDesign(input.text)
    if (state === null || state.revision !== input.from) {
      throw new HostFailure('CONFLICT', 'The database follows another state of the design.', { detail: 'revision' })
    }
    try {
      return applyPatch(state.compiled.doc, input.patch as unknown as Patch)
    } catch (cause) {
      throw new HostFailure('CONFLICT', 'The change does not fit the design.', { detail: 'revision', cause })
    }
  }

  return {
    update(input) {
      const doc = next(input)
      const compiled = compileDesign(doc, state?.compiled)
      const named = inSqliteNames(compiled)
      state = { compiled, named, revision: input.revision }
      return named
    },
    current() {
      if (state === null) throw new HostFailure('NOT_FOUND', 'No design has been given for this database.')
      return state.named
    },
    known: () => state?.named ?? null,
  }
}
