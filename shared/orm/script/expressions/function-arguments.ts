/** What Django's functions check about their arguments when they are made; an expression is never looked at. */
import { isDecimal, isExpression, typeName } from '../values.ts'
import { pyRepr } from '../../query/values/python.ts'
import { typeError, valueError } from '../errors.ts'
import type { Value } from '../values.ts'

type Check = (name: string, args: readonly (Value | undefined)[]) => void

/** Below `least` is refused; `strict` compares with `<=` the number before, as Python's message then says. */
function atLeast(
  position: number,
  least: number,
  message: (name: string) => string,
  options: { readonly none?: boolean; readonly operator?: '<' | '<=' } = {},
): Check {
  return (name, args) => {
    const value = args[position]
    if (value === undefined) return
    if (value === null) {
      if (options.none === true) return
      throw options.operator === '<=' ? valueError(message(name)) : notComparable(value, '<')
    }
    if (isExpression(value)) return
    if (typeof value !== 'bigint' && typeof value !== 'number' && typeof value !== 'boolean' && !isDecimal(value))
      throw notComparable(value, options.operator ?? '<')
    if (Number(isDecimal(value) ? value.text : value) < least) throw valueError(message(name))
  }
}

const notComparable = (value: Value, operator: string): Error =>
  typeError(`'${operator}' not supported between instances of '${typeName(value)}' and 'int'`)

const hasSource: Check = (name, args) => {
  if (args[0] === null) throw valueError(`${name} requires a non-null source expression.`)
}

const all =
  (...checks: readonly Check[]): Check =>
  (name, args) => {
    for (const check of checks) check(name, args)
  }

const length = atLeast(1, 1, () => "'length' must be greater than 0.")
const width = atLeast(1, 0, () => "'length' must be greater or equal to 0.", { none: true })
const offset = all(
  hasSource,
  atLeast(1, 1, (name) => `${name} requires a positive integer for the offset.`, { operator: '<=' }),
)

/** An option of the function itself; `options` holds those given by name too. */
type OptionCheck = (option: Value | undefined) => void

const OPTION_CHECKS: Readonly<Record<string, readonly [option: string, check: OptionCheck]>> = {
  Collate: [
    'collation',
    (name) => {
      if (name === undefined || name === null || (typeof name === 'string' && !/^[\w-]+$/.test(name)))
        throw valueError(`Invalid collation name: ${pyRepr(name ?? null)}.`)
    },
  ],
  Extract: [
    'lookup_name',
    (name) => {
      if (name === undefined || name === null) throw valueError('lookup_name must be provided')
    },
  ],
}

/** What is left out and has a default that is an expression like any other: position and value. */
const DEFAULTS: Readonly<Record<string, readonly [position: number, value: Value]>> = {
  LPad: [2, ' '],
  RPad: [2, ' '],
  Round: [1, 0n],
  Lag: [1, 1n],
  Lead: [1, 1n],
  NthValue: [1, 1n],
  Ntile: [0, 1n],
}

/** The arguments with those that have a default of Django's. */
export function withDefaults(name: string, args: (Value | undefined)[]): (Value | undefined)[] {
  const given = Object.hasOwn(DEFAULTS, name) ? DEFAULTS[name] : undefined
  if (given === undefined || args[given[0]] !== undefined || args.length < given[0]) return args
  const filled = [...args]
  filled[given[0]] = { type: 'Value', value: given[1] as never, outputField: null }
  return filled
}

export function checkOption(name: string, optionOf: (option: string) => Value | undefined): void {
  const found = Object.hasOwn(OPTION_CHECKS, name) ? OPTION_CHECKS[name] : undefined
  found?.[1](optionOf(found[0]))
}

const CHECKS: Readonly<Record<string, Check>> = {
  Left: length,
  Right: length,
  LPad: width,
  RPad: width,
  Repeat: atLeast(1, 0, () => "'number' must be greater or equal to 0.", { none: true }),
  Substr: atLeast(1, 1, () => "'pos' must be greater than 0"),
  Lag: offset,
  Lead: offset,
  NthValue: all(
    hasSource,
    atLeast(1, 1, (name) => `${name} requires a positive integer as for nth.`, { operator: '<=' }),
  ),
  Ntile: atLeast(0, 1, () => 'num_buckets must be greater than 0.', { operator: '<=' }),
}

export function checkArguments(name: string, args: readonly (Value | undefined)[]): void {
  if (Object.hasOwn(CHECKS, name)) CHECKS[name]?.(name, args)
}
