/**
 * What a class takes from its bases: copies of abstract bases' fields, a link to every concrete parent,
 * and the errors that Django raises while it does so. Rules R31 to R34.
 * Source: django/db/models/base.py `ModelBase.__new__` (5.2).
 */
import type { ModelId } from '../../document/ids.ts'
import type { Model } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import { bindField } from '../fields/bind-field.ts'
import type { OwnerClass } from '../links/bind-relation.ts'
import { fieldsToInherit, isPrivate, isStored, made } from './class-fields.ts'
import type { OwnField } from './class-fields.ts'
import type { ImportProblem } from './import-errors.ts'
import { LINE, rankOf } from './mro.ts'
import type { Lineage } from './mro.ts'
import { SHAPE, dictOf, parentLinkField } from './shape.ts'
import type { Shape } from './shape.ts'
import type { ResolvedField } from '../types.ts'
import { HELPER } from '../world/world.ts'

/** `_meta.parents`, in its order. */
export type ParentLinks = readonly ParentLink[]
export interface ParentLink {
  readonly model: ModelId
  /** null: a proxy's, which has no column. */
  readonly link: string | null
}

export interface Gathered {
  readonly fields: readonly ResolvedField[]
  readonly manyToMany: readonly ResolvedField[]
  readonly privateFields: readonly ResolvedField[]
  /** Of all of them, in this order; null: they are the class's own, and it has no bases. */
  readonly origins: readonly OwnField[] | null
  readonly parents: ParentLinks
  readonly error: ImportProblem | null
}

export function namedParents(
  cells: Cells,
  record: Model,
  lineage: Lineage,
  owner: OwnerClass,
  own: readonly OwnField[],
): Gathered {
  const collector = new Collector(cells, record, lineage, owner, own)
  const isMixed = lineage.error === null && record.bases.length > 1
  const line = isMixed ? cells.get(LINE, record.id) : lineage.mro
  for (const id of line.slice(1)) {
    if (id.startsWith(HELPER_PREFIX))
      collector.pass(cells.input<readonly string[]>(HELPER, id.slice(HELPER_PREFIX.length)))
    else collector.visit(id as ModelId)
  }
  return collector.result()
}

const HELPER_PREFIX = 'class:'

/** One class statement being carried out; lives for one call. */
class Collector {
  readonly #cells: Cells
  readonly #record: Model
  readonly #lineage: Lineage
  readonly #owner: OwnerClass
  readonly #fields: OwnField[]
  readonly #ownNames: ReadonlySet<string>
  /** Names that hide a field of a base which comes later. */
  readonly #hidden: Set<string>
  readonly #links: ReadonlyMap<ModelId, ResolvedField>
  readonly #parents = new Map<ModelId, string | null>()
  #automatic = 0
  #error: ImportProblem | null = null

  constructor(cells: Cells, record: Model, lineage: Lineage, owner: OwnerClass, own: readonly OwnField[]) {
    this.#cells = cells
    this.#record = record
    this.#lineage = lineage
    this.#owner = owner
    this.#fields = [...own]
    this.#ownNames = new Set(own.map(({ field }) => field.name))
    const members = record.members.filter((m) => !m.name.includes('.')).map((m) => m.name)
    this.#hidden = new Set([...members, ...own.flatMap(({ field }) => [field.name, field.attname])])
    this.#links = this.#declaredLinks(own)
    if (record.kind === 'proxy') this.#checkProxy()
  }

  visit(id: ModelId): void {
    const base = this.#cells.get(SHAPE, id)
    if (base === null) return
    if (!this.#lineage.bases.includes(id)) {
      for (const name of dictOf(base)) this.#hidden.add(name)
    } else if (base.kind === 'abstract') this.#takeAbstract(base)
    else this.#takeConcrete(base)
  }

  /** A class that is no model: what it has hides what comes later. */
  pass(names: readonly string[] = []): void {
    for (const name of names) this.#hidden.add(name)
  }

