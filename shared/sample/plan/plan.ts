/**
 * Which rows to make: for each table its columns, each a pure function from row number to value, in
 * an order in which referenced tables come first. Nothing is made until the rows are asked for.
 */
import type { ErDocument, Options, SampleValue } from '../../document/records.ts'
import { isAutoField } from '../../relations/fields/auto-fields.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { tablesToMake } from '../../schema/tables-to-make.ts'
import type { Schema, SchemaTable } from '../../schema/types.ts'
import { CompositeRows, isComposite } from '../keys/composite-keys.ts'
import { choiceValues, isAloneInUniqueSet, isGenerated, isInSet } from './field-facts.ts'
import { emptyShare, NO_NULLS, plainValues, withNulls } from './fill.ts'
import type { ColumnValues } from './fill.ts'
import { apartBy, distinct, fitted, slugOf } from './fit-value.ts'
import { GenericKeys, pkOf } from '../keys/generic-keys.ts'
import type { GenericColumns } from '../keys/generic-keys.ts'
import { NULL_SHARE, nullShare, numeric, within } from './generator-options.ts'
import type { Fill, RowValue } from '../values/generators.ts'
import { titleOf } from '../guess/guess.ts'
import { planJoin } from './join-plan.ts'
import { targetOf } from '../keys/near.ts'
import { hashText, mix, unit } from '../values/random.ts'
import { ReferredKeys } from '../keys/referred-keys.ts'
import { relatedValue } from '../values/related-values.ts'
import { isDjangos, RowCounts } from './row-counts.ts'
import type { MendedColumn } from '../rules/mend-row.ts'
import { ruleOver, uniqueRules } from '../rules/row-rules.ts'
import { TableChecks } from './table-checks.ts'
import type { ColumnPlan, RowRules, SampleRequest, TablePlan } from './table-plan.ts'
import { NO_BOUNDS, NO_OPTIONS, ValueMaking } from './value-making.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Plans for all models of the design, their targets and the automatic join tables. */
export function planSample(
  doc: ErDocument,
  resolution: Resolution,
  schema: Schema,
  request: SampleRequest,
): readonly TablePlan[] {
  const planner = new Planner(doc, resolution, schema, request)
  const order = tablesToMake(schema)
  return order.flatMap((table) => planner.plan(table) ?? [])
}

class Planner {
  readonly #doc: ErDocument
  readonly #resolution: Resolution
  readonly #schema: Schema
  readonly #request: SampleRequest
  readonly #counts: RowCounts
  readonly #referred: ReferredKeys
  readonly #generic: GenericKeys
  readonly #checks: TableChecks
  readonly #making: ValueMaking
  readonly #columns = new Map<string, ColumnPlan>()

