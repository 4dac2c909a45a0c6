/**
 * The two columns of a GenericForeignKey, filled together: the type is that of a model with rows, the number is the key
 * of one of them. Where GenericRelations lead to the model, only the models that declare them are taken.
 */
import type { SampleValue } from '../../document/records.ts'
import { genericKey, genericRelation } from '../../relations/links/generic-relations.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { NULL_SHARE } from '../plan/generator-options.ts'
import { mix, unit } from '../values/random.ts'

/** What the plan knows of the other models' rows. */
interface GenericSource {
  /** Whether it is one of the design's own: others have rows only where something asks for them. */
  isDrawn(model: ResolvedModel): boolean
  /** The key of its row in django_content_type; null: there is none. */
  typeOf(model: ResolvedModel): SampleValue
  /** Keys of the rows, those that were there before included; null: it has none. */
  keys(model: ResolvedModel): { readonly count: number; value(nth: number): SampleValue } | null
  seed(model: ResolvedModel, name: string): number
}

export interface GenericColumns {
  readonly contentType: ResolvedField
  readonly objectId: ResolvedField
  /** Whether there is a model with rows that fit; without, the columns are filled as any other. */
  isFollowed(): boolean
  type(row: number): SampleValue
  /** @param attempt 0: the row's own; others: another row of the same model */
  key(row: number, attempt: number): SampleValue
}

interface Target {
  readonly type: SampleValue
  readonly count: number
  value(nth: number): SampleValue
}

export class GenericKeys {
  readonly #resolution: Resolution
  readonly #source: GenericSource
  readonly #found = new Map<ModelKey, readonly GenericColumns[]>()

  constructor(resolution: Resolution, source: GenericSource) {
    this.#resolution = resolution
    this.#source = source
  }

  /** null: no GenericForeignKey of the model looks at the field. */
  of(model: ResolvedModel, field: ResolvedField): GenericColumns | null {
    const known = this.#found.get(model.key) ?? this.#columnsOf(model)
    this.#found.set(model.key, known)
    return known.find(({ contentType, objectId }) => contentType === field || objectId === field) ?? null
  }

  #columnsOf(model: ResolvedModel): readonly GenericColumns[] {
    const taken = new Set<ResolvedField>()
    return model.privateFields.flatMap((field) => {
      const key = genericKey(field)
      const contentType = model.localFields.find((f) => f.name === key?.contentType)
      const objectId = model.localFields.find((f) => f.name === key?.objectId)
      if (contentType?.relation == null || objectId === undefined || objectId.relation !== null) return []
      // A column that must differ in each row is filled so; two keys that share a column cannot both be followed.
      if ([contentType, objectId].some((f) => f.unique || f.primaryKey || taken.has(f))) return []
      taken.add(contentType).add(objectId)
      return [this.#columns(model, field.name, contentType, objectId)]
    })
  }

  #columns(model: ResolvedModel, name: string, contentType: ResolvedField, objectId: ResolvedField): GenericColumns {
    const seed = this.#source.seed(model, name)
    const isLoose = contentType.null && objectId.null
    // Asked for with the first row: by then all models have been planned.
    let known: readonly Target[] | null = null
    const targets = () => (known ??= this.#targets(model, name, objectId))
    const targetOf = (row: number): Target | null => {
      if (isLoose && unit(seed ^ 0x4e, row) < NULL_SHARE) return null
      return targets()[mix(seed, row) % Math.max(1, targets().length)] ?? null
    }
    return {
      contentType,
      objectId,
      isFollowed: () => targets().length > 0,
      type: (row) => targetOf(row)?.type ?? null,
      key: (row, attempt) => {
        const target = targetOf(row)
        if (target === null) return null
        const value = target.value(mix(seed + 0x2545 + Math.imul(attempt, 0x1f35), row) % target.count)
        return holdsText(objectId) && typeof value === 'number' ? String(value) : value
      },
    }
  }

  #targets(model: ResolvedModel, name: string, objectId: ResolvedField): readonly Target[] {
    const all = this.#resolution.order.flatMap((key) => this.#resolution.models.get(key) ?? [])
    const pointing = all.filter((other) => this.#declaresRelation(other, model, name))
    const candidates = pointing.length > 0 ? pointing : all.filter((other) => other !== model)
    return candidates.flatMap((other) => {
      if (other.kind !== 'concrete' || other.autoCreatedFor !== null || !this.#source.isDrawn(other)) return []
      const type = this.#source.typeOf(other)
      const keys = type !== null && holds(objectId, this.#keyField(other)) ? this.#source.keys(other) : null
      return keys === null || keys.count === 0 ? [] : [{ type, count: keys.count, value: (nth) => keys.value(nth) }]
    })
  }

  /** A GenericRelation of `other` that looks at the same two fields of `model`. */
  #declaresRelation(other: ResolvedModel, model: ResolvedModel, name: string): boolean {
    const own = model.privateFields.find((field) => field.name === name)
    const key = own === undefined ? null : genericKey(own)
    return other.privateFields.some((field) => {
      const found = genericRelation(this.#resolution, other, field)
      const target = found?.to == null ? undefined : this.#resolution.models.get(found.to)
      return target?.concrete === model.concrete && found?.objectId === key?.objectId
    })
  }

  /** The field that holds the key's value: of a child model the one at the top of the chain. */
  #keyField(model: ResolvedModel): ResolvedField | null {
    let [at, field]: [ResolvedModel | undefined, ResolvedField | undefined] = [model, pkOf(model)]
    for (let depth = 0; field?.relation != null && depth < 8; depth++) {
      at = field.relation.to === null ? undefined : this.#resolution.models.get(field.relation.to)
      const name: string = field.relation.toField
      field = at?.fields.find((f) => f.name === name)
    }
    return field ?? null
  }
}

export function pkOf(model: ResolvedModel): ResolvedField | undefined {
  return model.fields.find((field) => field.name === model.pk)
}

const WHOLE = /^(Positive)?(Big|Small)?(Integer|Auto)Field$/

function holdsText({ className }: ResolvedField): boolean {
  return /^(Char|Text|Slug)Field$/.test(className)
}

/** Whether keys of that kind can stand in the column. */
function holds(objectId: ResolvedField, key: ResolvedField | null): boolean {
  if (key === null || key.column === null) return false
  if (WHOLE.test(objectId.className)) return WHOLE.test(key.className)
  if (objectId.className === 'UUIDField') return key.className === 'UUIDField'
  if (!holdsText(objectId)) return false
  if (WHOLE.test(key.className)) return true
  const room = objectId.maxLength ?? Number.POSITIVE_INFINITY
  if (key.className === 'UUIDField') return room >= 36
  return holdsText(key) && room >= (key.maxLength ?? Number.POSITIVE_INFINITY)
}