  result(): Gathered {
    const sorted = this.#fields.toSorted((a, b) => a.rank - b.rank || a.at - b.at)
    const fields = sorted.filter(({ field }) => isStored(field))
    const manyToMany = sorted.filter(({ field }) => field.kind === 'manyToMany')
    const privateFields = this.#fields.filter(({ field }) => isPrivate(field))
    return {
      fields: fields.map(({ field }) => field),
      manyToMany: manyToMany.map(({ field }) => field),
      privateFields: privateFields.map(({ field }) => field),
      origins: [...fields, ...manyToMany, ...privateFields],
      parents: [...this.#parents].map(([model, link]) => ({ model, link })),
      error: this.#error,
    }
  }

  /** OneToOneField(parent_link=True) of the class and its abstract bases, by the parent they lead to. */
  #declaredLinks(own: readonly OwnField[]): ReadonlyMap<ModelId, ResolvedField> {
    const links = new Map<ModelId, ResolvedField>()
    const fromBases = this.#lineage.bases.toReversed().flatMap((id) => {
      const base = this.#cells.get(SHAPE, id)
      return base?.kind === 'abstract' ? base.fields : []
    })
    for (const f of [...fromBases, ...own.map(({ field }) => field)]) {
      const { relation } = f
      if (f.kind === 'oneToOne' && relation?.parentLink === true && relation.to !== null) {
        links.set(relation.to as ModelId, f)
      }
    }
    return links
  }

  #takeConcrete(base: Shape): void {
    for (const field of [...base.fields, ...base.manyToMany]) {
      if (this.#ownNames.has(field.name)) {
        this.#fail('FieldError', clash(field.name, this.#record.name, base.name))
      } else this.#hidden.add(field.name)
    }
    const concrete = this.#cells.get(SHAPE, base.concrete) ?? base
    const declared = this.#links.get(concrete.key)
    if (declared !== undefined) this.#parents.set(concrete.key, declared.name)
    else if (this.#record.kind === 'proxy') this.#parents.set(concrete.key, null)
    else this.#addLink(concrete)
    // What a proxy adds of this kind is its own.
    this.#takePrivate(concrete)
  }

  #addLink(parent: Shape): void {
    const field = parentLinkField(this.#owner, parent)
    if (this.#ownNames.has(field.name)) {
      this.#fail(
        'FieldError',
        `Auto-generated field '${field.name}' in class '${this.#record.name}' for parent_link to base class ` +
          `'${parent.name}' clashes with declared field of the same name.`,
      )
    }
    this.#parents.set(parent.key, field.name)
    // A link of this name may come with another base (a diamond); then there is no second one.
    if (this.#inheritsAttribute(field.name)) return
    this.#automatic -= 1
    this.#fields.push(made(field, -2, this.#automatic))
  }

  #inheritsAttribute(name: string): boolean {
    if (this.#fields.some(({ field }) => field.name === name || field.attname === name)) return true
    return this.#lineage.mro.slice(1).some((id) => {
      const shape = this.#cells.get(SHAPE, id)
      return shape !== null && dictOf(shape).has(name)
    })
  }

  #takeAbstract(base: Shape): void {
    for (const f of fieldsToInherit(this.#cells, base)) {
      if (isPrivate(f.field)) continue
      const { name, attname } = f.field
      if (this.#ownNames.has(name) || this.#hidden.has(name)) continue
      const field =
        f.record === null || f.declaring === null
          ? { ...f.field, model: this.#record.id }
          : bindField(this.#cells, f.record, f.declaring, this.#owner)
      const rank = f.declaring === null ? f.rank : rankOf(this.#lineage, f.declaring)
      this.#fields.push({ ...f, field, rank })
      this.#hidden.add(name).add(attname)
    }
    for (const { model, link } of base.parents) this.#parents.set(model, link)
    this.#takePrivate(base)
  }

  #takePrivate(base: Shape): void {
    if (base.privateFields.length === 0) return
    for (const f of fieldsToInherit(this.#cells, base)) {
      if (!isPrivate(f.field)) continue
      const { name } = f.field
      if (this.#fields.some(({ field }) => field.name === name)) {
        if (base.kind !== 'abstract' && this.#ownNames.has(name)) {
          this.#fail('FieldError', clash(name, this.#record.name, base.name))
        }
      } else this.#fields.push({ ...f, field: { ...f.field, model: this.#record.id } })
    }
  }

  #checkProxy(): void {
    let found: Shape | null = null
    for (const id of this.#lineage.bases) {
      const base = this.#cells.get(SHAPE, id)
      if (base === null) continue
      if (base.kind === 'abstract') {
        if (base.fields.length > 0) {
          this.#fail(
            'TypeError',
            `Abstract base class containing model fields not permitted for proxy model '${this.#record.name}'.`,
          )
        }
      } else if (found === null) found = base
      else if (found.concrete !== base.concrete) {
        this.#fail('TypeError', `Proxy model '${this.#record.name}' has more than one non-abstract model base class.`)
      }
    }
    if (found === null)
      this.#fail('TypeError', `Proxy model '${this.#record.name}' has no non-abstract model base class.`)
    else if (found.swappedFor !== null) {
      this.#fail('TypeError', `${this.#record.name} cannot proxy the swapped model '${found.swappedFor}'.`)
    }
  }

  /** Django stops at the first error; so only the first is kept. */
  #fail(type: string, message: string): void {
    this.#error ??= { type, message }
  }
}

function clash(field: string, className: string, baseName: string): string {
  return `Local field '${field}' in class '${className}' clashes with field of the same name from base class '${baseName}'.`
}
