/**
 * Export onto existing files: only the lines that an edit touches change. Comments, methods, managers,
 * formatting and code that we do not understand stay byte for byte; without an edit so does everything.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ModelId } from '../document/ids.ts'
import type { ChoicesClass, ErDocument, Model } from '../document/records.ts'
import { rootOf } from '../document/records.ts'
import { indented } from '../python/reindent.ts'
import type { ModelDecl } from '../importers/django/project.ts'
import { isSame } from '../util/same.ts'
import type { ExportedFile } from './django.ts'
import { writeApp } from './django/write-app.ts'
import { writeChoicesClass, writeModel } from './django/write-model.ts'
import { Writer } from './django/writer.ts'
import { enumEdits } from './django/onto/enum-edits.ts'
import { importEdits } from './django/onto/import-edits.ts'
import { metaChanges } from './django/onto/meta-edits.ts'
import { ModelEdits, placeOf } from './django/onto/model-edits.ts'
import { renameClass } from './django/onto/rename-edits.ts'
import { likeFile } from './django/onto/rewrite.ts'
import { Sources, bodyIndent } from './django/onto/sources.ts'
import { applyEdits, insertion, lineEnd, lineStart, removal } from './django/onto/text-edits.ts'

interface OntoInput {
  /** The files that `original` was imported from. */
  readonly files: readonly ExportedFile[]
  readonly original: ErDocument
  readonly edited: ErDocument
  /** App label that the import was given. */
  readonly app: string
  readonly dbOnDelete?: boolean
}

interface OntoResult {
  /** All files, changed or not, and new ones for new apps. */
  readonly files: readonly ExportedFile[]
  readonly diagnostics: readonly Diagnostic[]
}

export function exportOnto({ files, original, edited, app, dbOnDelete = false }: OntoInput): OntoResult {
  const sources = new Sources(files, app)
  const before = new Writer(original, { dbOnDelete })
  const after = new Writer(edited, { dbOnDelete })
  const diagnostics: Diagnostic[] = []
  changeEnums(sources, original, edited)
  changeModels(sources, before, after, diagnostics)
  removeClasses(sources, original, edited)
  const newApps = addModels(sources, before, after)
  const changed = sources.project.modules.map((module) => {
    const edits = [...sources.editsOf(module), ...importEdits(sources, module, after)]
    return { path: module.path, text: edits.length === 0 ? module.text : applyEdits(module.text, edits) }
  })
  return { files: [...changed, ...newApps], diagnostics }
}

function own(doc: ErDocument): readonly Model[] {
  const order = rootOf(doc).modelOrder
  const known = new Set<string>(order)
  const late = Object.values(doc.models).filter((m) => !known.has(m.id))
  return [...order.flatMap((id) => doc.models[id] ?? []), ...late].filter((m) => !m.external)
}

function changeModels(sources: Sources, before: Writer, after: Writer, diagnostics: Diagnostic[]): void {
  const renamed = hasRenames(before.doc, after.doc)
  for (const model of own(after.doc)) {
    const old = before.doc.models[model.id]
    const decl = sources.models.get(model.id)
    if (old === undefined || decl === undefined) continue
    if (before.appLabel(old) !== after.appLabel(model)) diagnostics.push(moved(decl, after.appLabel(model)))
    if (old.name !== model.name) renameClass(sources, decl.decl, model.name)
    // A record that is the same may still name fields or models that are not.
    if (!renamed && isSame(old, model)) continue
    const sides = [
      { writer: before, model: old },
      { writer: after, model },
    ] as const
    new ModelEdits(sources, decl, ...sides).write()
    if (metaChanges(...sides).length > 0)
      diagnostics.push(...metaHeirs(sources, decl).map((heir) => reached(heir, model)))
  }
}

/** Whether any model, field or choices class has another name: then every text may have to follow. */
function hasRenames(before: ErDocument, after: ErDocument): boolean {
  if (Object.values(after.enums).some((e) => (before.enums[e.id]?.name ?? e.name) !== e.name)) return true
  return Object.values(after.models).some((model) => {
    const old = before.models[model.id]
    if (old === undefined || old === model) return false
    const names = new Map(old.fields.map((field) => [field.id, field.name]))
    return old.name !== model.name || model.fields.some((field) => (names.get(field.id) ?? field.name) !== field.name)
  })
}

/** Models whose Meta is built on this one's: what changes here holds for them too. */
function metaHeirs(sources: Sources, of: ModelDecl): readonly ModelDecl[] {
  const meta = of.decl.scope.get('Meta')
  if (meta?.kind !== 'class') return []
  return sources.project.models.filter((heir) => {
    const own = heir.decl.scope.get('Meta')
    if (own?.kind !== 'class' || heir === of) return false
    return own.decl.node.bases.some((base) => {
      const found = sources.project.classes.names.of(base.value, own.decl.module, heir.decl)
      return found?.kind === 'class' && found.decl === meta.decl
    })
  })
}

function moved({ decl, id, app, name }: ModelDecl, label: string): Diagnostic {
  return {
    code: 'relata.4104',
    severity: 'warning',
    message: `${app}.${name} belongs to ${label} in the design; its class stays in ${decl.module.path}.`,
    hint: `Move the class to the models.py of ${label}, or export the whole design anew.`,
    subject: { kind: 'model', model: id, label: `${label}.${name}`, file: decl.module.path },
    fixes: [],
  }
}

