/** Designs from the text of a models.py, for tests that say their design that way. */
import type { ErDocument } from '../../shared/document/records.ts'
import { buildDocument } from '../../shared/importers/django/build.ts'
import { readSourceModule } from '../../shared/importers/django/modules.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'

/**
 * The design that one models.py declares.
 *
 * @param text with its imports; a line that is not understood is left out without a word
 * @param app the label of the app that the file is of
 */
export function designOf(text: string, app = 'app'): ErDocument {
  return buildDocument([readSourceModule('models.py', text)], { app }).doc
}

/** That design with its names, tables and columns. */
export function compiledModels(text: string, app = 'app'): CompiledDesign {
  return compileDesign(designOf(text, app))
}
