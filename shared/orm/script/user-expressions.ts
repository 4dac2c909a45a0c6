/** `class Lower(Func): function = 'LOWER'`: a function of the database that a script names itself. */
import type { PyExpr, PyStatement } from '../../python/ast.ts'
import type { FuncNode, PyValue } from '../query/types.ts'
import { takeOptions } from './arguments.ts'
import { toExpression, toPy } from './convert.ts'
import { typeError, unsupported } from './errors.ts'
import { outputFieldOf } from './field-object.ts'
import { isExpression, TypeObject, typeName } from './values.ts'
import type { Value } from './values.ts'

/** What a class body may say; Django reads nothing else of it. */
const READ = new Set([
  'function',
  'template',
  'arg_joiner',
  'arity',
  'output_field',
  'lookup_name',
  'window_compatible',
])
const BASES = new Set(['Func', 'Transform'])
/** Bases that bring methods of Django's with them, which nothing here stands for. */
const REFUSED = new Set(['Aggregate', 'Expression', 'Lookup', 'Subquery', 'Window', 'Value', 'Case', 'When'])

/** The class; null: the base is no expression. @throws PyError NotImplementedError: what only Python could run */
export function expressionClass(
  name: string,
  base: Value | undefined,
  body: readonly PyStatement[],
  evaluate: (expr: PyExpr) => Value,
): Value | null {
  if (!(base instanceof TypeObject)) return null
  const inherited =
    base instanceof UserFunctionType ? base.constants : BASES.has(base.name) ? new Map<string, Value>() : null
  if (REFUSED.has(base.name)) throw unsupported(`the class ${name} of ${base.name}'s kind`)
  if (inherited === null) return null
  const constants = new Map(inherited)
  if (base.name === 'Transform') constants.set('arity', 1n)
  for (const s of body) {
    if (s.type === 'Pass' || (s.type === 'Expr' && s.value.type === 'Constant')) continue
    if (s.type === 'FunctionDef') throw unsupported(`the method ${s.name} of the expression class ${name}`)
    const target = s.type === 'Assign' ? s.targets[0] : undefined
    if (s.type !== 'Assign' || target?.type !== 'Name') throw unsupported(`the body of the class ${name}`)
    constants.set(target.id, evaluate(s.value))
  }
  return new UserFunctionType(name, constants)
}

class UserFunctionType extends TypeObject {
  readonly constants: ReadonlyMap<string, Value>
  constructor(name: string, constants: ReadonlyMap<string, Value>) {
    super(
      name,
      (call, rt) => {
        const { options, rest } = takeOptions(call, ['output_field'])
        const arity = constants.get('arity')
        if (typeof arity === 'bigint' && BigInt(rest.args.length) !== arity)
          throw typeError(
            `'${name}' takes exactly ${arity} ${arity === 1n ? 'argument' : 'arguments'} (${rest.args.length} given)`,
          )
        const given: Record<string, PyValue> = { class_name: name }
        for (const [key, value] of constants) if (READ.has(key) && typeof value === 'string') given[key] = value
        for (const [key, value] of rest.kwargs) given[key] = toPy(value, rt)
        const own = constants.get('output_field')
        const node: FuncNode = {
          type: 'Func',
          name: 'Func',
          args: rest.args.map((arg) => toExpression(arg, rt)),
          outputField: outputFieldOf(options['output_field'] ?? own),
          filter: null,
          distinct: false,
          default: null,
          options: given,
        }
        return node
      },
      (v) => isExpression(v) && typeName(v) === name,
    )
    this.constants = constants
  }
}
