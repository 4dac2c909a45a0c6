/** Checks of what Meta says. Source: django/db/models/base.py (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isExpr } from '../../document/records.ts'
import type { Value } from '../../document/records.ts'
import { parseExpression } from '../../python/parse.ts'
import { expressionReferences } from '../values/references.ts'
import { plainValue } from '../values/plain-value.ts'
import type { ResolvedField, ResolvedModel } from '../types.ts'
import type { Check, CheckContext } from './context.ts'
import { hasLookup } from './lookups.ts'

export const checkModelOptions: Check = (context) => {
  if (context.model.swapped) return []
  return [...checkUniqueTogether(context), ...checkIndexes(context), ...checkOrdering(context)]
}

function checkUniqueTogether(context: CheckContext): readonly Diagnostic[] {
  const odd = context.model.meta.other?.['unique_together']
  if (isOpen(odd)) return []
  const written: unknown = odd === undefined ? context.model.meta.unique_together : plainValue(odd)
  if (written !== undefined && (!Array.isArray(written) || isSetSource(odd))) {
    return [context.self({ code: 'models.E010', message: "'unique_together' must be a list or tuple." })]
  }
  if (Array.isArray(written) && written.some((group) => !Array.isArray(group))) {
    return [context.self({ code: 'models.E011', message: "All 'unique_together' elements must be lists or tuples." })]
  }
  return context.model.uniqueTogether.flatMap((names) => checkLocalFields(context, names, 'unique_together'))
}

/** Written so that only running the code would tell what it is: `sets_of('a', 'b')`. */
function isOpen(value: Value | undefined): boolean {
  return (
    isExpr(value) &&
    ['Call', 'Name', 'Attribute', 'Conditional', 'BinOp'].includes(parseExpression(value.expr).expr.type)
  )
}

/** A set, which Django takes for no list: `{('a', 'b')}`. */
function isSetSource(value: Value | undefined): boolean {
  return isExpr(value) && parseExpression(value.expr).expr.type === 'Set'
}

/** Longest index name that Django allows, for Oracle's sake. */
const MAX_INDEX_NAME = 30

function checkIndexes(context: CheckContext): readonly Diagnostic[] {
  const { indexes } = context.model
  const found = indexes.flatMap(({ name }) => {
    const rows: Diagnostic[] = []
    if (/^[_\p{Nd}]/u.test(name)) {
      const message = `The index name '${name}' cannot start with an underscore or a number.`
      rows.push(context.self({ code: 'models.E033', message }))
    }
    if ([...name].length > MAX_INDEX_NAME) {
      const message = `The index name '${name}' cannot be longer than ${MAX_INDEX_NAME} characters.`
      rows.push(context.self({ code: 'models.E034', message }))
    }
    return rows
  })
  const fields = indexes.flatMap((index) => index.fields.map((name) => name.replace(/^-/, '')))
  const include = indexes.flatMap((index) => index.include)
  const references = new Set(
    indexes.flatMap((i) => i.expressions.flatMap((e) => expressionReferences(e.expr).map(([name = '']) => name))),
  )
  return [...found, ...checkLocalFields(context, [...fields, ...include, ...references], 'indexes')]
}

/** Names that must be fields of the model itself. */
export function checkLocalFields(
  context: CheckContext,
  names: readonly string[],
  option: string,
): readonly Diagnostic[] {
  const { model } = context
  const all = [...model.fields, ...model.manyToMany, ...model.privateFields]
  return names.flatMap((name) => {
    const field = all.findLast((f) => f.name === name || f.attname === name)
    if (field === undefined) {
      const message = `'${option}' refers to the nonexistent field '${name}'.`
      return [context.self({ code: 'models.E012', message })]
    }
    if (field.kind === 'manyToMany') {
      const message = `'${option}' refers to a ManyToManyField '${name}', but ManyToManyFields are not permitted in '${option}'.`
      return [context.self({ code: 'models.E013', message })]
    }
    if (field.className === 'CompositePrimaryKey') {
      const message = `'${option}' refers to a CompositePrimaryKey '${name}', but CompositePrimaryKeys are not permitted in '${option}'.`
      return [context.self({ code: 'models.E048', message })]
    }
    if (model.localFields.includes(field)) return []
    return [
      context.self({
        code: 'models.E016',
        message: `'${option}' refers to field '${name}' which is not local to model '${model.name}'.`,
        hint: 'This issue may be caused by multi-table inheritance.',
      }),
    ]
  })
}