  constructor(doc: ErDocument, resolution: Resolution, schema: Schema, request: SampleRequest) {
    this.#doc = doc
    this.#resolution = resolution
    this.#schema = schema
    this.#request = request
    this.#counts = new RowCounts(doc, resolution, schema, request, (model) => this.#composite(model))
    this.#checks = new TableChecks(schema)
    this.#making = new ValueMaking({
      doc,
      schema,
      checks: this.#checks,
      form: request.form ?? 'json',
      seed: (model, name) => this.#seed(model, name),
    })
    this.#referred = new ReferredKeys(resolution, schema)
    this.#generic = new GenericKeys(resolution, {
      isDrawn: (model) => model.id !== null && doc.models[model.id] !== undefined && !isDjangos(model),
      typeOf: (model) => request.contentTypes?.get(model.label.toLowerCase()) ?? null,
      keys: (model) => this.#keysOf(model),
      seed: (model, name) => this.#seed(model, name),
    })
  }

  /** Keys of rows that were there before follow no rule we know, except whole numbers that count up. */
  #keysOf(model: ResolvedModel): { readonly count: number; value(nth: number): SampleValue } | null {
    const pk = pkOf(model)
    if (pk === undefined) return null
    const key = this.#column(this.#resolution.models.get(pk.model) ?? model, pk)
    // A child's rows are some of its parent's.
    const before = pk.relation === null ? this.#counts.before(model.key).rows : 0
    const offset = isAutoField(key) ? before : 0
    return { count: this.#counts.of(model.key) + offset, value: (nth) => key.value(nth - offset) }
  }

  plan(table: SchemaTable): TablePlan | null {
    const model = this.#resolution.models.get(table.model)
    if (model === undefined) return null
    if (model.autoCreatedFor !== null) return this.#planJoin(table, model)
    const count = this.#counts.of(table.model)
    if (count === 0) return null
    const fields = model.localFields.filter((f) => f.column !== null && !isGenerated(table, f))
    const columns = fields.map((f) => this.#column(model, f))
    return { model: model.key, table, count, columns, rules: this.#rules(model, table, fields), isDistinct: false }
  }

  #rules(model: ResolvedModel, table: SchemaTable, fields: readonly ResolvedField[]): RowRules | null {
    const columns = fields.map((f) => this.#mended(model, f))
    const checks = this.#checks
      .checks(model, table)
      .map((rule) => ruleOver(rule, columns))
      .filter((rule) => rule !== null)
    const uniques = uniqueRules(table, columns, new Set(checks.flatMap((rule) => rule.columns)))
    return checks.length + uniques.length === 0 ? null : { columns, checks, uniques }
  }

  /** How one column of a row may change so that the table takes the row. */
  #mended(model: ResolvedModel, field: ResolvedField): MendedColumn {
    const { name, className } = this.#column(model, field)
    const limits = this.#checks.limits(model).get(field.name)
    const { min, max } = within(limits?.bounds ?? NO_BOUNDS, this.#optionsOf(field))
    return {
      name,
      className,
      isNull: field.null,
      maxLength: field.maxLength,
      digits: numeric(field.options['max_digits']),
      decimals: numeric(field.options['decimal_places']),
      form: this.#request.form ?? 'json',
      bounds: { min, max },
      choices: limits?.values ?? choiceValues(field),
      redraw: this.#redraws.get(`${model.key} ${field.name}`),
    }
  }

  readonly #composites = new Map<ModelKey, CompositeRows | null>()

  /** null: the model's table has no key over several columns. */
  #composite(model: ModelKey): CompositeRows | null {
    const known = this.#composites.get(model)
    if (known !== undefined) return known
    const table = this.#schema.byModel.get(model)
    const has = table?.foreignKeys.some(isComposite) === true
    const made =
      has && table !== undefined
        ? new CompositeRows(table, {
            count: (key) => this.#counts.of(key),
            value: (key, column) => this.#columnNamed(key, column)?.value ?? null,
            seed: hashText(`${this.#request.seed} ${table.label} keys`),
            nullShare: NULL_SHARE,
          })
        : null
    this.#composites.set(model, made)
    return made
  }

  #columnNamed(key: ModelKey, column: string): ColumnPlan | null {
    const model = this.#resolution.models.get(key)
    const field = model?.localFields.find((f) => f.column === column)
    return model === undefined || field === undefined ? null : this.#column(model, field)
  }

  #column(model: ResolvedModel, field: ResolvedField): ColumnPlan {
    const id = `${model.key} ${field.name}`
    const known = this.#columns.get(id)
    if (known !== undefined) return known
    const name = field.column ?? field.name
    // Set before it is complete: a key that leads back to itself finds this entry instead of a loop.
    const plan: Writable<ColumnPlan> = {
      name,
      className: field.className,
      value: () => null,
      fill: null,
      countsFrom: null,
    }
    this.#columns.set(id, plan)
    if (field.relation !== null) Object.assign(plan, this.#keyColumn(model, field))
    else if (field.primaryKey && isAutoField(field)) {
      const first = this.#counts.before(model.key).maxKey + 1
      plan.value = (row) => first + row
      plan.countsFrom = first
    } else Object.assign(plan, this.#valueColumn(model, field))
    const generic = this.#request.contentTypes === undefined ? null : this.#generic.of(model, field)
    if (generic !== null) this.#followGeneric(model, field, generic, plan)
    const composite = this.#composite(model.key)
    if (composite?.sets(name) === true) {
      plan.value = (row) => composite.value(name, row)
      plan.fill = null
      plan.countsFrom = null
      // Another value would lead nowhere; none at all may be.
      if (field.null && !this.#referred.has(field)) this.#redraws.set(id, () => null)
      else this.#redraws.delete(id)
    }
    return plan
  }

  /** Both columns are of one object: where a rule asks for other values, the number changes and the type stays. */
  #followGeneric(
    model: ResolvedModel,
    field: ResolvedField,
    { contentType, objectId, isFollowed, type, key }: GenericColumns,
    plan: Pick<Writable<ColumnPlan>, 'value' | 'fill'>,
  ): void {
    const isChosen = objectId.id !== null && this.#doc.generators[objectId.id] !== undefined
    if (isChosen) return
    const id = `${model.key} ${field.name}`
    const made = plan.value
    const own = field === contentType ? type : (row: number) => key(row, 0)
    plan.value = (row) => (isFollowed() ? own(row) : made(row))
    plan.fill = null
    const redraw = this.#redraws.get(id)
    if (field === contentType) this.#redraws.delete(id)
    else this.#redraws.set(id, (row, attempt) => (isFollowed() ? key(row, attempt) : (redraw ?? made)(row, attempt)))
  }

  #keyColumn(model: ResolvedModel, field: ResolvedField): Pick<ColumnPlan, 'value' | 'fill' | 'className'> {
    const target = this.#counts.target(field)
    const keyField = target?.fields.find((f) => f.name === field.relation?.toField)
    if (target === null || keyField === undefined) return { className: field.className, value: () => null, fill: null }
    const owner = this.#resolution.models.get(keyField.model) ?? target
    const key = this.#column(owner, keyField)
    const seed = this.#seed(model, field.name)
    const self = target.key === model.key
    const isUnique = field.unique || field.primaryKey
    const before = this.#counts.before(target.key).rows
    // Keys of rows that were there before follow no rule we know, except whole numbers that count up.
    const offset = before > 0 && isAutoField(key) ? before : 0
    const nulls = field.null ? nullShare(this.#optionsOf(field)) : 0
    // Together with other columns it repeats less often where it is one of all targets.
    const inSet = isInSet(this.#schema.byModel.get(model.key), field)
    // Known once all models have been planned, and looked up once: they are asked for in every row.
    let targets = -1
    let rows = 0
    if (!isUnique && !field.primaryKey) {
      this.#redraws.set(`${model.key} ${field.name}`, (row, attempt) => {
        const other = seed + Math.imul(attempt, 0x1f35)
        // A rule may ask every row for a parent: then there is no first one.
        if (self && attempt % 2 === 1) return this.#parentKey(field, key, other, row)
        const all = this.#counts.of(target.key) + offset
        return all === 0 ? null : key.value((mix(other, row) % all) - offset)
      })
    }
    const count = (): void => {
      targets = this.#counts.of(target.key)
      rows = inSet ? 0 : this.#counts.of(model.key)
    }
    const value = (row: number): SampleValue => {
      if (targets < 0) count()
      if (self) return this.#parentKey(field, key, seed, row)
      if (targets + offset === 0) return null
      if (nulls > 0 && !isUnique && unit(seed ^ 0x4e, row) < nulls) return null
      if (isUnique) return row < targets ? key.value(row) : null
      return key.value(targetOf(seed, row, rows, targets + offset) - offset)
    }
    const first = key.countsFrom
    if (self || isUnique || first === null) return { className: key.className, value, fill: null }
    const fill: Fill = (into, at, step, from, many) => {
      if (targets < 0) count()
      const all = targets + offset
      for (let k = 0; k < many; k++)
        into[at + k * step] = all === 0 ? null : first + targetOf(seed, from + k, rows, all) - offset
    }
    return { className: key.className, value, fill: withNulls(fill, seed, nulls) }
  }

  /** A forest: a row points at one before it; roots are null, or themselves where null is not allowed. */
  #parentKey(field: ResolvedField, key: ColumnPlan, seed: number, row: number): SampleValue {
    const isUnique = field.unique || field.primaryKey
    if (isUnique) return field.null ? (row === 0 ? null : key.value(row - 1)) : key.value(row)
    if (row < 3 || unit(seed ^ 0x4e, row) < NULL_SHARE) return field.null ? null : key.value(row)
    return key.value(mix(seed, row) % row)
  }

  #valueColumn(model: ResolvedModel, field: ResolvedField): ColumnValues {
    const before = this.#counts.before(model.key)
    const { maker, column, choices } = this.#making.of(model, field)
    const related = choices.length > 0 ? null : this.#related(model, field)
    const make = related ?? maker.of(column)
    const id = `${model.key} ${field.name}`
    const isUnique =
      field.unique || field.primaryKey || isAloneInUniqueSet(model, field) || this.#tellsApart(model, field)
    if (isUnique) {
      const slug = this.#slugOfUnique(model, field)
      if (slug !== null) return { value: slug, fill: null }
      // Codes differ by themselves.
      const apart = apartBy(maker, column, field)
      const all = (maker.all?.(column) ?? []).filter((text) => text.length <= (field.maxLength ?? text.length))
      const unlike = (row: number, n: number) => {
        const at = before.rows + n
        // Few texts are all used before any of them is told apart by a number.
        if (choices.length === 0 && all.length > 0)
          return at < all.length ? (all[at] ?? null) : distinct(all[at % all.length] ?? '', at, field, [])
        return apart?.(at) ?? distinct(make(row), at, field, choices)
      }
      // Numbers that no other row has: those behind all rows.
      if (!field.primaryKey && !this.#referred.has(field))
        this.#redraws.set(id, (row, attempt) => unlike(row, row + attempt * this.#counts.of(model.key)))
      return { value: (row) => unlike(row, row), fill: null }
    }
    const drawn = related === null ? make : maker.of(column)
    this.#redraws.set(id, (row, attempt) => fitted(drawn(row + attempt * FAR), field))
    const nulls = field.null ? emptyShare(column, field) : NO_NULLS
    return plainValues(related === null ? maker : { of: () => related }, column, field, nulls)
  }

  /** What follows from the row's other values, unless something was set for it or a rule asks for other values. */
  #related(model: ResolvedModel, field: ResolvedField): RowValue | null {
    const isSet = field.id !== null && this.#doc.generators[field.id] !== undefined
    const { min, max } = this.#checks.limits(model).get(field.name)?.bounds ?? NO_BOUNDS
    if (isSet || max !== null || (min ?? 0) > 0 || this.#referred.has(field)) return null
    const drawn = (other: ResolvedField): RowValue => {
      const { maker, column } = this.#making.of(model, other)
      return maker.of(column)
    }
    const value = (other: ResolvedField): RowValue => {
      // Of two that would follow from each other the second is drawn.
      if (this.#following.has(other)) return drawn(other)
      const plan = this.#column(model, other)
      return (row) => plan.value(row)
    }
    this.#following.add(field)
    const found = relatedValue({ model, field, value, drawn })
    this.#following.delete(field)
    return found
  }

  readonly #following = new Set<ResolvedField>()

  /** A slug of a title that no other row has is one that no other row has. */
  #slugOfUnique(model: ResolvedModel, field: ResolvedField): RowValue | null {
    const title = field.className === 'SlugField' ? titleOf(model) : null
    const isSet = [field, title].some((one) => one?.id != null && this.#doc.generators[one.id] !== undefined)
    const isRoom = (field.maxLength ?? LONG_SLUG) >= LONG_SLUG
    if (title === null || isSet || !isRoom || !(title.unique || isAloneInUniqueSet(model, title))) return null
    const plan = this.#column(model, title)
    return (row) => slugOf(String(plan.value(row) ?? row))
  }

  #tellsApart(model: ResolvedModel, field: ResolvedField): boolean {
    return this.#referred.tellsApart(model, field, (column) => this.#composite(model.key)?.sets(column) !== true)
  }

  #optionsOf(field: ResolvedField): Options {
    return (field.id === null ? undefined : this.#doc.generators[field.id]?.options) ?? NO_OPTIONS
  }

  /** By model and field: other values that a row could have there. */
  readonly #redraws = new Map<string, NonNullable<MendedColumn['redraw']>>()
  #planJoin(table: SchemaTable, join: ResolvedModel): TablePlan | null {
    const owner = join.autoCreatedFor === null ? undefined : this.#resolution.models.get(join.autoCreatedFor.model)
    const field = owner?.manyToMany.find((f) => f.name === join.autoCreatedFor?.field)
    if (owner === undefined || field === undefined) return null
    const source = { owner, field, options: this.#optionsOf(field), seed: this.#seed(owner, field.name) }
    return planJoin(table, join, source, this.#counts, (model) => this.#primaryKey(model))
  }

  #primaryKey(model: ResolvedModel): ColumnPlan {
    const pk = model.fields.find((f) => f.name === model.pk)
    if (pk === undefined) throw new Error(`${model.label} has no primary key field`)
    return this.#column(this.#resolution.models.get(pk.model) ?? model, pk)
  }

  #seed(model: ResolvedModel, column: string): number {
    return hashText(`${this.#request.seed} ${model.label} ${column}`)
  }
}

/** More than any title of ours has. */
const LONG_SLUG = 48

/** Rows so far behind that none of them is made. */
const FAR = 1_000_003
