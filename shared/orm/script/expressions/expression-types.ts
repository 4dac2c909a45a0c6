/** The names of `django.db.models`, its functions and lookups that build expressions. */
import type { ExprNode, FuncNode, OutputField, PyValue, QNode } from '../../query/types.ts'
import { bind, takeOptions } from '../arguments.ts'
import { ListObject, TupleObject } from '../types/collections.ts'
import { toExpression, toPy } from '../convert.ts'
import { isQ, makeQ, nullsOf } from './expressions.ts'
import { isConditional } from '../../query/resolve.ts'
import { repr } from '../text.ts'
import { outputFieldOf } from './field-object.ts'
import { CONNECTORS } from './q-attributes.ts'
import { ZoneObject } from '../dates/zones.ts'
import { FRAME_TYPES, makeWindow } from './window.ts'
import { ALLOWS_DISTINCT } from '../../query/functions/table.ts'
import { checkArity, checkSignature } from './function-signatures.ts'
import { checkArguments, checkOption, withDefaults } from './function-arguments.ts'
import { FUNCTION_PARAMETERS, functionModule } from './function-parameters.ts'
import { typeError, unsupported, valueError } from '../errors.ts'
import { noAttribute } from '../attributes.ts'
import { toArray, truthy } from '../operations.ts'
import { Builtin, isExpression, isTagged, PyObject, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

type Constructor = (call: CallArgs, rt: Runtime) => ExprNode
const AGGREGATES = ['Count', 'Sum', 'Avg', 'Min', 'Max', 'StdDev', 'Variance'] as const

function aggregate(name: string): Constructor {
  return (call, rt) => {
    const { options, rest } = takeOptions(call, ['filter', 'distinct', 'default', 'output_field', 'sample'])
    const given = name === 'Count' ? (rest.args[1] ?? options['filter']) : options['filter']
    const first = rest.args[0] ?? (name === 'Count' ? rest.kwargs.get('expression') : undefined)
    if (options['distinct'] !== undefined && truthy(options['distinct'], rt) && !ALLOWS_DISTINCT.has(name))
      throw typeError(`${name} does not allow distinct.`)
    if (name === 'Count') checkSignature(name, rest)
    else checkArity(name, rest.args.length)
    if (first === undefined) throw typeError(`'${name}' takes exactly 1 argument (0 given)`)
    if (name === 'Count' && options['default'] !== undefined) throw typeError('Count does not allow default.')
    const filter = isQ(given ?? null) && (given as QNode).children.length === 0 ? null : given
    if (first === '*' && name === 'Count' && filter !== undefined && filter !== null) {
      throw valueError('Star cannot be used with filter. Please specify a field.')
    }
    return {
      type: 'Func',
      name,
      // Only COUNT(*) knows the star; elsewhere it is a name like any other.
      args: [first === '*' && name !== 'Count' ? { type: 'F', name: '*' } : toExpression(first, rt)],
      outputField: outputFieldOf(options['output_field']),
      filter: filter === undefined || filter === null ? null : toExpression(filter, rt),
      distinct: truthy(options['distinct'] ?? false, rt),
      default:
        options['default'] === undefined || options['default'] === null
          ? null
          : toExpression(options['default'], rt, false),
      options: {
        ...(options['sample'] === undefined ? {} : { sample: toPy(options['sample'], rt) }),
        ...extraOf(rest.kwargs, rt),
      },
    }
  }
}

/** Keyword arguments that only a template could name; `called` says which to show. */
function extraOf(kwargs: ReadonlyMap<string, Value>, rt: Runtime): Record<string, PyValue> {
  const extra = [...kwargs].filter(([key]) => key !== 'expression')
  if (extra.length === 0) return {}
  const called = extra.map(([key]) => key).join(' ')
  return { ...Object.fromEntries(extra.map(([key, value]) => [key, toPy(value, rt)])), called }
}

/** Any other function: positional arguments are expressions, named ones by the function's own signature. */
function functionOf(name: string): Constructor {
  const spec = FUNCTION_PARAMETERS[name]
  return (call, rt) => {
    checkSignature(name, call)
    const { options, rest } = takeOptions(call, ['output_field', ...(spec?.options ?? [])])
    const args = [...rest.args]
    const named: Record<string, PyValue> = {}
    for (const [key, value] of rest.kwargs) {
      const at = spec?.params.indexOf(key) ?? -1
      if (at < 0 && (name === 'Cast' || name === 'Collate'))
        throw typeError(`${name}.__init__() got an unexpected keyword argument '${key}'`)
      if (at >= 0) args[at] = value
      // What a template may name: `function=`, `template=` and the like.
      else if (spec?.params[0] !== '**')
        Object.assign(named, extraOf(new Map([[key, value]]), rt), {
          called: [named['called'], key].filter(Boolean).join(' '),
        })
      else args.push({ type: 'Value', value: key, outputField: null }, toExpression(value, rt))
    }
    for (const key of spec?.options ?? []) {
      const at = spec?.params.indexOf(key) ?? -1
      const value = options[key] ?? (at >= 0 ? args[at] : undefined)
      if (
        value !== undefined &&
        (!(value instanceof PyObject) || value instanceof ListObject || value instanceof ZoneObject)
      )
        named[key] = toPy(value, rt)
      if (at >= 0) delete args[at]
    }
    checkArguments(name, args)
    checkOption(name, (option) => named[option] as Value | undefined)
    const expressions = withDefaults(name, args).map((a, i) =>
      toExpression(a as Value, rt, !(spec?.values ?? []).includes(i)),
    )
    const missing = (spec?.required ?? 0) - args.filter((a) => a !== undefined).length
    if (missing > 0) {
      if (name === 'Coalesce' || name === 'Greatest' || name === 'Least')
        throw valueError(`${name} must take at least two expressions`)
      if (name === 'Concat') throw valueError('Concat must take at least two expressions')
      throw typeError(
        `'${name}' takes exactly ${spec?.required} argument${spec?.required === 1 ? '' : 's'} (${args.length} given)`,
      )
    }
    const output = name === 'Cast' ? (options['output_field'] ?? args[1]) : options['output_field']
    return func(
      name,
      name === 'Cast' ? expressions.slice(0, 1) : expressions.filter((e) => e !== undefined),
      outputFieldOf(output),
      named,
    )
  }
}

function func(
  name: string,
  args: readonly ExprNode[],
  outputField: OutputField | null,
  options: FuncNode['options'],
): FuncNode {
  return { type: 'Func', name, args, outputField, filter: null, distinct: false, default: null, options }
}

function queryOf(value: Value | undefined, rt: Runtime, what: string): ExprNode & { readonly type: 'Subquery' } {
  const node = value === undefined ? undefined : toExpression(value, rt, false)
  if (node?.type !== 'Subquery') {
    if (value === undefined) throw typeError(`${what}.__init__() missing 1 required positional argument: 'queryset'`)
    throw noAttribute(value, 'clone')
  }
  return node
}

const CONSTRUCTORS: Readonly<Record<string, Constructor>> = {
  Q: ({ args, kwargs }, rt) => makeQ(args, kwargs, rt),
  F: (call) => ({ type: 'F', name: String(bind('F.__init__', ['name'], call).name) }),
  OuterRef: (call) => {
    const { name } = bind('OuterRef.__init__', ['name'], call)
    if (isTagged(name) && name.type === 'OuterRef') return { ...name, depth: name.depth + 1 }
    return { type: 'OuterRef', name: String(name), depth: 1 }
  },
  Value: (call, rt) => {
    const given = bind('Value.__init__', ['value', 'output_field?'], call)
    return { type: 'Value', value: toPy(given.value, rt), outputField: outputFieldOf(given.output_field) }
  },
  Subquery: (call, rt) => {
    const given = bind('Subquery.__init__', ['queryset', 'output_field?'], call)
    return { ...queryOf(given.queryset, rt, 'Subquery'), outputField: outputFieldOf(given.output_field) }
  },
  Exists: (call, rt) => ({
    type: 'Exists',
    query: queryOf(bind('Exists.__init__', ['queryset', 'output_field?'], call).queryset, rt, 'Exists').query,
  }),
  When: ({ args, kwargs }, rt) => {
    const rest = new Map(kwargs)
    const then = rest.get('then') ?? args[1] ?? null
    rest.delete('then')
    const [first] = args
    const given = first ?? rest.get('condition') ?? null
    rest.delete('condition')
    const condition = rest.size > 0 ? makeQ(given === null ? [] : [given], rest, rt) : given
    const isOne = isExpression(given) && isConditional(given)
    if (!isExpression(condition) || !(given === null ? rest.size > 0 : isOne))
      throw typeError('When() supports a Q object, a boolean expression, or lookups as a condition.')
    if (condition.type === 'Q' && condition.children.length === 0)
      throw valueError("An empty Q() can't be used as a When() condition.")
    // oxlint-disable-next-line unicorn/no-thenable -- Django's keyword; the node is never awaited
    return { type: 'When', condition, then: toExpression(then, rt, true) }
  },
  Case: ({ args, kwargs }, rt) => ({
    type: 'Case',
    cases: args.map((arg) => {
      if (!isTagged(arg) || arg.type !== 'When') throw typeError('Positional arguments must all be When objects.')
      return arg
    }),
    default: toExpression(kwargs.get('default') ?? null, rt),
    outputField: outputFieldOf(kwargs.get('output_field')),
  }),
  ExpressionWrapper: (call, rt) => {
    const given = bind('ExpressionWrapper.__init__', ['expression', 'output_field'], call)
    return {
      type: 'ExpressionWrapper',
      expression: toExpression(given.expression, rt),
      outputField: outputFieldOf(given.output_field),
    }
  },
  FilteredRelation: ({ args, kwargs }) => {
    const relation = args[0] ?? kwargs.get('relation_name')
    const condition = kwargs.get('condition') ?? { type: 'Q', connector: 'AND', negated: false, children: [] }
    if (typeof relation !== 'string' || relation === '') throw valueError('relation_name cannot be empty.')
    if (!isQ(condition)) throw valueError('condition argument must be a Q() instance.')
    return { type: 'FilteredRelation', relation, condition }
  },
  OrderBy: (call, rt) => {
    const names = ['expression', 'descending?', 'nulls_first?', 'nulls_last?'] as const
    const given = bind('OrderBy.__init__', names, call)
    if (!isExpression(given.expression ?? null)) throw valueError('expression must be an expression type')
    const descending = truthy(given.descending ?? false, rt)
    return {
      type: 'OrderBy',
      expression: toExpression(given.expression ?? null, rt),
      descending,
      ...nullsOf(given, rt),
    }
  },
  RawSQL: (call, rt) => {
    const given = bind('RawSQL.__init__', ['sql', 'params', 'output_field?'], call)
    const params = given.params instanceof ListObject || given.params instanceof TupleObject ? given.params.items : []
    return {
      type: 'RawSQL',
      sql: String(given.sql),
      params: params.map((p) => toPy(p, rt)),
      given: repr(given.params ?? null, rt),
      outputField: outputFieldOf(given.output_field),
    }
  },
  Window: makeWindow,
}

/** Lookups as expressions: `GreaterThan(F("a"), 3)`. */
const LOOKUPS: Readonly<Record<string, string>> = {
  Exact: 'exact',
  IExact: 'iexact',
  GreaterThan: 'gt',
  GreaterThanOrEqual: 'gte',
  LessThan: 'lt',
  LessThanOrEqual: 'lte',
  IntegerGreaterThan: 'gt',
  IntegerGreaterThanOrEqual: 'gte',
  IntegerLessThan: 'lt',
  IntegerLessThanOrEqual: 'lte',
  IsNull: 'isnull',
  In: 'in',
  Range: 'range',
  Contains: 'contains',
  IContains: 'icontains',
  StartsWith: 'startswith',
  IStartsWith: 'istartswith',
  EndsWith: 'endswith',
  IEndsWith: 'iendswith',
  Regex: 'regex',
  IRegex: 'iregex',
}

function lookup(name: string): Constructor {
  return ({ args }, rt) => ({
    type: 'Lookup',
    lookup: LOOKUPS[name] ?? name,
    lhs: toExpression(args[0] ?? null, rt),
    rhs: toPy(args[1] ?? null, rt),
  })
}

/** `Q.AND`, `Q.create([("title", "a")], connector=Q.OR)`. */
const Q_ATTRIBUTES: readonly (readonly [string, Value])[] = [
  ...CONNECTORS.map((connector) => [connector, connector] as const),
  [
    'create',
    new Builtin('create', (call, rt) => {
      const given = bind('Q.create', ['children?', 'connector?', 'negated?'], call)
      const children = given.children === undefined || given.children === null ? [] : toArray(given.children, rt)
      const kwargs = new Map<string, Value>([
        ['_connector', given.connector ?? null],
        ['_negated', given.negated ?? false],
      ])
      return makeQ(children, kwargs, rt)
    }),
  ],
]

function typeFor(name: string, make: Constructor, module = 'expressions'): TypeObject {
  const attributes = new Map<string, Value>([['__module__', `django.db.models.${module}`]])
  if (name === 'Q') for (const [key, value] of Q_ATTRIBUTES) attributes.set(key, value)
  return new TypeObject(name, make, (v) => isExpression(v) && typeName(v) === name, attributes)
}

/** Names of `django.db.models` that build expressions. */
export const EXPRESSION_TYPES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...Object.entries(CONSTRUCTORS).map(([name, make]) => [name, typeFor(name, make)] as const),
  ...AGGREGATES.map((name) => [name, typeFor(name, aggregate(name), 'aggregates')] as const),
  [
    'Func',
    typeFor('Func', ({ args, kwargs }, rt) => {
      const options: Record<string, PyValue> = {}
      for (const [k, v] of kwargs) if (k !== 'output_field') options[k] = toPy(v, rt)
      return func(
        'Func',
        args.map((a) => toExpression(a, rt)),
        outputFieldOf(kwargs.get('output_field')),
        options,
      )
    }),
  ] as const,
  ...FRAME_TYPES,
  ...['Aggregate', 'Expression', 'Lookup', 'Transform'].map(
    (name) =>
      [
        name,
        typeFor(name, () => {
          throw unsupported(`${name}() by itself`)
        }),
      ] as const,
  ),
])