function checkOrdering(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  const written: unknown = model.meta.ordering ?? model.meta.other?.['ordering']
  const isGiven = Array.isArray(written) ? written.length > 0 : written !== undefined && written !== ''
  if (isGiven && model.meta.order_with_respect_to !== undefined) {
    const message = "'ordering' and 'order_with_respect_to' cannot be used together."
    return [context.self({ code: 'models.E021', message })]
  }
  if (model.orderWithRespectTo !== null || (!isGiven && model.ordering.length === 0)) return []
  if (isGiven && !Array.isArray(written) && (!isListSource(written) || isSetSource(written as Value))) {
    const message = "'ordering' must be a tuple or list (even if you want to order by only one field)."
    return [context.self({ code: 'models.E014', message })]
  }
  const names = model.ordering.flatMap((term) => (isExpr(term) || term === '?' ? [] : [term.replace(/^-/, '')]))
  const nonexistent = (name: string): Diagnostic =>
    context.self({
      code: 'models.E015',
      message: `'ordering' refers to the nonexistent field, related field, or lookup '${name}'.`,
    })
  const paths = names.filter((name) => name.includes('__'))
  const plain = new Set(names.filter((name) => !name.includes('__') && name !== 'pk'))
  const valid = orderable(context)
  return [
    ...paths.flatMap((path) => Array.from({ length: brokenSteps(context, path) }, () => nonexistent(path))),
    ...[...plain].filter((name) => !valid.has(name)).map(nonexistent),
  ]
}

function isListSource(written: unknown): boolean {
  return typeof written === 'object' && written !== null && 'expr' in written
}

function orderable(context: CheckContext): ReadonlySet<string> {
  const { model } = context
  const related = context.reverse(model.key).filter((r) => !r.hidden || r.kind === 'many_to_many')
  return new Set([...model.fields.flatMap((f) => [f.name, f.attname]), ...related.map((r) => r.queryName)])
}

/** How many steps of `author__city__name` lead nowhere; Django says it once for each. */
function brokenSteps(context: CheckContext, path: string): number {
  let model: ResolvedModel | undefined = context.model
  let last: ResolvedField | 'backwards' | null = null
  let broken = 0
  for (const part of path.split('__')) {
    const step: Step | null = model === undefined ? null : stepFrom(context, model, part)
    if (step !== null) last = step.by
    // A relation that leads nowhere fails under its own name, and the next part is looked up where we are.
    if (step === null || step.fails) broken += last === null || !hasLookup(last, part) ? 1 : 0
    else model = step.to
  }
  return broken
}

interface Step {
  readonly by: ResolvedField | 'backwards'
  /** undefined: a plain field, from which only lookups follow. */
  readonly to: ResolvedModel | undefined
  readonly fails: boolean
}

function stepFrom(context: CheckContext, model: ResolvedModel, part: string): Step | null {
  const wanted = part === 'pk' ? model.pk : part
  const all = [...model.fields, ...model.manyToMany, ...model.privateFields]
  const field = all.findLast((f) => f.name === wanted || f.attname === wanted)
  if (field === undefined) {
    const back = context.reverse(model.key).find((r) => r.queryName === part)
    return back === undefined ? null : { by: 'backwards', to: context.other(back.model), fails: false }
  }
  const { relation } = field
  if (relation === null) return { by: field, to: undefined, fails: field.className === 'GenericForeignKey' }
  const to = context.other(relation.to)
  const ends = to?.fields.some((f) => f.name === relation.toField || f.attname === relation.toField) === true
  const joins = relation.sourceField !== null && relation.targetField !== null
  return { by: field, to, fails: to === undefined || (relation.kind === 'manyToMany' ? !joins : !ends) }
}