function reached(heir: ModelDecl, model: Model): Diagnostic {
  return {
    code: 'relata.4101',
    severity: 'info',
    message: `The Meta of ${heir.name} is built on ${model.name}.Meta in the file, so the change holds for ${heir.name} too.`,
    hint: `If that is not meant, set the option in the Meta of ${heir.name}.`,
    subject: { kind: 'model', model: heir.id, label: `${heir.app}.${heir.name}` },
    fixes: [],
  }
}

function changeEnums(sources: Sources, original: ErDocument, edited: ErDocument): void {
  for (const one of Object.values(edited.enums)) {
    const old = original.enums[one.id]
    const known = sources.enums.get(one.id)
    if (old !== undefined && known !== undefined) {
      if (isSame(old, one)) continue
      if (old.name !== one.name && known.model === null) renameClass(sources, known.decl, one.name)
      else if (old.name !== one.name) sources.add(known.decl.module, [{ ...known.decl.node.nameSpan, text: one.name }])
      sources.add(known.decl.module, enumEdits(known.decl, old, one))
    } else if (old === undefined) addEnum(sources, edited, one)
  }
}

/** A new choices class stands before the first model or field that may use it. */
function addEnum(sources: Sources, edited: ErDocument, one: ChoicesClass): void {
  const owner = one.model === null ? undefined : sources.models.get(one.model)
  if (one.model !== null && owner === undefined) return
  if (owner !== undefined) {
    const { decl } = owner
    const indent = bodyIndent(decl)
    const [first] = decl.node.body
    if (indent === null || first === undefined) return
    const isDocstring = first.type === 'Expr'
    const text = indented(quotedLike(decl.module.text, writeChoicesClass(one)), indent)
    const at = isDocstring ? lineEnd(decl.module.text, first.to) : lineStart(decl.module.text, first.from)
    sources.add(decl.module, [insertion(at, isDocstring ? `\n\n${text}` : `${text}\n\n`)])
    return
  }
  const label = edited.apps[one.app]?.label ?? ''
  const module = sources.moduleOfApp(label)
  const first = sources.project.models.find((m) => m.decl.module === module)
  if (module === undefined || first === undefined) return
  const text = quotedLike(module.text, writeChoicesClass(one))
  sources.add(module, [insertion(lineStart(module.text, first.decl.node.from), `${text}\n\n\n`)])
}

/** The lines of a choices class in the quotes that the file uses. */
function quotedLike(text: string, source: string): string {
  return source.replaceAll(
    /^(\s+\w+ = )(.*)$/gm,
    (_, lead: string, value: string) => lead + likeFile(text, value).replace(/^\((.*)\)$/, '$1'),
  )
}

function removeClasses(sources: Sources, original: ErDocument, edited: ErDocument): void {
  for (const model of own(original)) {
    const decl = edited.models[model.id] === undefined ? sources.models.get(model.id)?.decl : undefined
    if (decl !== undefined) sources.add(decl.module, [classRemoval(decl.module.text, decl.node)])
  }
  for (const one of Object.values(original.enums)) {
    const known = edited.enums[one.id] === undefined ? sources.enums.get(one.id) : undefined
    // One that goes with its model is gone already.
    if (known === undefined || (known.model !== null && edited.models[known.model.id] === undefined)) continue
    sources.add(known.decl.module, [classRemoval(known.decl.module.text, known.decl.node)])
  }
}

/** The class with the blank lines after it, or before it where it is the last. */
function classRemoval(text: string, node: { readonly from: number; readonly to: number }) {
  const edit = removal(text, node)
  const after = /^(?:[ \t]*\r?\n)+/.exec(text.slice(edit.to))
  if (after !== null && edit.to + after[0].length < text.length) return { ...edit, to: edit.to + after[0].length }
  const before = /(?:(?<=\n)[ \t]*\r?\n)+$/.exec(text.slice(0, edit.from))
  return { ...edit, from: edit.from - (before?.[0].length ?? 0) }
}

/** New models: after the one that stands before them in the design, else at the end of their app's file. */
function addModels(sources: Sources, before: Writer, after: Writer): readonly ExportedFile[] {
  const newApps = new Set<string>()
  const previous = new Map<string, ModelId>()
  for (const model of own(after.doc)) {
    const label = after.appLabel(model)
    if (before.doc.models[model.id] === undefined) {
      const anchor = sources.models.get(previous.get(label) ?? ('' as ModelId))?.decl
      const module = anchor?.module ?? sources.moduleOfApp(label)
      if (module === undefined) {
        newApps.add(model.app)
        continue
      }
      const place = placeOf(
        sources,
        anchor ?? sources.project.models.findLast((m) => m.decl.module === module)?.decl ?? missing(),
        model,
      )
      const defined = new Set([...place.defined, ...(anchor === undefined ? [] : [previous.get(label) ?? model.id])])
      const text = writeModel(after, model, { defined, canName: place.canName })
      const at = anchor === undefined ? module.text.length : lineEnd(module.text, anchor.node.to)
      sources.add(module, [insertion(at, anchor === undefined ? `\n\n${text}` : `\n\n\n${text.trimEnd()}`)])
    } else if (sources.models.has(model.id)) previous.set(label, model.id)
  }
  return [...newApps].flatMap((id) => {
    const app = Object.values(after.doc.apps).find((one) => one.id === id)
    return app === undefined
      ? []
      : [
          {
            path: `${app.label}/models.py`,
            text: writeApp(after, app)
              .pieces.map((p) => p.text)
              .join(''),
          },
        ]
  })
}

function missing(): never {
  throw new Error('A module of an app without a model')
}
