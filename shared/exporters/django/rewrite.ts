/**
 * The last text with the few classes that an edit makes read differently: those of the models that it replaced, and
 * of those that asked for what is answered otherwise now. Whatever else may come of an edit (imports, the order of
 * classes) has all written again, from the texts that are kept.
 */
import type { ModelId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import { replacedRecords, sameItems, withReplacedItems } from '../../util/changes.ts'
import type { Replaced } from '../../util/changes.ts'
import type { ExportPiece } from '../exporter.ts'
import { BUILTIN_NAMES, KNOWN_IMPORTS } from './known-imports.ts'
import { keptTexts } from './kept-texts.ts'
import { namesIn } from './names.ts'
import { isWritable } from './python-names.ts'
import { Readers } from './readers.ts'
import { count, isLine } from './write-app.ts'
import type { AppFacts, AppText } from './write-app.ts'
import type { Writer } from './writer.ts'

export interface WrittenModels {
  readonly writer: Writer
  readonly pieces: readonly ExportPiece[]
  readonly apps: ReadonlyMap<string, AppFacts>
  /** Made when an edit first asks, and brought in line by each that goes the short way. */
  readonly made: { index: Index | null }
}

interface Index {
  /** Where a model's piece stands. */
  readonly places: ReadonlyMap<ModelId, number>
  readonly readers: Readers
}

/** One class that may read differently. */
interface Touched extends Replaced<Model> {
  readonly facts: AppFacts
  readonly needed: readonly string[]
}

/** Above this many classes that may read differently, going through all is no dearer. */
const FEW = 100

export function writtenModels(writer: Writer, apps: readonly AppText[], pieces: readonly ExportPiece[]): WrittenModels {
  return { writer, pieces, apps: new Map(apps.map(({ app, facts }) => [app.id, facts])), made: { index: null } }
}

/** null: more than a few classes may read differently; then of the last text nothing may be used any more. */
export function rewriteModels(last: WrittenModels, doc: ErDocument): WrittenModels | null {
  const was = last.writer.doc
  if (doc.apps !== was.apps || doc.enums !== was.enums || rootOf(doc) !== rootOf(was)) return null
  const replaced = replacedRecords(was.models, doc.models)
  if (replaced === null || replaced.length > FEW || !replaced.every(standsAlike)) return null
  const index = (last.made.index ??= indexOf(last))
  const renamed = replaced.filter(({ before, after }) => before.name !== after.name)
  if (!renamed.every((one) => canRename(one, renamed, last))) return null
  const touched = touchedBy(replaced, doc, last, index.readers)
  if (touched === null) return null
  for (const { before, after } of renamed) {
    const defined = last.apps.get(before.app)?.defined
    if (defined === undefined) return null
    count(defined, before.name, -1)
    count(defined, after.name, 1)
  }
  const writer = last.writer.after(doc, replaced)
  const changes = new Changes(renamed)
  const pieces = new Map<number, ExportPiece>()
  for (const one of touched) {
    const { after: model, facts } = one
    const place = index.places.get(model.id)
    const old = place === undefined ? undefined : last.pieces[place]
    if (place === undefined || old === undefined) return null
    const kept = keptTexts(model)
    const needed = [...kept.needs(writer, facts.canName)]
    if (!changes.keepOrder(one, needed)) return null
    const defined = {
      has: (id: ModelId) => doc.models[id]?.app === model.app && (index.places.get(id) ?? place) < place,
    }
    const text = kept.text(writer, { defined, canName: facts.canName })
    const [gap = ''] = /^\n*/.exec(old.text) ?? []
    const before = old.text.slice(gap.length)
    if (isLine(before) !== isLine(text)) return null
    changes.note(facts, 'used', namesIn(before), kept.namesIn(text))
    changes.note(facts, 'needed', one.needed, needed)
    pieces.set(place, kept.piece(gap + text))
    index.readers.add(model)
  }
  if (!changes.enter()) return null
  return { ...last, writer, pieces: withReplacedItems(last.pieces, pieces) }
}

function indexOf({ pieces, writer }: WrittenModels): Index {
  const places = new Map<ModelId, number>()
  const readers = new Readers()
  pieces.forEach(({ model }, place) => {
    const record = model === null ? undefined : writer.model(model as ModelId)
    if (record === undefined) return
    places.set(record.id, place)
    readers.add(record)
  })
  return { places, readers }
}

/** What decides how others name the class, and whether it is written at all, is as it was. */
function standsAlike({ before, after }: Replaced<Model>): boolean {
  return before.app === after.app && !before.external && !after.external && isWritable(after)
}

/** Both names are a matter of the file alone, and mean one class. */
function canRename({ before, after }: Replaced<Model>, renamed: readonly Replaced<Model>[], last: WrittenModels) {
  const own = last.apps.get(before.app)
  if (own === undefined || own.defined.get(before.name) !== 1) return false
  if (own.defined.has(after.name) || own.used.has(after.name) || own.needed.has(after.name)) return false
  if (renamed.some((other) => other.after !== after && other.after.name === after.name)) return false
  return [before.name, after.name].every((name) => {
    if (name === 'models' || BUILTIN_NAMES.has(name) || KNOWN_IMPORTS.has(name)) return false
    return [...last.apps.values()].every((app) => !app.imports.has(name) && (app === own || !app.used.has(name)))
  })
}

/** The replaced models and those that asked for one of their names; null: too many. */
function touchedBy(
  replaced: readonly Replaced<Model>[],
  doc: ErDocument,
  last: WrittenModels,
  readers: Readers,
): readonly Touched[] | null {
  const ids = new Set<ModelId>()
  const add = (found: Iterable<ModelId>): void => {
    for (const id of found) ids.add(id)
  }
  for (const { before, after } of replaced) {
    ids.add(after.id)
    if (before.name !== after.name) {
      add(readers.of('name', after.id))
      for (const name of [before.name, after.name]) {
        add(readers.of('canName', name))
        add(readers.of('isClassName', `${after.app} ${name}`))
      }
    }
    if (before.fields !== after.fields) {
      for (const { id } of [...before.fields, ...after.fields]) add(readers.of('fieldName', id))
    }
    if (ids.size > FEW) return null
  }
  const touched: Touched[] = []
  for (const id of ids) {
    const [before, after] = [last.writer.model(id), doc.models[id]]
    const facts = before === undefined ? undefined : last.apps.get(before.app)
    if (before === undefined || after === undefined || facts === undefined) return null
    const needed = [...keptTexts(before).needs(last.writer, facts.canName)]
    touched.push({ before, after, facts, needed })
  }
  return touched
}

type Kind = 'used' | 'needed'

/** What becomes of the names of the files. */
class Changes {
  readonly #renamed: readonly Replaced<Model>[]
  readonly #counts: Readonly<Record<Kind, Map<AppFacts, Map<string, number>>>> = { used: new Map(), needed: new Map() }

  constructor(renamed: readonly Replaced<Model>[]) {
    this.#renamed = renamed
  }

  /** Whether the class needs the same others, which decides where it stands. */
  keepOrder({ facts: { defined }, needed, after }: Touched, now: readonly string[]): boolean {
    const renamed = this.#renamed.filter((one) => one.after.app === after.app)
    const before = needed.filter((name) => defined.has(name) || renamed.some((one) => one.before.name === name))
    const own = now.filter((name) => defined.has(name))
    const as = own.map((name) => renamed.find((one) => one.after.name === name)?.before.name ?? name)
    return sameItems(before, as)
  }

  note(facts: AppFacts, kind: Kind, before: Iterable<string>, now: Iterable<string>): void {
    let counts = this.#counts[kind].get(facts)
    if (counts === undefined) this.#counts[kind].set(facts, (counts = new Map()))
    for (const name of before) count(counts, name, -1)
    for (const name of now) count(counts, name, 1)
  }

  /** @returns whether all names come from where they came from, and nobody says one that is gone */
  enter(): boolean {
    const gone = new Set(this.#renamed.map(({ before }) => before.name))
    for (const [{ used, defined }, counts] of this.#counts.used) {
      for (const [name, by] of counts) {
        const had = used.has(name)
        count(used, name, by)
        if (used.has(name) !== had && !defined.has(name) && !gone.has(name)) return false
      }
      for (const name of gone) if (used.has(name)) return false
    }
    for (const [{ needed }, counts] of this.#counts.needed) {
      for (const [name, by] of counts) count(needed, name, by)
      for (const name of gone) if (needed.has(name)) return false
    }
    return true
  }
}
