/** Which statements and expressions stop on their way: at a `yield`, or where they wait. */
import type { PyExpr } from '../../../python/ast.ts'

const YIELDS = 1
const WAITS = 2

const KNOWN = new WeakMap<object, number>()

/** Whether a `yield` of this function stands in it; those of functions and lambdas inside do not count. */
export const hasYield = (node: object): boolean => (stepsOf(node) & YIELDS) !== 0

/** Whether it has an `await`, an `async for` or an `async with`. */
export const hasWaits = (node: object): boolean => (stepsOf(node) & WAITS) !== 0

export const hasSteps = (node: object): boolean => stepsOf(node) !== 0

function stepsOf(node: object): number {
  let known = KNOWN.get(node)
  if (known === undefined) {
    known = look(node)
    KNOWN.set(node, known)
  }
  return known
}

function look(node: object): number {
  let own = 0
  if ('type' in node) {
    if (node.type === 'FunctionDef') return inside((node as unknown as { decorators: object }).decorators)
    if (node.type === 'Lambda' || node.type === 'ClassDef') return 0
    const kind = node.type === 'Unknown' ? (node as Unknown).meaning?.kind : undefined
    if (kind === 'lambda') return 0
    if (kind === 'yield') own = YIELDS
    if (kind === 'await') own = WAITS
    // It gives an object that waits when it is asked; only its first source is read here.
    if (node.type === 'Comprehension' && (node as Comprehension).kind === 'generator') {
      const [first] = (node as Comprehension).clauses
      return first === undefined ? 0 : stepsOf(first.iter)
    }
  }
  if ('isAsync' in node) own |= WAITS
  return own | inside(node)
}

function inside(node: object): number {
  let found = 0
  for (const child of Object.values(node) as unknown[])
    if (typeof child === 'object' && child !== null) found |= stepsOf(child)
  return found
}

type Unknown = Extract<PyExpr, { readonly type: 'Unknown' }>
type Comprehension = Extract<PyExpr, { readonly type: 'Comprehension' }>

/** Whether a generator expression waits, and is an asynchronous one. */
export function generatorWaits(e: Comprehension): boolean {
  const [first, ...rest] = e.clauses
  return (
    hasWaits(e.element) ||
    first?.isAsync === true ||
    (first?.ifs.some(hasWaits) ?? false) ||
    rest.some((clause) => hasWaits(clause))
  )
}

export type Yield = Unknown & {
  readonly meaning: { readonly kind: 'yield'; readonly value: PyExpr | null; readonly from: boolean }
}
