/** An app's models.py: imports, helper code, choices classes and models in an order that Python can run. */
import type { ModelId } from '../../document/ids.ts'
import type { App, ChoicesClass, Member, Model } from '../../document/records.ts'
import { rootOf } from '../../document/records.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ExportPiece } from '../exporter.ts'
import { BUILTIN_NAMES, KNOWN_IMPORTS } from './known-imports.ts'
import { importLines } from './imports.ts'
import { boundNames, namesAtOnce, namesIn } from './names.ts'
import { asPython } from './verbatim.ts'
import { keptTexts } from './kept-texts.ts'
import { writeChoicesClass } from './write-model.ts'
import type { Writer } from './writer.ts'

export interface AppText {
  readonly app: App
  /** `model` null: frame. In order; joined they are the file. */
  readonly pieces: readonly ExportPiece[]
  readonly diagnostics: readonly Diagnostic[]
  readonly facts: AppFacts
}

/** What a file says together; the next edit goes on from there (`rewrite.ts`). */
export interface AppFacts {
  /** Names that the file defines, and how often. */
  readonly defined: Map<string, number>
  /** Names that its texts use, and how many texts do. */
  readonly used: Map<string, number>
  /** Names that are needed as soon as something is reached, and by how many. */
  readonly needed: Map<string, number>
  readonly imports: ReadonlyMap<string, string>
  /** Whether a bare name means something in the file. */
  canName(name: string): boolean
}

export function count(counts: Map<string, number>, name: string, by: number): void {
  const now = (counts.get(name) ?? 0) + by
  if (now === 0) counts.delete(name)
  else counts.set(name, now)
}

const IMPORT = /^(?:from\s+\S+\s+import\s+\S+|import\s+\S+)(?:\s+as\s+\S+)?$/

/** Something that the file defines: written once, after what it needs. */
interface Item {
  readonly key: string
  readonly names: readonly string[]
  readonly needs: ReadonlySet<string>
  readonly model: Model | null
  write(defined: ReadonlySet<ModelId>): string
}

/** Apps that have something to write, in the order in which their models stand in the design. */
export function writtenApps(w: Writer): readonly App[] {
  const own = modelsInOrder(w)
  const labels = new Set([...own.map((m) => m.app), ...Object.values(w.doc.enums).map((e) => e.app)])
  return [...labels].flatMap((id) => w.doc.apps[id] ?? [])
}

function modelsInOrder(w: Writer): readonly Model[] {
  const { modelOrder } = rootOf(w.doc)
  const known = new Set<string>(modelOrder)
  const late = Object.values(w.doc.models).filter((m) => !known.has(m.id))
  return [...modelOrder.flatMap((id) => w.doc.models[id] ?? []), ...late].filter((m) => !m.external)
}

export function writeApp(w: Writer, app: App): AppText {
  const code = app.code ?? []
  const imports = new Map(code.filter(isImport).map((m) => [m.name, m.source.trim()]))
  const models = modelsInOrder(w).filter((m) => m.app === app.id)
  const enums = Object.values(w.doc.enums).filter((e) => e.app === app.id && e.model === null)
  const helpers = code.filter((m) => !isImport(m))
  const defined = new Map<string, number>()
  for (const { name } of models) count(defined, name, 1)
  for (const { name } of enums) count(defined, name, 1)
  for (const { source } of helpers) for (const name of boundNames(source)) count(defined, name, 1)
  const canName = (name: string): boolean =>
    defined.has(name) || imports.has(name) || KNOWN_IMPORTS.has(name) || BUILTIN_NAMES.has(name)
  const modelNames = new Set(models.map((m) => m.name))
  const items = [
    ...helpers.map((m, i) => codeItem(m, i)),
    ...enums.map(enumItem),
    ...models.map((model) => modelItem(w, model, canName)),
  ]
  const early = (item: Item): boolean => item.model === null && ![...item.needs].some((name) => modelNames.has(name))
  const ordered = inRunningOrder([
    ...items.filter(early),
    ...items.filter((i) => i.model !== null),
    ...items.filter((i) => i.model === null && !early(i)),
  ])
  const texts = written(ordered)
  const used = new Map<string, number>()
  for (const { model, text } of texts) for (const name of namesOf(w, model, text)) count(used, name, 1)
  const needed = new Map<string, number>()
  for (const { needs } of items) for (const name of needs) count(needed, name, 1)
  const { lines, isKnown } = neededImports(w, app, { used, defined, imports, code })
  const diagnostics = unknownNames(items, isKnown)
  const head = lines.length === 0 ? '' : `${lines.join('\n')}\n`
  return { app, pieces: spaced(w, head, texts), diagnostics, facts: { defined, used, needed, imports, canName } }
}

/** A model's text keeps its names with it; other texts are few. */
function namesOf(w: Writer, id: ModelId | null, text: string): ReadonlySet<string> {
  const model = id === null ? undefined : w.model(id)
  return model === undefined ? namesIn(text) : keptTexts(model).namesIn(text)
}

function isImport({ source }: Member): boolean {
  return IMPORT.test(source.trim())
}

function codeItem(member: Member, i: number): Item {
  return {
    key: `code ${i}`,
    names: boundNames(member.source),
    needs: namesAtOnce(member.source),
    model: null,
    write: () => `${asPython(member.source)}\n`,
  }
}

function enumItem(one: ChoicesClass): Item {
  const text = writeChoicesClass(one)
  return { key: one.id, names: [one.name], needs: namesAtOnce(text), model: null, write: () => `${text}\n` }
}

