import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Checked, ModelKey } from '../types.ts'

/** A diagnostic that belongs to no checked model's own list. */
export interface Placed {
  readonly found: Diagnostic
  readonly key: ModelKey | undefined
}

/** All diagnostics of a design by the model that was checked; an edit exchanges those of few models. */
export class Problems {
  /** In registry order. */
  readonly byKey: Map<ModelKey, readonly Diagnostic[]>
  readonly #subjectOf: (found: Diagnostic) => ModelKey | undefined
  /** About a model, found while another one was checked: who found it, or once did. */
  readonly #finders = new Map<ModelKey, Set<ModelKey>>()
  #before: readonly Placed[] = []
  #after: readonly Placed[] = []
  #last: Checked = { byModel: new Map(), all: [] }
  /** Where the list of a model begins in `all`, as far as it was built; null: nobody has asked since. */
  #starts: Map<ModelKey, number> | null = null

  /** @param subjectOf what a diagnostic is about, which is not always the model that was checked */
  constructor(byKey: Map<ModelKey, readonly Diagnostic[]>, subjectOf: (found: Diagnostic) => ModelKey | undefined) {
    this.byKey = byKey
    this.#subjectOf = subjectOf
    for (const [key, list] of byKey) this.#noteFinders(key, list)
  }

  /** @param before what stands before the models' own, @param after what comes last */
  list(before: readonly Placed[], after: readonly Placed[]): Checked {
    this.#before = before
    this.#after = after
    const byModel = new Map<ModelKey, readonly Diagnostic[]>()
    const own = new Map<ModelKey, Diagnostic[]>()
    const put = (found: Diagnostic, key: ModelKey | undefined): void => {
      if (key === undefined) return
      let list = own.get(key)
      if (list === undefined) {
        list = [...(byModel.get(key) ?? [])]
        own.set(key, list)
        byModel.set(key, list)
      }
      list.push(found)
    }
    for (const { found, key } of before) put(found, key)
    for (const [key, list] of this.byKey) {
      // Nearly every list is what there is to say of its model, and then it is that list.
      if (list.length > 0 && !byModel.has(key) && list.every((found) => (this.#subjectOf(found) ?? key) === key))
        byModel.set(key, list)
      else for (const found of list) put(found, this.#subjectOf(found) ?? key)
    }
    for (const { found, key } of after) put(found, key)
    this.#last = { byModel, all: this.#all() }
    return this.#last
  }

  /** The lists of some models are others now; what is said of all other models keeps its identity. */
  replace(
    changed: ReadonlyMap<ModelKey, readonly Diagnostic[]>,
    before: readonly Placed[],
    after: readonly Placed[],
  ): Checked {
    const subjects = new Set<ModelKey>()
    const about = (places: readonly Placed[]): void => {
      for (const { key } of places) if (key !== undefined) subjects.add(key)
    }
    for (const places of [this.#before, before, this.#after, after]) about(places)
    const others = this.#before.length + before.length + this.#after.length + after.length
    if (changed.size === 0 && others === 0) return { ...this.#last }
    this.#before = before
    this.#after = after
    const all = others === 0 ? this.#exchanged(changed) : null
    for (const [key, list] of changed) {
      for (const found of [...(this.byKey.get(key) ?? []), ...list]) subjects.add(this.#subjectOf(found) ?? key)
      this.byKey.set(key, list)
      this.#noteFinders(key, list)
    }
    const byModel = new Map(this.#last.byModel)
    for (const subject of subjects) {
      const list = this.#about(subject)
      if (list.length === 0) byModel.delete(subject)
      // A new key has its place among the others.
      else if (!byModel.has(subject)) return this.list(before, after)
      else byModel.set(subject, list)
    }
    this.#last = { byModel, all: all ?? this.#all() }
    return this.#last
  }

  /** All diagnostics with those of a few models exchanged; null: there are more or fewer of them. */
  #exchanged(changed: ReadonlyMap<ModelKey, readonly Diagnostic[]>): readonly Diagnostic[] | null {
    for (const [key, list] of changed) if (this.byKey.get(key)?.length !== list.length) return null
    const starts = (this.#starts ??= this.#startsOf())
    const all = this.#last.all.slice()
    for (const [key, list] of changed) {
      let at = starts.get(key) ?? 0
      for (const found of list) all[at++] = found
    }
    return all
  }

  /** Without anything before them: what stands there has places of its own. */
  #startsOf(): Map<ModelKey, number> {
    const starts = new Map<ModelKey, number>()
    let at = 0
    for (const [key, list] of this.byKey) {
      starts.set(key, at)
      at += list.length
    }
    return starts
  }

  #all(): readonly Diagnostic[] {
    this.#starts = null
    const all: Diagnostic[] = this.#before.map((one) => one.found)
    for (const list of this.byKey.values()) for (const found of list) all.push(found)
    for (const { found } of this.#after) all.push(found)
    return all
  }

  #about(subject: ModelKey): readonly Diagnostic[] {
    const finders = this.#finders.get(subject)
    const keys =
      finders === undefined ? [subject] : [...this.byKey.keys()].filter((key) => key === subject || finders.has(key))
    const own = keys.flatMap((key) =>
      (this.byKey.get(key) ?? []).filter((found) => (this.#subjectOf(found) ?? key) === subject),
    )
    const placed = (list: readonly Placed[]) => list.flatMap(({ found, key }) => (key === subject ? [found] : []))
    return [...placed(this.#before), ...own, ...placed(this.#after)]
  }

  #noteFinders(key: ModelKey, list: readonly Diagnostic[]): void {
    for (const found of list) {
      const subject = this.#subjectOf(found) ?? key
      if (subject === key) continue
      const finders = this.#finders.get(subject)
      if (finders === undefined) this.#finders.set(subject, new Set([key]))
      else finders.add(key)
    }
  }
}
