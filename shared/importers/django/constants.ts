/** Follows names to the literals they stand for, and reads choices. Nothing is run. */
import type { Choice, Value } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { sourceOf, stringOf, toValue } from '../../python/literal.ts'
import type { Classes } from './classes.ts'
import type { ClassDecl, SourceModule } from './modules.ts'

/** An expression and where it stands, which decides what its names mean. */
export interface Placed {
  readonly expr: PyExpr
  readonly module: SourceModule
  readonly cls: ClassDecl | null
  /** Names of a comprehension. */
  readonly locals?: ReadonlyMap<string, Placed>
}

const MAX_STEPS = 20

/** The expression a name stands for; one that is no name, or leads nowhere, stays. */
export function followed(placed: Placed, classes: Classes): Placed {
  let at = placed
  for (let step = 0; step < MAX_STEPS; step++) {
    const local = at.expr.type === 'Name' ? at.locals?.get(at.expr.id) : undefined
    if (local !== undefined) {
      at = local
      continue
    }
    const found = classes.names.of(at.expr, at.module, at.cls)
    if (found?.kind !== 'value') return at
    at = { expr: found.expr, module: found.module, cls: found.cls }
  }
  return at
}

/** A string constant, also by name; null: something else. */
export function constantString(placed: Placed, classes: Classes): string | null {
  return stringOf(followed(placed, classes).expr)
}

/** The items of a list or tuple, also by name, added up or spread; null: not to be told without running it. */
export function itemsOf(placed: Placed, classes: Classes, steps = MAX_STEPS): readonly Placed[] | null {
  const at = followed(placed, classes)
  const { expr } = at
  if (steps <= 0) return null
  const inner = (e: PyExpr): Placed => ({ ...at, expr: e })
  if (expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set') {
    const items: Placed[] = []
    for (const item of expr.items) {
      if (item.type !== 'Starred') items.push(inner(item))
      else {
        const spread = itemsOf(inner(item.value), classes, steps - 1)
        if (spread === null) return null
        items.push(...spread)
      }
    }
    return items
  }
  if (expr.type === 'BinOp' && expr.op === '+') {
    const left = itemsOf(inner(expr.left), classes, steps - 1)
    const right = left === null ? null : itemsOf(inner(expr.right), classes, steps - 1)
    return left === null || right === null ? null : [...left, ...right]
  }
  if (expr.type === 'Conditional') {
    const test = knownTruth(inner(expr.test), classes)
    return test === null ? null : itemsOf(inner(test ? expr.body : expr.orelse), classes, steps - 1)
  }
  if (expr.type === 'Comprehension') return itemsMade({ ...at, expr }, classes, steps - 1)
  const isCopy = expr.type === 'Call' && expr.func.type === 'Name' && /^(?:list|tuple)$/.test(expr.func.id)
  if (!isCopy) return null
  const [only] = expr.args
  if (only === undefined) return []
  return only.name === null && expr.args.length === 1 ? itemsOf(inner(only.value), classes, steps - 1) : null
}

/** Whether a condition holds, as far as constants tell; null: they do not. */
function knownTruth(placed: Placed, classes: Classes, steps = MAX_STEPS): boolean | null {
  const at = followed(placed, classes)
  const { expr } = at
  if (steps <= 0) return null
  const inner = (e: PyExpr): boolean | null => knownTruth({ ...at, expr: e }, classes, steps - 1)
  if (expr.type === 'Constant') {
    const { value } = expr
    if (typeof value !== 'object' || value === null) return Boolean(value)
    return 'int' in value ? value.int !== '0' : null
  }
  if (expr.type === 'UnaryOp' && expr.op === 'not') {
    const truth = inner(expr.operand)
    return truth === null ? null : !truth
  }
  if (expr.type !== 'BoolOp') return null
  const left = inner(expr.left)
  return left === null || left === (expr.op === 'or') ? left : inner(expr.right)
}

