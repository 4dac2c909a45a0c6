/**
 * Queries to statements, and rows back to values: what the evaluator of scripts calls. Compiling never
 * changes the query; SQLite is not touched here.
 */
import { aggregateStatement, countStatement, namedAggregates } from './aggregate.ts'
import type { AggregateStatement } from './aggregate.ts'
import type { InstanceInfo, RelatedInfo, SelectItem, Selection } from './compile/columns.ts'
import { DEFAULT_SETTINGS, EMPTY_RESULT_SET, newCompiler } from './compile/context.ts'
import type { Sql } from './compile/context.ts'
import { selectStatement } from './compile/select.ts'
import { existsDraft } from './exists.ts'
import type { Expr } from './expr.ts'
import { isTrunc } from './functions/table.ts'
import { metaOf, pkFields } from './models.ts'
import type { Models } from './models.ts'
import type { Named } from './operations/annotate.ts'
import { isOrdered } from './operations/pick.ts'
import { emptyValue, outputOrNull } from './output.ts'
import { annotationSelect, draftOf } from './state.ts'
import type { QueryState } from './state.ts'
import type {
  CompileSettings,
  CompiledQuery,
  CompiledScalar,
  CompiledWrite,
  ExprNode,
  InstancePlan,
  PyValue,
  Query,
  RelatedPlan,
  ResultColumn,
  RowShape,
  SqlValue,
} from './types.ts'
import { converterFor } from './values/convert.ts'
import { ownConversions } from './values/own-conversions.ts'
import { deleteByPks, rawDelete, updatePlan } from './write.ts'

/** The SELECT of a queryset. */
export function compileQuery(query: Query, settings: CompileSettings = DEFAULT_SETTINGS): CompiledQuery {
  const ordered = isOrdered(query)
  try {
    const { sql, params, selection } = selectStatement(newCompiler(draftOf(query.state), settings))
    return {
      sql,
      params,
      empty: false,
      columns: selection.items.map(resultColumn),
      shape: shapeOf(query, selection),
      ordered,
    }
  } catch (signal) {
    if (signal !== EMPTY_RESULT_SET) throw signal
    const shape: RowShape = query.mode.kind === 'instances' ? nothingSelected(query) : { kind: 'dicts', keys: [] }
    return { sql: '', params: [], empty: true, columns: [], shape, ordered }
  }
}

function nothingSelected(query: Query): RowShape {
  const root = { model: query.model, fields: [], deferred: [], pkIndex: 0, related: [] }
  const annotations = [...annotationSelect(query.state).keys()].map((name) => ({ name, index: 0 }))
  return { kind: 'instances', root, annotations }
}

function resultColumn({ expr, alias }: Pick<SelectItem, 'expr' | 'alias'>): ResultColumn {
  if (expr.kind === 'list') {
    const parts = expr.items.map((item) => resultColumn({ expr: item, alias: null }))
    return { name: alias ?? 'pk', converter: 'none', whenNull: undefined, parts }
  }
  return {
    name: alias ?? (expr.kind === 'col' ? (expr.target.column ?? expr.target.name) : ''),
    converter: converterOf(expr),
    whenNull: undefined,
    ...loading(expr),
  }
}

/** What a project's own field class makes of the column's value. */
function loading(expr: Expr): Pick<ResultColumn, 'load'> {
  const load = ownConversions(outputOrNull(expr))?.load
  return load === undefined || load === null ? {} : { load }
}

function converterOf(expr: Expr): ResultColumn['converter'] {
  if (expr.kind === 'ref') return converterOf(expr.source)
  const output = outputOrNull(expr)
  const converter = converterFor(output, expr.kind === 'col')
  // JSON is read by the field's own from_db_value(), which another class's takes the place of.
  if (converter === 'json' && typeof ownConversions(output)?.load === 'function') return 'none'
  if (converter === 'datetime' && expr.kind === 'func' && isTrunc(expr.name)) {
    const zone = expr.options['tzinfo']
    return typeof zone === 'string' ? `localDatetime:${zone}` : 'localDatetime'
  }
  return converter === 'json' && expr.kind === 'func' && expr.name === 'KeyTransform' ? 'jsonKey' : converter
}

// ---------------------------------------------------------------------------------------------- shapes

function shapeOf(query: Query, selection: Selection): RowShape {
  const { state, mode } = query
  if (mode.kind === 'instances' && selection.instance !== null) {
    const names = [...annotationSelect(state).keys()]
    return {
      kind: 'instances',
      root: instancePlan(state.models, selection.instance, selection.items),
      annotations: names.flatMap((name) => {
        const index = selection.annotations.get(name)
        return index === undefined ? [] : [{ name, index }]
      }),
    }
  }
  if (mode.kind === 'dates' || mode.kind === 'datetimes' || (mode.kind === 'valuesList' && mode.flat)) {
    return { kind: 'flat', index: 0 }
  }
  const names = rowNames(state)
  if (mode.kind === 'valuesList') {
    return { kind: 'tuples', indexes: selection.items.map((_, index) => index), names, named: mode.named }
  }
  return { kind: 'dicts', keys: names.map((name, index) => ({ name, index })) }
}

