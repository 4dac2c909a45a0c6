/**
 * The error at which Django would stop for one class: of its body, its Meta, its bases, or of what is
 * done when it is ready. Rules R70 to R74. Source: django/db/models/base.py, options.py (5.2).
 */
import type { ModelId } from '../../document/ids.ts'
import type { Model } from '../../document/records.ts'
import { AUTO_CLASSES, isAutoField } from '../fields/auto-fields.ts'
import type { Cells } from '../../util/incremental.ts'
import { bodyProblem, metaProblem } from './import-errors.ts'
import type { ImportProblem } from './import-errors.ts'
import { lineageOf } from './mro.ts'
import type { Lineage } from './mro.ts'
import type { Gathered } from './parents.ts'
import { orderingTerm } from '../fields/field-refs.ts'
import { SHAPE } from './shape.ts'
import type { Shape } from './shape.ts'
import type { ResolvedField } from '../types.ts'
import { AUTO_FIELD, RECORD, SETTING } from '../world/world.ts'

/** In the order in which Python and then Django come across them. */
export function firstProblem(
  cells: Cells,
  record: Model,
  lineage: Lineage,
  gathered: Gathered,
  draft: Pick<Shape, 'label' | 'orderWithRespectTo' | 'localManagers' | 'metaFrom'>,
): ImportProblem | null {
  const mro = lineage.error === null ? null : { type: 'TypeError', message: lineage.error }
  const automatic = autoFieldProblem(draft.label, gathered.fields)
  const early = bodyProblem(record) ?? mro ?? metaProblem(record) ?? automatic ?? gathered.error
  return early ?? (record.kind === 'abstract' ? null : preparingProblem(cells, record, draft, gathered))
}

function autoFieldProblem(label: string, fields: readonly ResolvedField[]): ImportProblem | null {
  let found = 0
  for (const field of fields) if (isAutoField(field)) found++
  return found < 2 ? null : twoAutomatic(label)
}

function twoAutomatic(label: string): ImportProblem {
  return {
    type: 'ValueError',
    message: `Model ${label} can't have more than one auto-generated field.`,
  }
}

/** The key that Django adds is an automatic field too, beside one that is no key. */
function secondAutomatic(cells: Cells, label: string, record: Model, gathered: Gathered): ImportProblem | null {
  if (record.kind !== 'concrete' || gathered.parents.length > 0) return null
  if (!gathered.fields.some((field) => isAutoField(field))) return null
  if (gathered.fields.some((field) => field.primaryKey)) return null
  const app = cells.input<string>(AUTO_FIELD, label.split('.')[0] ?? '')
  const key = app ?? cells.input<string>(SETTING, 'DEFAULT_AUTO_FIELD') ?? 'BigAutoField'
  return AUTO_CLASSES.has(key.split('.').at(-1) ?? '') ? twoAutomatic(label) : null
}

/** What `Options._prepare` and `ModelBase._prepare` refuse. The automatic key is not there yet. */
function preparingProblem(
  cells: Cells,
  record: Model,
  draft: Pick<Shape, 'label' | 'orderWithRespectTo' | 'localManagers' | 'metaFrom'>,
  gathered: Gathered,
): ImportProblem | null {
  const fields = allFields(cells, gathered)
  const wanted = draft.orderWithRespectTo
  if (wanted !== null && !isAmong(fields, wanted)) {
    return { type: 'FieldDoesNotExist', message: `${record.name} has no field named '${wanted}'` }
  }
  const problem =
    secondAutomatic(cells, draft.label, record, gathered) ??
    indexProblem(cells, record, draft, fields) ??
    accessorProblem(record, gathered)
  if (problem !== null) return problem
  if (draft.localManagers.length > 0 || record.bases.length > 0) return null
  // `_meta.fields`: a many-to-many of that name gives way to the manager.
  if (!fields.some((field) => field.name === 'objects' && field.kind !== 'manyToMany')) return null
  const message = `Model ${record.name} must specify a custom Manager, because it has a field named 'objects'.`
  return { type: 'ValueError', message }
}

function isAmong(fields: readonly ResolvedField[], wanted: string): boolean {
  return fields.some(({ name, attname }) => name === wanted || attname === wanted)
}

/** A symmetrical many-to-many that names its own model by label is not hidden, yet has no accessor to set. */
function accessorProblem(record: Model, gathered: Gathered): ImportProblem | null {
  if (gathered.manyToMany.length === 0) return null
  const nameless = gathered.manyToMany.some(({ relation }) => {
    return relation?.symmetrical === true && relation.to === record.id && !relation.hidden
  })
  return nameless ? { type: 'TypeError', message: "attribute name must be string, not 'NoneType'" } : null
}

/** An index without a name is given one from its columns, so these must be there by now. */
function indexProblem(
  cells: Cells,
  record: Model,
  { metaFrom }: Pick<Shape, 'metaFrom'>,
  fields: readonly ResolvedField[],
): ImportProblem | null {
  const { indexes = [] } = metaFrom === record.id ? record : (cells.input<Model>(RECORD, metaFrom) ?? {})
  if (indexes.length === 0) return null
  const hasKey = fields.some((field) => field.primaryKey)
  for (const index of indexes) {
    if (index.name !== null && index.name !== '') continue
    for (const term of index.fields) {
      const name = String(orderingTerm(cells, term, lineageOf(cells, metaFrom))).replace(/^-/, '')
      if (isAmong(fields, name) || (name === 'id' && !hasKey) || name === '_order') continue
      const message =
        `${record.name} has no field named '${name}'. The app cache isn't ready yet, so if this is an auto-created ` +
        "related field, it won't be available yet."
      return { type: 'FieldDoesNotExist', message }
    }
  }
  return null
}

/** Its own and its parents'. */
function allFields(cells: Cells, { fields, manyToMany, privateFields, parents }: Gathered): readonly ResolvedField[] {
  if (parents.length + manyToMany.length + privateFields.length === 0) return fields
  return [...fields, ...manyToMany, ...privateFields, ...parents.flatMap(({ model }) => everyField(cells, model))]
}

function everyField(cells: Cells, id: ModelId): readonly ResolvedField[] {
  const shape = cells.get(SHAPE, id)
  if (shape === null) return []
  const inherited = shape.parents.flatMap(({ model }) => everyField(cells, model))
  return [...inherited, ...shape.fields, ...shape.manyToMany]
}