/** Names of `django.db.models.fields.json`. */
export const JSON_TYPES: ReadonlyMap<string, Value> = new Map<string, Value>([
  [
    'KT',
    typeFor('KT', (call) => {
      const [column = '', ...keys] = String(bind('KT', ['lookup'], call).lookup).split('__')
      if (keys.length === 0) throw valueError('Lookup must contain key or index transforms.')
      return keys.reduce<ExprNode>((inner, key) => func('KeyTextTransform', [inner], null, { key }), {
        type: 'F',
        name: column,
      })
    }),
  ],
  ...['KeyTransform', 'KeyTextTransform'].map(
    (name) =>
      [
        name,
        typeFor(name, ({ args: [key = '', inner = null] }, rt) =>
          func(name, [toExpression(inner, rt)], null, { key: toPy(key, rt) }),
        ),
      ] as const,
  ),
])

/** Names of `django.db.models.functions`. */
export const FUNCTION_TYPES: ReadonlyMap<string, TypeObject> = new Map(
  Object.keys(FUNCTION_PARAMETERS).map(
    (name) => [name, typeFor(name, functionOf(name), `functions.${functionModule(name)}`)] as const,
  ),
)

/** Names of `django.db.models.lookups`. */
export const LOOKUP_TYPES: ReadonlyMap<string, TypeObject> = new Map(
  Object.keys(LOOKUPS).map((name) => [name, typeFor(name, lookup(name), 'lookups')] as const),
)
