/** What Python says where a function of Django's is called with too few, too many or unknown arguments. */
import { FUNCTIONS } from '../../query/functions/table.ts'
import { bind } from '../arguments.ts'
import { typeError } from '../errors.ts'
import type { CallArgs } from '../values.ts'

/** Classes with an `__init__` of their own: its name, and its parameters as `bind` takes them. */
const INITS: Readonly<Record<string, readonly [init: string, params: string]>> = {
  Cast: ['Cast', 'expression output_field'],
  Collate: ['Collate', 'expression collation'],
  Extract: ['Extract', 'expression lookup_name? tzinfo?'],
  Trunc: ['Trunc', 'expression kind output_field? tzinfo?'],
  Left: ['Left', 'expression length'],
  Right: ['Left', 'expression length'],
  LPad: ['LPad', 'expression length fill_text?'],
  RPad: ['LPad', 'expression length fill_text?'],
  Repeat: ['Repeat', 'expression number'],
  Replace: ['Replace', 'expression text replacement?'],
  Substr: ['Substr', 'expression pos length?'],
  Round: ['Round', 'expression precision?'],
  Lag: ['LagLeadFunction', 'expression offset? default?'],
  Lead: ['LagLeadFunction', 'expression offset? default?'],
  NthValue: ['NthValue', 'expression nth?'],
  Ntile: ['Ntile', 'num_buckets?'],
  Count: ['Count', 'expression filter?'],
  JSONObject: ['JSONObject', ''],
}

function initOf(name: string): readonly [init: string, params: string] | undefined {
  if (Object.hasOwn(INITS, name)) return INITS[name]
  if (name.startsWith('Extract')) return ['Extract', 'expression lookup_name? tzinfo?']
  return name.startsWith('Trunc') ? ['TruncBase', 'expression output_field? tzinfo?'] : undefined
}

/** @throws TypeError, in Python's words or in Django's for classes that count their arguments themselves */
export function checkSignature(name: string, { args, kwargs }: CallArgs): void {
  const init = initOf(name)
  if (init === undefined) {
    checkArity(name, args.length)
    return
  }
  const [cls, text] = init
  const params = text.split(' ').filter((param) => param !== '')
  const names = params.map((param) => param.replace('?', ''))
  if (args.length > names.length) throw tooMany(cls, params, args.length)
  bind(`${cls}.__init__`, params, { args, kwargs: new Map([...kwargs].filter(([key]) => names.includes(key))) })
}

function tooMany(cls: string, params: readonly string[], given: number): Error {
  const most = params.length + 1
  const least = params.filter((param) => !param.endsWith('?')).length + 1
  const takes = least === most ? String(most) : `from ${least} to ${most}`
  const noun = most === 1 ? 'argument' : 'arguments'
  return typeError(`${cls}.__init__() takes ${takes} positional ${noun} but ${given + 1} were given`)
}

/** They take no arguments, and Django does not look whether they got some. */
const UNCOUNTED: ReadonlySet<string> = new Set('Now CumeDist DenseRank PercentRank Rank RowNumber'.split(' '))

export function checkArity(name: string, given: number): void {
  if (UNCOUNTED.has(name)) return
  const arity = Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name]?.arity ?? null) : null
  if (arity === null || arity === given) return
  throw typeError(`'${name}' takes exactly ${arity} ${arity === 1 ? 'argument' : 'arguments'} (${given} given)`)
}
