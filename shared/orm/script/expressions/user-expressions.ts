/** `class Lower(Func): function = 'LOWER'`: functions, aggregates and transforms that a script names itself. */
import type { RegisteredTransform } from '../../query/lookups/registered.ts'
import type { ExprNode, FuncNode, OutputField, PyValue } from '../../query/types.ts'
import { DictObject, TupleObject } from '../types/collections.ts'
import { CONNECTION } from '../django/connection.ts'
import { toExpression, toPy } from '../convert.ts'
import { unsupported } from '../errors.ts'
import { ARGUMENT } from '../library/django/expression-bases.ts'
import { outputFieldOf } from './field-object.ts'
import { toArray, truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { str } from '../text.ts'
import { UserClass, UserObject } from '../classes/user-class.ts'
import { isBuiltOn, OwnLookup } from './user-lookups.ts'
import { isExpression, isIterable, NO_ARGS, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

/** Their Python, without what only Django needs, stands in `library/django/expression-bases.ts`. */
const BASES = new Set(['Func', 'Transform', 'Aggregate', 'Lookup'])
/** Bases that bring methods of Django's with them, which nothing here stands for. */
const REFUSED = new Set(['Expression', 'Subquery', 'Window', 'Value', 'Case', 'When'])

/** @param make the class as any other, over these bases
 * @param library a class of that file by name
 * @returns null: no base is an expression
 */
export function expressionClass(
  name: string,
  bases: readonly Value[],
  make: (bases: readonly Value[]) => Value,
  library: (name: string) => Value,
): Value | null {
  const base = bases.find((b) => b instanceof OwnFunction || b instanceof OwnLookup || isBase(b, BASES))
  const refused = bases.find((b) => isBase(b, REFUSED))
  if (refused instanceof TypeObject) throw unsupported(`the class ${name} of ${refused.name}'s kind`)
  if (!(base instanceof TypeObject)) return null
  const under = base instanceof OwnFunction || base instanceof OwnLookup ? base.body : library(base.name)
  const body = make(bases.map((b) => (b === base ? under : b)))
  if (!(body instanceof UserClass)) throw unsupported(`the class ${name} of ${base.name}'s kind`)
  return body.line.some((cls) => cls.name === 'Lookup')
    ? new OwnLookup(name, body, library)
    : new OwnFunction(name, body, library)
}

const isBase = (value: Value, names: ReadonlySet<string>): boolean =>
  value instanceof TypeObject && names.has(value.name)

export class OwnFunction extends TypeObject {
  readonly body: UserClass
  readonly library: (name: string) => Value
  constructor(name: string, body: UserClass, library: (name: string) => Value) {
    super(
      name,
      (call, rt) => this.node(call, rt),
      (v) => isExpression(v) && (typeName(v) === name || linesOf(v).includes(name)),
    )
    this.body = body
    this.library = library
  }
  isSubclassOf(other: Value): boolean {
    return other instanceof TypeObject && isBuiltOn(this.body, other.name)
  }
  override getAttr(name: string): Value | undefined {
    return super.getAttr(name) ?? this.body.find(name)
  }
  /** What an object of the class means in a query. */
  node(call: CallArgs, rt: Runtime): FuncNode {
    const object = this.body.call(call, rt)
    if (!(object instanceof UserObject)) throw unsupported(`the class ${this.name}, whose __new__ gives something else`)
    const get = (name: string): Value => object.getAttr(name, rt) ?? null
    const isAggregate = this.body.line.some((cls) => cls.name === 'Aggregate')
    const node = (value: Value): FuncNode['filter'] => (value === null ? null : toExpression(value, rt))
    return {
      type: 'Func',
      name: isAggregate ? 'Aggregate' : 'Func',
      args: toArray(get('source_expressions'), rt).map((arg) => toExpression(arg, rt)),
      outputField: this.output(get),
      filter: isAggregate ? node(get('filter')) : null,
      distinct: isAggregate && truthy(get('distinct'), rt),
      default: isAggregate ? node(get('default')) : null,
      options: this.options(object, rt),
    }
  }
  get lookupName(): string | null {
    const name = this.body.find('lookup_name')
    return typeof name === 'string' ? name : null
  }
  /** As a transform of whatever stands before `__name`. */
  transform(rt: Runtime): RegisteredTransform {
    const { name, options, outputField: output } = this.node({ ...NO_ARGS, args: [{ type: 'F', name: 'pk' }] }, rt)
    return { kind: 'transform', name, options, output, bilateral: truthy(this.body.find('bilateral') ?? false, rt) }
  }
  private output(get: (name: string) => Value): OutputField | null {
    return outputFieldOf(get('given_output_field') ?? get('output_field'))
  }
  private options(object: UserObject, rt: Runtime): FuncNode['options'] {
    const rendered = this.rendered(object, rt)
    const extra = new Map<string, Value>([...entries(object.getAttr('extra', rt), rt), ...rendered.extra])
    const chosen = (name: string, first: Value): Value => first ?? extra.get(name) ?? object.getAttr(name, rt) ?? null
    const options: Record<string, PyValue> = {}
    for (const [key, value] of extra) options[key] = toPy(value, rt)
    for (const name of ['function', 'template', 'arg_joiner'] as const)
      options[name] = str(chosen(name, rendered.given.get(name) ?? null), rt)
    const alias = object.getAttr('name', rt)
    if (typeof alias === 'string') options['alias_name'] = alias
    if (truthy(object.getAttr('window_compatible', rt) ?? false, rt)) options['window_compatible'] = true
    return {
      ...options,
      class_name: this.name,
      called: [...entries(object.getAttr('extra', rt), rt)].map(([key]) => key).join(' '),
      class_line: this.body.line.map((cls) => cls.name).join(' '),
    }
  }
  /** What its own `as_sqlite` or `as_sql` hands on to Django's. */
  private rendered(
    object: UserObject,
    rt: Runtime,
  ): { readonly given: ReadonlyMap<string, Value>; readonly extra: ReadonlyMap<string, Value> } {
    const library = this.library('Func')
    const isOwn = (name: string): boolean =>
      this.body.find(name) !== (library instanceof UserClass ? library.find(name) : undefined)
    const name = ['as_sqlite', 'as_sql'].find(isOwn)
    if (name === undefined) return { given: new Map(), extra: new Map() }
    const compiler = this.library('COMPILER')
    const sources = toArray(object.getAttr('source_expressions', rt) ?? null, rt)
    const argument = sources.length === 1 ? (sources[0] ?? null) : null
    if (compiler instanceof UserObject) compiler.setAttr('argument', argument, rt)
    const answer = rt.call(object.getAttr(name, rt) ?? null, { ...NO_ARGS, args: [compiler, CONNECTION] })
    const written = templateOf(answer, rt)
    if (written !== null) return { given: new Map([['template', written]]), extra: new Map() }
    if (!(answer instanceof UserObject) || answer.cls.name !== 'Rendered')
      throw unsupported(`${this.name}.${name}(), which writes SQL of its own,`)
    const parts = ['function', 'template', 'arg_joiner'].map((key) => [key, answer.getAttr(key, rt) ?? null] as const)
    return { given: new Map(parts), extra: new Map(entries(answer.getAttr('extra', rt), rt)) }
  }
}

/** SQL around the argument, with nothing bound but what the argument binds, as a template; null: it is more than that. */
function templateOf(answer: Value, rt: Runtime): string | null {
  if (!(answer instanceof TupleObject)) return null
  const [text, params = null] = answer.items
  const bound = isIterable(params) ? toArray(params, rt) : []
  if (typeof text !== 'string' || bound.length !== 1 || bound[0] !== ARGUMENT) return null
  const parts = text.split(ARGUMENT)
  return parts.length === 2 ? parts.map((part) => part.replaceAll('%', '%%')).join('%(expressions)s') : null
}

/** Classes that an object's class is built on. */
function linesOf(node: ExprNode): readonly string[] {
  const line = node.type === 'Func' ? node.options['class_line'] : undefined
  return typeof line === 'string' ? line.split(' ') : []
}

function entries(dict: Value | undefined, rt: Runtime): readonly (readonly [string, Value])[] {
  return dict instanceof DictObject ? [...dict.entries.values()].map(([key, value]) => [str(key, rt), value]) : []
}
