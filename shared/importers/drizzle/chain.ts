/** `varchar('name', { length: 9 }).notNull().references(…)` taken apart: the builder, and the calls upon it. */
import type { Bound, Program, Scope } from '../typescript/program.ts'

export interface Call {
  readonly name: string
  readonly args: readonly Bound[]
  readonly from: number
}

export interface Chain {
  /** The first call: `varchar`, for `t.varchar` and `pg.varchar` too. */
  readonly root: Call
  /** What it is called upon, where that is a value: `shop` in `shop.table(…)`. */
  readonly owner: Bound | null
  readonly calls: readonly Call[]
  readonly scope: Scope
}

/** Chains longer than this are nobody's. */
const MAX_CALLS = 60

/** null: not a call, or one that nothing is known of. */
export function readChain(program: Program, given: Bound): Chain | null {
  const calls: Call[] = []
  let bound = program.resolve(given)
  while (calls.length < MAX_CALLS) {
    const { expr, scope } = bound
    if (expr.kind !== 'call') return null
    const args = callArguments(program, bound)
    const { callee } = expr
    if (callee.kind === 'name')
      return { root: { name: callee.name, args, from: expr.from }, owner: null, calls: calls.reverse(), scope }
    if (callee.kind !== 'member') return null
    const object = program.resolve({ expr: callee.object, scope })
    const call = { name: callee.name, args, from: expr.from }
    if (object.expr.kind !== 'call' || isMaker(object))
      return { root: call, owner: object, calls: calls.reverse(), scope }
    calls.push(call)
    bound = object
  }
  return null
}

/** `pgSchema('shop')` makes tables: what is called upon it is a first call. */
function isMaker({ expr, scope }: Bound): boolean {
  return expr.kind === 'call' && expr.callee.kind === 'name' && importedName(expr.callee.name, scope).endsWith('Schema')
}

export function callArguments(program: Program, { expr, scope }: Bound): readonly Bound[] {
  if (expr.kind !== 'call') return []
  return expr.args.flatMap(({ value, spread }) => {
    const bound = { expr: value, scope }
    return spread ? program.items(program.resolve(bound)) : [bound]
  })
}

/** The name under which the module that it comes from knows it: `import { pgTable as table }`. */
export function importedName(name: string, scope: Scope): string {
  const found = scope.module.imports.get(name)
  return found === undefined || found.name === '*' || found.name === 'default' ? name : found.name
}