function modelItem(w: Writer, model: Model, canName: (name: string) => boolean): Item {
  const kept = keptTexts(model)
  return {
    key: model.id,
    names: [model.name],
    needs: kept.needs(w, canName),
    model,
    write: (defined) => kept.text(w, { defined, canName }),
  }
}

/** Each item after those whose names it needs; otherwise in the given order. */
function inRunningOrder(items: readonly Item[]): readonly Item[] {
  const byName = new Map<string, Item>()
  for (const item of items) for (const name of item.names) if (!byName.has(name)) byName.set(name, item)
  const done = new Set<Item>()
  const result: Item[] = []
  for (const start of items) {
    const open: { item: Item; needs: Item[] }[] = []
    const enter = (item: Item): void => {
      if (done.has(item)) return
      done.add(item)
      const needs: Item[] = []
      for (const name of item.needs) {
        const needed = byName.get(name)
        if (needed !== undefined && !done.has(needed)) needs.push(needed)
      }
      open.push({ item, needs })
    }
    enter(start)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.needs.shift()
      if (next !== undefined) enter(next)
      else {
        result.push(top.item)
        open.pop()
      }
    }
  }
  return result
}

interface Written {
  readonly model: ModelId | null
  readonly text: string
  /** A plain statement: no blank lines between it and another one. */
  readonly isLine: boolean
}

function written(items: readonly Item[]): readonly Written[] {
  const defined = new Set<ModelId>()
  return items.map((item) => {
    const text = item.write(defined)
    if (item.model !== null) defined.add(item.model.id)
    return { model: item.model?.id ?? null, text, isLine: isLine(text) }
  })
}

/** A plain statement, which stands close to others of its kind. */
export function isLine(text: string): boolean {
  return !/^(?:@|class\b|(?:async\s+)?def\b)/.test(text)
}

function spaced(w: Writer, head: string, texts: readonly Written[]): AppText['pieces'] {
  const pieces: AppText['pieces'][number][] = head === '' ? [] : [{ model: null, text: head }]
  for (const [i, { model, text, isLine }] of texts.entries()) {
    const before = texts[i - 1]
    const gap =
      before === undefined ? (head === '' ? '' : isLine ? '\n' : '\n\n') : before.isLine && isLine ? '' : '\n\n'
    const record = model === null ? undefined : w.model(model)
    pieces.push(record === undefined ? { model, text: gap + text } : keptTexts(record).piece(gap + text))
  }
  return pieces
}

interface Needs {
  readonly used: ReadonlyMap<string, number>
  readonly defined: ReadonlyMap<string, number>
  readonly imports: ReadonlyMap<string, string>
  readonly code: readonly Member[]
}

function neededImports(w: Writer, app: App, { used, defined, imports, code }: Needs) {
  const sources: string[] = []
  const others = otherModels(w, app)
  const stars = code.filter((m) => isImport(m) && m.name === '*')
  sources.push(...stars.map((m) => m.source.trim()))
  const sourceOf = (name: string): string | undefined => {
    if (name === 'models') return 'from django.db import models'
    return imports.get(name) ?? others.get(name) ?? KNOWN_IMPORTS.get(name)
  }
  for (const name of used.keys()) {
    const source = defined.has(name) ? undefined : sourceOf(name)
    if (source !== undefined) sources.push(source)
  }
  const own = new Set(Object.values(w.doc.apps).map((one) => one.label))
  // What a star import brings cannot be told.
  const isKnown = (name: string): boolean =>
    stars.length > 0 || defined.has(name) || BUILTIN_NAMES.has(name) || sourceOf(name) !== undefined
  return { lines: importLines(sources, own), isKnown }
}

/** Names that models use as soon as they are defined and that nothing brings: Python would stop there. */
function unknownNames(items: readonly Item[], isKnown: (name: string) => boolean): readonly Diagnostic[] {
  return items.flatMap(({ model, needs }) => {
    if (model === null) return []
    const foreign = [...needs].filter((name) => !isKnown(name) && !KEYWORD_LIKE.has(name))
    if (foreign.length === 0) return []
    const own = new Set([...model.fields.map((f) => f.name), ...model.members.flatMap((m) => boundNames(m.source))])
    const unknown = foreign.filter((name) => !own.has(name))
    if (unknown.length === 0) return []
    return [
      {
        code: 'relata.4103',
        severity: 'warning',
        message: `${model.name} uses ${unknown.join(', ')}, which nothing in the design defines or imports.`,
        hint: 'Add the import to the exported file, or change the option that names it.',
        subject: { kind: 'model', model: model.id, label: model.name },
        fixes: [],
      },
    ] as const
  })
}

/** Soft words of Python's grammar, and what class bodies have by themselves. */
const KEYWORD_LIKE: ReadonlySet<string> = new Set(['_', '__module__', '__qualname__', 'match', 'case', 'type'])

/** Classes of other apps that may be named here: bases, choices classes, Django's own models. */
function otherModels(w: Writer, app: App): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  const taken = new Set(
    Object.values(w.doc.models)
      .filter((m) => m.app === app.id)
      .map((m) => m.name),
  )
  for (const model of Object.values(w.doc.models)) {
    const source = model.app === app.id || taken.has(model.name) ? null : w.modelImport(model.id)
    if (source !== null) result.set(model.name, source)
  }
  for (const one of Object.values(w.doc.enums)) {
    if (one.app === app.id || one.model !== null || result.has(one.name)) continue
    const label = w.doc.apps[one.app]?.label
    if (label !== undefined) result.set(one.name, `from ${label}.models import ${one.name}`)
  }
  return result
}
