/** Which call the caret stands in, and at which of its parameters. */
import type { Resolution } from '../../../shared/relations/types.ts'
import { caretContext } from './chain.ts'
import { typeOfChain } from './complete-orm.ts'
import { SIGNATURES } from './signatures.ts'
import type { Signature, SignatureKind } from './signatures.ts'
import { plainName } from './words.ts'

export interface SignatureHelp {
  readonly kind: SignatureKind | 'model'
  readonly name: string
  readonly params: readonly string[]
  /** Index in `params` of what is being written; null: none, or not told. */
  readonly active: number | null
}

/**
 * For the innermost call that is open at the end of `before`. null: none, or one that is not known.
 *
 * @param resolution asked for only where a call is open: a large design is not resolved to show an editor
 */
export function signatureAt(before: string, resolution: () => Resolution): SignatureHelp | null {
  const { call } = caretContext(before)
  if (call === null) return null
  const known = signatureOf(call.method, call.receiver, before, resolution())
  if (known === null) return null
  return { ...known, active: activeParam(known.params, argumentsBefore(before)) }
}

/** The signature of a name: a method of what stands before its dot, else a function or a model. */
export function signatureOf(
  name: string,
  receiver: string,
  before: string,
  resolution: Resolution,
): Omit<SignatureHelp, 'active'> | null {
  if (receiver === '') {
    const known = SIGNATURES.function.get(name)
    if (known !== undefined) return { kind: 'function', ...known }
    const model = [...resolution.models.values()].find((one) => one.name === name && one.autoCreatedFor === null)
    return model === undefined ? null : { kind: 'model', name, params: model.fields.map((field) => `${field.name}=…`) }
  }
  const typed = typeOfChain(receiver, before, resolution)
  if (typed === null || typed.kind === 'class') return null
  const tables: Readonly<Record<string, readonly SignatureKind[]>> = {
    queryset: ['queryset'],
    manager: ['related', 'queryset'],
    instance: ['instance'],
  }
  for (const kind of tables[typed.kind] ?? []) {
    const known: Signature | undefined = SIGNATURES[kind].get(name) ?? SIGNATURES[kind].get(plainName(name))
    if (known !== undefined) return { kind, ...known, name }
  }
  return null
}

/** The arguments written so far, the last one as far as it is there. */
function argumentsBefore(before: string): readonly string[] {
  const found: string[] = []
  let depth = 0
  let end = before.length
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const letter = before[i] ?? ''
    if (')]}'.includes(letter)) depth += 1
    else if ('([{'.includes(letter)) {
      if (depth === 0) return [before.slice(i + 1, end), ...found]
      depth -= 1
    } else if (letter === ',' && depth === 0) {
      found.unshift(before.slice(i + 1, end))
      end = i
    }
  }
  return found
}

function activeParam(params: readonly string[], args: readonly string[]): number | null {
  const last = args.at(-1) ?? ''
  const keyword = /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(last)?.[1]
  if (keyword !== undefined) {
    const named = params.findIndex((param) => param.split('=')[0] === keyword)
    return named >= 0 ? named : indexOrNull(params.findIndex((param) => param.startsWith('**')))
  }
  const variable = params.findIndex((param) => /^\*\w/.test(param))
  if (variable >= 0) return variable
  return args.length <= params.length ? indexOrNull(args.length - 1) : null
}

function indexOrNull(index: number): number | null {
  return index < 0 ? null : index
}
