/**
 * Which rows to make: for each table its columns, each a pure function from row number to value, in
 * an order in which referenced tables come first. Nothing is made until the rows are asked for.
 */
import type { ErDocument, Options, SampleValue } from '../document/records.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../relations/types.ts'
import type { Schema, SchemaTable } from '../schema/types.ts'
import { columnLimits } from './bounds.ts'
import type { ColumnLimits } from './bounds.ts'
import { CompositeRows, isComposite } from './composite-keys.ts'
import { plainValues, withNulls } from './fill.ts'
import type { ColumnValues } from './fill.ts'
import { distinct, fitted, slugOf } from './fit-value.ts'
import { GenericKeys, pkOf } from './generic-keys.ts'
import type { GenericColumns } from './generic-keys.ts'
import { agrees, chosenKind, linkCounts, NULL_SHARE, nullShare, numeric, within } from './generator-options.ts'
import { GENERATORS } from './generators.ts'
import type { Bounds, Fill, GeneratorColumn, GeneratorKind, ValueForm } from './generators.ts'
import { datePhase, guessValues, titleOf } from './guess.ts'
import { joinPairs } from './join-pairs.ts'
import { targetOf } from './near.ts'
import { hashText, mix, unit } from './random.ts'
import { ReferredKeys } from './referred-keys.ts'
import { isDjangos, RowCounts } from './row-counts.ts'
import type { MendedColumn } from './rules/mend-row.ts'
import { checkRules, ruleOver, uniqueRules } from './rules/row-rules.ts'
import type { CheckRule, UniqueRule } from './rules/row-rules.ts'

export interface SampleRequest {
  /** Rows a model; `counts` overrides it for single models. */
  readonly rows: number
  readonly counts?: ReadonlyMap<ModelKey, number>
  readonly seed: number
  /** Default: `json`. */
  readonly form?: ValueForm
  /** Rows that a table has already, and its largest whole-number key; new rows are added behind them. */
  existing?(table: SchemaTable): { readonly rows: number; readonly maxKey: number }
  /** Keys of the rows of django_content_type, by `app.model` in lower case. Absent: generic keys are not followed. */
  readonly contentTypes?: ReadonlyMap<string, SampleValue>
}

export interface TablePlan {
  readonly model: ModelKey
  readonly table: SchemaTable
  readonly count: number
  readonly columns: readonly ColumnPlan[]
  /** What the table asks of whole rows; null: nothing that is not settled column by column. */
  readonly rules: RowRules | null
  /** The rows repeat no combination of values that is unique, however many are made. */
  readonly isDistinct: boolean
}

export interface ColumnPlan {
  readonly name: string
  /** Django class of the value, for writing it to the database. */
  readonly className: string
  value(row: number): SampleValue
  /** The same for many rows at once; null: nothing is quicker than asking for each. */
  readonly fill: Fill | null
  /** Of a key whose values count up row by row: the first one. null: they do not. */
  readonly countsFrom: number | null
}

export interface RowRules {
  readonly columns: readonly MendedColumn[]
  readonly checks: readonly CheckRule[]
  readonly uniques: readonly UniqueRule[]
}

/** A computed column whose values must differ needs what it is computed from to lie far apart. */
function hasComputedKey({ localFields }: ResolvedModel): boolean {
  return localFields.some(({ className, unique }) => className === 'GeneratedField' && unique)
}

