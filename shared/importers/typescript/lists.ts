/** Lists that are made of others: `Object.values(Status)`, `names.map((name) => …)`, the `options` of zod's enums. */
import type { Bound, Program } from './program.ts'

/** Items of a list that is no list in the text; none where nobody knows it. */
export function madeItems(program: Program, { expr, scope }: Bound, depth: number): readonly Bound[] {
  const of = (value: Bound) => program.items(program.resolve(value), depth + 1)
  if (expr.kind === 'member') {
    const made = program.resolve({ expr: expr.object, scope }).expr
    const isEnum = made.kind === 'call' && made.callee.kind === 'member' && made.callee.name === 'enum'
    const first = isEnum && expr.name === 'options' ? made.args[0] : undefined
    return first === undefined ? [] : of({ expr: first.value, scope })
  }
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return []
  const { object, name } = expr.callee
  const first = expr.args[0] === undefined ? null : { expr: expr.args[0].value, scope }
  if (object.kind === 'name' && object.name === 'Object') return first === null ? [] : partsOf(program, first, name)
  if (name !== 'map' || first === null) return []
  const make = program.resolve(first)
  return of({ expr: object, scope }).flatMap((item) => program.apply(make, [item]) ?? [])
}

function partsOf(program: Program, given: Bound, method: string): readonly Bound[] {
  const entries = program.entries(program.resolve(given))
  if (method === 'values') return entries.map((entry) => entry.value)
  if (method !== 'keys') return []
  return entries.map(({ key }) => ({ expr: { kind: 'string', value: key, from: 0 }, scope: given.scope }))
}
