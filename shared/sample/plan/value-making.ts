/** How a column's values are made: which generator, with what bounds and choices, in what form. */
import type { ErDocument, Options, SampleValue } from '../../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import type { Schema } from '../../schema/types.ts'
import { choiceValues, hasComputedKey, isJsonText } from './field-facts.ts'
import { slugOf } from './fit-value.ts'
import { agrees, chosenKind, numeric, within } from './generator-options.ts'
import { GENERATORS } from '../values/generators.ts'
import type { Bounds, GeneratorColumn, GeneratorKind, ValueForm } from '../values/generators.ts'
import { datePhase, groupSalt, isAmerican, paceOf } from '../values/field-words.ts'
import { guessValues, titleOf } from '../guess/guess.ts'
import type { TableChecks } from './table-checks.ts'

export const NO_OPTIONS: Options = {}
export const NO_BOUNDS: Bounds = { min: null, max: null }

export interface Making {
  readonly maker: GeneratorKind
  readonly column: GeneratorColumn
  /** Values to choose from, where only they will do. */
  readonly choices: readonly SampleValue[]
}

interface MakingContext {
  readonly doc: ErDocument
  readonly schema: Schema
  readonly checks: TableChecks
  readonly form: ValueForm
  seed(model: ResolvedModel, column: string): number
}

export class ValueMaking {
  readonly #context: MakingContext

  constructor(context: MakingContext) {
    this.#context = context
  }

  /** How a column's values are made, before it is asked whether they must differ. */
  of(model: ResolvedModel, field: ResolvedField): Making {
    const own = field.id === null ? undefined : this.#context.doc.generators[field.id]
    const asJson = isJsonText(this.#context.schema.byModel.get(model.key), field)
    const chosen = chosenKind(own, field)
    const guess = chosen !== null || asJson ? null : guessValues(field, model.name)
    const generator: GeneratorKind = GENERATORS[chosen ?? guess?.kind ?? 'json']
    const limits = this.#context.checks.limits(model).get(field.name)
    const bounds = limits?.bounds ?? NO_BOUNDS
    // What the table asks for outweighs what its names make one think of.
    const options =
      own?.options ??
      (guess !== null && agrees(guess.options, bounds) && !hasComputedKey(model) ? guess.options : NO_OPTIONS)
    const choices = limits?.values ?? choiceValues(field)
    const column: GeneratorColumn = {
      seed: this.#context.seed(model, field.name),
      rowSeed: this.#context.seed(model, ''),
      groupSeed: this.#context.seed(model, '') ^ groupSalt(model, field),
      isAmerican: isAmerican(model),
      maxLength: field.maxLength,
      digits: numeric(field.options['max_digits']),
      decimals: numeric(field.options['decimal_places']),
      bounds: within(bounds, options),
      phase: datePhase(field.name),
      paceMs: paceOf(model),
      choices,
      options,
      form: this.#context.form,
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
    const { maker, column } = this.of(model, title)
    if (maker === GENERATORS.title) {
      const named = (slug: GeneratorColumn): GeneratorColumn => ({ ...slug, seed: column.seed })
      const { of, fill } = GENERATORS.slug
      return { label: '', of: (slug) => of(named(slug)), fill: (slug) => fill?.(named(slug)) ?? null }
    }
    const make = maker.of(column)
    return { label: '', of: () => (row) => slugOf(String(make(row) ?? '')) }
  }

  /** A type of another system. */
  #typeOf(model: ResolvedModel, field: ResolvedField): string | null {
    const column = this.#context.schema.byModel.get(model.key)?.columns.find(({ name }) => name === field.column)
    return column?.type.raw ?? null
  }
}