interface Making {
  readonly maker: GeneratorKind
  readonly column: GeneratorColumn
  /** Values to choose from, where only they will do. */
  readonly choices: readonly SampleValue[]
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Plans for all models of the design, their targets and the automatic join tables. */
export function planSample(
  doc: ErDocument,
  resolution: Resolution,
  schema: Schema,
  request: SampleRequest,
): readonly TablePlan[] {
  const planner = new Planner(doc, resolution, schema, request)
  const order = [...schema.external, ...schema.tables]
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
  readonly #columns = new Map<string, ColumnPlan>()

  constructor(doc: ErDocument, resolution: Resolution, schema: Schema, request: SampleRequest) {
    this.#doc = doc
    this.#resolution = resolution
    this.#schema = schema
    this.#request = request
    this.#counts = new RowCounts(doc, resolution, schema, request, (model) => this.#composite(model))
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
    const offset = key.className.endsWith('AutoField') ? before : 0
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
    const checks = this.#checks(model, table)
      .map((rule) => ruleOver(rule, columns))
      .filter((rule) => rule !== null)
    const uniques = uniqueRules(table, columns, new Set(checks.flatMap((rule) => rule.columns)))
    return checks.length + uniques.length === 0 ? null : { columns, checks, uniques }
  }

  /** How one column of a row may change so that the table takes the row. */
  #mended(model: ResolvedModel, field: ResolvedField): MendedColumn {
    const { name, className } = this.#column(model, field)
    const limits = this.#limits(model).get(field.name)
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
    else if (field.primaryKey && field.className.endsWith('AutoField')) {
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
    const offset = before > 0 && key.className.endsWith('AutoField') ? before : 0
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

  /** How a column's values are made, before it is asked whether they must differ. */
  #making(model: ResolvedModel, field: ResolvedField): Making {
    const own = field.id === null ? undefined : this.#doc.generators[field.id]
    const asJson = isJsonText(this.#schema.byModel.get(model.key), field)
    const chosen = chosenKind(own, field)
    const guess = chosen !== null || asJson ? null : guessValues(field, model.name)
    const generator: GeneratorKind = GENERATORS[chosen ?? guess?.kind ?? 'json']
    const limits = this.#limits(model).get(field.name)
    const bounds = limits?.bounds ?? NO_BOUNDS
    // What the table asks for outweighs what its names make one think of.
    const options =
      own?.options ??
      (guess !== null && agrees(guess.options, bounds) && !hasComputedKey(model) ? guess.options : NO_OPTIONS)
    const choices = limits?.values ?? choiceValues(field)
    const column: GeneratorColumn = {
      seed: this.#seed(model, field.name),
      rowSeed: this.#seed(model, ''),
      maxLength: field.maxLength,
      digits: numeric(field.options['max_digits']),
      decimals: numeric(field.options['decimal_places']),
      bounds: within(bounds, options),
      phase: datePhase(field.name),
      choices,
      options,
      form: this.#request.form ?? 'json',
      type: this.#typeOf(model, field),
    }
    // A rule of the table outweighs what was chosen; choices alone do not.
    const useChoices = choices.length > 0 && (limits?.values != null || chosen === null)
    const maker = useChoices ? GENERATORS.choice : generator
    return { maker: maker === GENERATORS.slug ? this.#slugs(model) : maker, column, choices: useChoices ? choices : [] }
  }

  /** A slug says what the row's title says. */
  #slugs(model: ResolvedModel): GeneratorKind {
    const title = titleOf(model)
    if (title === null) return GENERATORS.slug
    const { maker, column } = this.#making(model, title)
    if (maker === GENERATORS.title) {
      const named = (slug: GeneratorColumn): GeneratorColumn => ({ ...slug, seed: column.seed })
      const { of, fill } = GENERATORS.slug
      return { label: '', of: (slug) => of(named(slug)), fill: (slug) => fill?.(named(slug)) ?? null }
    }
    const make = maker.of(column)
    return { label: '', of: () => (row) => slugOf(String(make(row) ?? '')) }
  }

  #valueColumn(model: ResolvedModel, field: ResolvedField): ColumnValues {
    const before = this.#counts.before(model.key)
    const { maker, column, choices } = this.#making(model, field)
    const make = maker.of(column)
    const id = `${model.key} ${field.name}`
    const isUnique =
      field.unique || field.primaryKey || isAloneInUniqueSet(model, field) || this.#tellsApart(model, field)
    if (isUnique) {
      const all = (maker.all?.(column) ?? []).filter((text) => text.length <= (field.maxLength ?? text.length))
      const unlike = (row: number, n: number) => {
        const at = before.rows + n
        // Few texts are all used before any of them is told apart by a number.
        if (choices.length === 0 && all.length > 0)
          return at < all.length ? (all[at] ?? null) : distinct(all[at % all.length] ?? '', at, field, [])
        return distinct(make(row), at, field, choices)
      }
      // Numbers that no other row has: those behind all rows.
      if (!field.primaryKey && !this.#referred.has(field))
        this.#redraws.set(id, (row, attempt) => unlike(row, row + attempt * this.#counts.of(model.key)))
      return { value: (row) => unlike(row, row), fill: null }
    }
    const nulls = field.null ? nullShare(column.options) : 0
    this.#redraws.set(id, (row, attempt) => fitted(make(row + attempt * FAR), field))
    return plainValues(maker, column, field, nulls)
  }

  /** A type of another system. */
  #typeOf(model: ResolvedModel, field: ResolvedField): string | null {
    const column = this.#schema.byModel.get(model.key)?.columns.find(({ name }) => name === field.column)
    return column?.type.raw ?? null
  }

  #tellsApart(model: ResolvedModel, field: ResolvedField): boolean {
    return this.#referred.tellsApart(model, field, (column) => this.#composite(model.key)?.sets(column) !== true)
  }

  #optionsOf(field: ResolvedField): Options {
    return (field.id === null ? undefined : this.#doc.generators[field.id]?.options) ?? NO_OPTIONS
  }

  /** By model and field: other values that a row could have there. */
  readonly #redraws = new Map<string, NonNullable<MendedColumn['redraw']>>()
  readonly #checksByModel = new Map<ModelKey, readonly CheckRule[]>()