/** `[models.Index(fields=[name]) for name in NAMES]`: one loop without conditions over a list that is known. */
function itemsMade(
  placed: Placed & { readonly expr: PyExpr & { readonly type: 'Comprehension' } },
  classes: Classes,
  steps: number,
): readonly Placed[] | null {
  const { kind, element, clauses } = placed.expr
  const [loop, ...more] = clauses
  if (loop === undefined || more.length > 0 || loop.ifs.length > 0 || kind === 'dict') return null
  const items = itemsOf({ ...placed, expr: loop.iter }, classes, steps)?.map((item): Placed | null => {
    const locals = boundTo(loop.target, item, classes)
    return locals === null ? null : { ...placed, expr: element, locals }
  })
  return items?.every((item) => item !== null) === true ? items : null
}

/** What the names of a loop stand for; null: they do not fit the item. */
export function boundTo(target: PyExpr, item: Placed, classes: Classes): ReadonlyMap<string, Placed> | null {
  if (target.type === 'Name') return new Map([[target.id, item]])
  if (target.type !== 'Tuple' && target.type !== 'List') return null
  const parts = itemsOf(item, classes)
  if (parts?.length !== target.items.length) return null
  const names = target.items.map((one, i) => [one.type === 'Name' ? one.id : null, parts[i]] as const)
  const whole = names.every((pair): pair is [string, Placed] => pair[0] !== null && pair[1] !== undefined)
  return whole ? new Map(names) : null
}

/** Choices as pairs, groups flattened; null: not to be told without running it. */
export function choicePairs(placed: Placed, classes: Classes, group?: string): readonly Choice[] | null {
  const at = followed(placed, classes)
  if (at.expr.type === 'Dict') {
    const entries = at.expr.entries.map(({ key, value }) => (key === null ? null : ([key, value] as const)))
    if (entries.some((entry) => entry === null)) return null
    return together(entries.map((entry) => (entry === null ? null : pairOf(at, entry, classes, group))))
  }
  const items = itemsOf(at, classes)
  if (items === null) return null
  return together(
    items.map((item) => {
      const parts = itemsOf(item, classes)
      const [value, label] = parts ?? []
      if (parts?.length !== 2 || value === undefined || label === undefined) return null
      return pairOf(item, [value.expr, label.expr], classes, group)
    }),
  )
}

function together(lists: readonly (readonly Choice[] | null)[]): readonly Choice[] | null {
  const result: Choice[] = []
  for (const list of lists) {
    if (list === null) return null
    result.push(...list)
  }
  return result
}

function pairOf(
  at: Placed,
  [key, label]: readonly [PyExpr, PyExpr],
  classes: Classes,
  group?: string,
): readonly Choice[] | null {
  const nested = followed({ ...at, expr: label }, classes)
  if (['List', 'Tuple', 'Dict'].includes(nested.expr.type)) {
    const name = labelText(key)
    return name === null || group !== undefined ? null : choicePairs(nested, classes, name)
  }
  const text = labelText(nested.expr)
  if (text === null) return null
  const { expr, module } = followed({ ...at, expr: key }, classes)
  const value: Value = toValue(expr, module.text)
  return [group === undefined ? { value, label: text } : { value, label: text, group }]
}

const TRANSLATION = /^(?:_|u?gettext(?:_lazy|_noop)?|pgettext(?:_lazy)?)$/

/** A label, also inside a translation call; null: something else. */
export function labelText(expr: PyExpr): string | null {
  const plain = stringOf(expr)
  if (plain !== null) return plain
  if (expr.type !== 'Call') return null
  const name = expr.func.type === 'Name' ? expr.func.id : expr.func.type === 'Attribute' ? expr.func.attr : ''
  return TRANSLATION.test(name) ? stringOf(expr.args.at(-1)?.value) : null
}

/** Whether an expression is made of literals alone, so that writing it anew loses nothing. */
export function isLiteral(expr: PyExpr): boolean {
  if (expr.type === 'Constant') return true
  if (expr.type === 'List' || expr.type === 'Tuple') return expr.items.every(isLiteral)
  if (expr.type === 'UnaryOp') return expr.op === '-' && isLiteral(expr.operand)
  return expr.type === 'Dict' && expr.entries.every((e) => e.key !== null && isLiteral(e.key) && isLiteral(e.value))
}

export function written(placed: Placed): string {
  return sourceOf(placed.expr, placed.module.text)
}
