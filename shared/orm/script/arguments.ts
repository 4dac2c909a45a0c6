/** Reading a call's arguments by Python's rules, with Python's complaints. */
import { typeError } from './errors.ts'
import type { CallArgs, Value } from './values.ts'

/**
 * Values by parameter name. A name that ends with `?` may be left out (then it is undefined).
 * Throws Python's TypeError on missing, surplus and unknown arguments.
 */
export function bind<const T extends readonly string[]>(
  name: string,
  params: T,
  { args, kwargs }: CallArgs,
): {
  readonly [K in T[number] as K extends `${infer N}?` ? N : K]: K extends `${string}?` ? Value | undefined : Value
} {
  const names = params.map((p) => p.replace('?', ''))
  if (args.length > names.length) {
    const takes =
      names.length === 0 ? 'no arguments' : `at most ${names.length} argument${names.length === 1 ? '' : 's'}`
    throw typeError(`${name}() takes ${takes} (${args.length} given)`)
  }
  const out: Record<string, Value | undefined> = {}
  names.forEach((n, i) => (out[n] = args[i]))
  for (const [key, value] of kwargs) {
    const at = names.indexOf(key)
    if (at < 0) throw typeError(`${name}() got an unexpected keyword argument '${key}'`)
    if (at < args.length) throw typeError(`${name}() got multiple values for argument '${key}'`)
    out[key] = value
  }
  const missing = params.filter((p) => !p.endsWith('?') && out[p] === undefined)
  if (missing.length > 0) {
    const list = missing.map((m) => `'${m}'`).join(missing.length > 2 ? ', ' : ' and ')
    throw typeError(
      `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`,
    )
  }
  return out as ReturnType<typeof bind<T>>
}

/** Splits named options off the keyword arguments. */
export function takeOptions(
  { args, kwargs }: CallArgs,
  names: readonly string[],
): { readonly options: { readonly [name: string]: Value | undefined }; readonly rest: CallArgs } {
  const options: Record<string, Value> = {}
  const rest = new Map<string, Value>()
  for (const [key, value] of kwargs) {
    if (names.includes(key)) options[key] = value
    else rest.set(key, value)
  }
  return { options, rest: { args, kwargs: rest } }
}