  #checks(model: ResolvedModel, table: SchemaTable | undefined): readonly CheckRule[] {
    if (table === undefined) return []
    const columns = model.localFields.map((f) => ({ name: f.column ?? '', className: f.className }))
    const known = this.#checksByModel.get(model.key) ?? checkRules(table, columns)
    this.#checksByModel.set(model.key, known)
    return known
  }

  readonly #limitsByModel = new Map<ModelKey, ReadonlyMap<string, ColumnLimits>>()

  #limits(model: ResolvedModel): ReadonlyMap<string, ColumnLimits> {
    const checks = this.#checks(model, this.#schema.byModel.get(model.key))
    const known = this.#limitsByModel.get(model.key) ?? columnLimits(model.localFields, checks)
    this.#limitsByModel.set(model.key, known)
    return known
  }

  #seed(model: ResolvedModel, column: string): number {
    return hashText(`${this.#request.seed} ${model.label} ${column}`)
  }

  /** Join tables: each source row gets none to three different targets (or as many as was set), each pair once. */
  #planJoin(table: SchemaTable, join: ResolvedModel): TablePlan | null {
    const owner = join.autoCreatedFor === null ? undefined : this.#resolution.models.get(join.autoCreatedFor.model)
    const field = owner?.manyToMany.find((f) => f.name === join.autoCreatedFor?.field)
    const target = field === undefined ? null : this.#counts.target(field)
    const relation = field?.relation
    if (owner === undefined || field === undefined || target === null || relation == null) return null
    const sources = this.#counts.of(owner.concrete)
    const targets = this.#counts.of(target.key)
    if (sources === 0 || targets === 0) return null
    const seed = this.#seed(owner, field.name)
    const links = linkCounts(this.#optionsOf(field))
    const self = owner.concrete === target.key
    const pairs = joinPairs(sources, targets, seed, links, self, self && relation.symmetrical)
    if (pairs.length === 0) return null
    const key = (model: ResolvedModel): ColumnPlan => {
      const pk = model.fields.find((f) => f.name === model.pk)
      if (pk === undefined) throw new Error(`${model.label} has no primary key field`)
      return this.#column(this.#resolution.models.get(pk.model) ?? model, pk)
    }
    const [from, to] = [key(owner), key(target)]
    const columnOf = (name: string | null) => join.localFields.find((f) => f.name === name)?.column ?? ''
    const first = this.#counts.before(join.key).maxKey + 1
    return {
      model: join.key,
      table,
      count: pairs.length / 2,
      columns: [
        { name: 'id', className: 'BigAutoField', value: (row) => first + row, fill: null, countsFrom: first },
        {
          name: columnOf(relation.sourceField),
          className: from.className,
          value: (row) => from.value(pairs[2 * row] ?? 0),
          fill: null,
          countsFrom: null,
        },
        {
          name: columnOf(relation.targetField),
          className: to.className,
          value: (row) => to.value(pairs[2 * row + 1] ?? 0),
          fill: null,
          countsFrom: null,
        },
      ],
      rules: null,
      isDistinct: true,
    }
  }
}

/** Rows so far behind that none of them is made. */
const FAR = 1_000_003
const NO_OPTIONS: Options = {}
const NO_BOUNDS: Bounds = { min: null, max: null }

/** A text that the table's own rules or generated columns read as JSON. */
function isJsonText(table: SchemaTable | undefined, field: ResolvedField): boolean {
  if (table === undefined || field.column === null || !/^(Text|Char)Field$/.test(field.className)) return false
  const rules = JSON.stringify([table.checks, table.columns.map((column) => column.generated)])
  if (!/json_/i.test(rules)) return false
  const name = field.column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`json_\\w+\\W+${name}\\b`, 'i').test(rules)
}

function isGenerated(table: SchemaTable, field: ResolvedField): boolean {
  return table.columns.some((c) => c.name === field.column && c.generated !== null)
}

/** Whether it is one of several columns that are unique together. */
function isInSet(table: SchemaTable | undefined, { column }: ResolvedField): boolean {
  if (table === undefined || column === null) return false
  return [table.primaryKey, ...table.uniques.map((unique) => unique.columns)].some((names) => names.includes(column))
}

function isAloneInUniqueSet(model: ResolvedModel, field: ResolvedField): boolean {
  return model.constraints.some(
    (c) => c.kind === 'unique' && c.condition === null && c.fields.length === 1 && c.fields[0] === field.name,
  )
}

function choiceValues(field: ResolvedField): readonly SampleValue[] {
  return (field.choices ?? []).flatMap((c) => (c.value === null || typeof c.value !== 'object' ? [c.value] : []))
}
