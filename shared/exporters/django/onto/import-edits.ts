/** Imports that added text needs and the file has not. */
import type { SourceModule } from '../../../importers/django/modules.ts'
import { KNOWN_IMPORTS } from '../known-imports.ts'
import { namesIn } from '../names.ts'
import type { Writer } from '../writer.ts'
import type { Sources } from './sources.ts'
import type { TextEdit } from './text-edits.ts'
import { insertion, lineEnd, lineStart } from './text-edits.ts'

export function importEdits(sources: Sources, module: SourceModule, writer: Writer): readonly TextEdit[] {
  const added = sources.addedTo(module)
  const names = new Set(added.flatMap((text) => [...namesIn(text)]))
  const defined = definedIn(sources, module, added)
  const lines = [...names].flatMap((name) => {
    if (module.scope.has(name) || defined.has(name)) return []
    const source =
      name === 'models'
        ? 'from django.db import models'
        : (ofDesign(sources, module, writer, name) ?? KNOWN_IMPORTS.get(name))
    return source === undefined ? [] : [source]
  })
  return lines.length === 0 ? [] : [placed(module, lines.toSorted())]
}

/** Classes that the added text itself defines, names bound in class bodies included. */
function definedIn(sources: Sources, module: SourceModule, added: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const text of added) {
    for (const match of text.matchAll(/^\s*(?:class\s+(\w+)|(?:async\s+)?def\s+(\w+)|(\w+)\s*=)/gm)) {
      for (const name of match.slice(1)) if (name !== undefined) names.add(name)
    }
  }
  for (const model of sources.project.models) {
    if (model.decl.module !== module) continue
    for (const name of model.decl.scope.keys()) names.add(name)
  }
  return names
}

function ofDesign(sources: Sources, module: SourceModule, writer: Writer, name: string): string | null {
  const app = sources.project.appOf(module)
  for (const model of Object.values(writer.doc.models)) {
    if (model.name === name && writer.appLabel(model) !== app) return writer.modelImport(model.id)
  }
  for (const one of Object.values(writer.doc.enums)) {
    const label = writer.doc.apps[one.app]?.label
    if (one.name === name && one.model === null && label !== undefined && label !== app)
      return `from ${label}.models import ${name}`
  }
  return null
}

/** After the last import at the top of the file. */
function placed(module: SourceModule, lines: readonly string[]): TextEdit {
  const { text, py } = module
  const last = py.body.findLast((s) => s.type === 'Import' || s.type === 'ImportFrom')
  if (last !== undefined) return insertion(lineEnd(text, last.to), `\n${lines.join('\n')}`)
  const [first] = py.body
  const isDocstring = first?.type === 'Expr'
  if (isDocstring) return insertion(lineEnd(text, first.to), `\n\n${lines.join('\n')}`)
  return insertion(first === undefined ? text.length : lineStart(text, first.from), `${lines.join('\n')}\n\n\n`)
}