function rowNames(state: QueryState): readonly string[] {
  if (state.selected !== null && state.selected.size > 0) return [...state.selected.keys()]
  return [...state.valuesSelect, ...annotationSelect(state).keys()]
}

function instancePlan(models: Models, info: InstanceInfo, items: readonly SelectItem[]): InstancePlan {
  const meta = metaOf(models, info.model)
  const byAttname = new Map<string, number>()
  for (const index of info.indexes) {
    const expr = items[index]?.expr
    if (expr?.kind === 'col') byAttname.set(expr.target.attname, index)
  }
  const fields = meta.concreteFields.flatMap(({ attname }) => {
    const index = byAttname.get(attname)
    return index === undefined ? [] : [{ attname, index }]
  })
  return {
    model: info.model,
    fields,
    deferred: meta.concreteFields.filter(({ attname }) => !byAttname.has(attname)).map(({ attname }) => attname),
    pkIndex: byAttname.get(pkFields(models, info.model)[0]?.attname ?? '') ?? 0,
    related: info.related.map((child) => relatedPlan(models, child, items)),
  }
}

function relatedPlan(models: Models, info: RelatedInfo, items: readonly SelectItem[]): RelatedPlan {
  const { field, reverse, cacheName, remoteCacheName, isFiltered } = info
  return { ...instancePlan(models, info, items), field, reverse, cacheName, remoteCacheName, isFiltered }
}

// --------------------------------------------------------------------------------------------- scalars

export function compileCount(query: Query, settings: CompileSettings = DEFAULT_SETTINGS): CompiledScalar {
  return scalar(countStatement(query.state), settings)
}

/** One row of the aggregates, keyword ones first. */
export function compileAggregate(
  query: Query,
  positional: readonly ExprNode[],
  named: Named,
  settings: CompileSettings = DEFAULT_SETTINGS,
): CompiledScalar {
  const all = namedAggregates(positional, named)
  if (all.length === 0) return { sql: '', params: [], empty: true, columns: [], emptyResult: [] }
  return scalar(aggregateStatement(query.state, all), settings)
}

function scalar(statement: AggregateStatement, settings: CompileSettings): CompiledScalar {
  const columns = statement.exprs.map((expr, index) => ({
    name: statement.names[index] ?? '',
    converter: converterOf(expr),
    whenNull: undefined,
    ...loading(expr),
  }))
  const emptyResult = statement.exprs.map((expr) => emptyValue(expr) ?? null)
  return { ...attempt(() => statement.compile(settings)), columns, emptyResult }
}

export function compileExists(query: Query, settings: CompileSettings = DEFAULT_SETTINGS): CompiledScalar {
  const compiled = attempt(() => selectStatement(newCompiler(existsDraft(query.state), settings)))
  return { ...compiled, columns: [{ name: 'a', converter: 'int', whenNull: undefined }], emptyResult: [] }
}

function attempt(run: () => Sql): {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly empty: boolean
} {
  try {
    const { sql, params } = run()
    return { sql, params, empty: false }
  } catch (signal) {
    if (signal === EMPTY_RESULT_SET) return { sql: '', params: [], empty: true }
    throw signal
  }
}

// ---------------------------------------------------------------------------------------------- writes

interface CompiledUpdate {
  /** One statement is enough; null where primary keys must be read first. Values are looked at when it is made. */
  readonly statement: (() => CompiledWrite) | null
  /** Reads the primary keys of the rows to update. */
  readonly pks: CompiledScalar | null
  /** With the rows of `pks`: the statements for the model's table and its multi-table parents', in order. */
  readonly byPks: (rows: readonly (readonly PyValue[])[]) => readonly CompiledWrite[]
}

/** `update(**values)`. The first statement that is not empty gives the number of rows. */
export function compileUpdate(
  query: Query,
  values: readonly (readonly [name: string, value: PyValue])[],
  settings: CompileSettings = DEFAULT_SETTINGS,
): CompiledUpdate {
  const plan = updatePlan(query, values)
  if (!plan.needsPks) {
    const { main } = plan
    const nothing = { sql: '', params: [], empty: true }
    const statement = (): CompiledWrite => (main === null ? nothing : attempt(() => main.compile(settings)))
    return { statement, pks: null, byPks: () => [] }
  }
  const pks = attempt(() => selectStatement(newCompiler(draftOf(plan.pkState), settings)))
  const columns = plan.pkState.select.map((expr) => ({ name: 'pk', converter: converterOf(expr), whenNull: undefined }))
  return {
    statement: null,
    pks: { ...pks, columns, emptyResult: [] },
    byPks: (keys) =>
      [plan.mainByPk(keys), ...plan.parents(keys)].flatMap((item) =>
        item === null ? [] : [attempt(() => item.compile(settings))],
      ),
  }
}

export function compileDeleteByPks(
  query: Query,
  pks: readonly PyValue[],
  settings: CompileSettings = DEFAULT_SETTINGS,
): CompiledWrite {
  return attempt(() => deleteByPks(query, pks)(settings))
}

/** One DELETE for the queryset's rows, without looking at what refers to them. */
export function compileRawDelete(query: Query, settings: CompileSettings = DEFAULT_SETTINGS): CompiledWrite {
  return attempt(() => rawDelete(query)(settings))
}
