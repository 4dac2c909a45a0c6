/** One value of a JSON text, asked for its members by any of the names that people give them. */

type Path = readonly (string | number)[]

export interface ListedIndex {
  readonly name: string | null
  readonly columns: readonly string[]
  readonly isUnique: boolean
  readonly part: Part
}

export class Part {
  readonly path: Path
  /** Members by their names in one spelling: `primary_key`, `primaryKey`, `Primary Key` are one. */
  readonly #members: ReadonlyMap<string, { readonly key: string; readonly value: unknown }>

  constructor(value: unknown, path: Path) {
    this.path = path
    this.#members = new Map(
      isRecord(value) ? Object.entries(value).map(([key, v]) => [spelled(key), { key, value: v }]) : [],
    )
  }

  value(...names: readonly string[]): unknown {
    return this.#member(names)?.value
  }

  text(...names: readonly string[]): string | null {
    const value = names.map((name) => this.value(name)).find((v) => typeof v === 'string' && v !== '')
    return typeof value === 'string' ? value : null
  }

  /** Text of a text or a number. */
  plain(...names: readonly string[]): string | null {
    const value = this.value(...names)
    return typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : null
  }

  /** null: not said. */
  flag(...names: readonly string[]): boolean | null {
    const value = this.value(...names)
    return typeof value === 'boolean' ? value : null
  }

  is(...names: readonly string[]): boolean {
    return names.some((name) => this.flag(name) === true)
  }

  /** Texts of a list, or the one that stands for it. */
  texts(...names: readonly string[]): readonly string[] {
    const value = this.value(...names)
    if (typeof value === 'string') return [value]
    return isList(value)
      ? value.flatMap((v) =>
          typeof v === 'string' ? [v] : isRecord(v) && typeof v['name'] === 'string' ? [v['name']] : [],
        )
      : []
  }

  /** Parts of a list, or of an object by their names, each with its name; one object that has no names of its own is one part. */
  named(...names: readonly string[]): readonly Part[] {
    const found = this.#member(names)
    if (found === undefined) return []
    const path = [...this.path, found.key]
    if (isList(found.value)) return found.value.flatMap((v, i) => (isRecord(v) ? [new Part(v, [...path, i])] : []))
    if (!isRecord(found.value)) return []
    const entries = Object.entries(found.value)
    if (entries.length === 0 || !entries.every(([, v]) => isRecord(v))) return [new Part(found.value, path)]
    return entries.map(([name, v]) => new Part({ name, ...(v as object) }, [...path, name]))
  }

  /** Indexes: lists of columns, objects with `columns`, or names of single columns. */
  lists(...names: readonly string[]): readonly ListedIndex[] {
    const found = this.#member(names)
    if (found === undefined || !isList(found.value)) return []
    return found.value.map((value, i) => {
      const part = new Part(value, [...this.path, found.key, i])
      const listed = isList(value)
        ? value.filter((v) => typeof v === 'string')
        : typeof value === 'string'
          ? [value]
          : part.texts('columns', 'fields', 'column')
      return { name: part.text('name'), columns: listed, isUnique: part.is('unique', 'isUnique'), part }
    })
  }

  #member(names: readonly string[]): { readonly key: string; readonly value: unknown } | undefined {
    for (const name of names) {
      const found = this.#members.get(spelled(name))
      if (found !== undefined) return found
    }
    return undefined
  }
}

function spelled(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
