/** `Window(…)` and its frames. */
import { toExpression } from '../convert.ts'
import { ListObject, TupleObject } from '../types/collections.ts'
import { typeError, valueError } from '../errors.ts'
import { outputFieldOf } from './field-object.ts'
import type { Runtime } from '../runtime.ts'
import { bind } from '../arguments.ts'
import { repr, str } from '../text.ts'
import type { ExprNode } from '../../query/types.ts'
import { WINDOW_FUNCTIONS } from '../../query/functions/table.ts'
import { isExpression, isTagged, Namespace, PyObject, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

class FrameObject extends PyObject {
  readonly name: string
  readonly sql: string
  readonly problem: string | null
  constructor(name: string, sql: string, problem: string | null) {
    super()
    this.name = name
    this.sql = sql
    this.problem = problem
  }
  typeName(): string {
    return this.name
  }
  override str(): string {
    return this.sql
  }
  override repr(): string {
    return `<${this.name}: ${this.sql}>`
  }
}

class ExclusionObject extends PyObject {
  readonly member: string
  readonly text: string
  constructor(member: string, text: string) {
    super()
    this.member = member
    this.text = text
  }
  typeName(): string {
    return 'WindowFrameExclusion'
  }
  override getAttr(name: string): Value | undefined {
    return name === 'value' ? this.text : name === 'name' ? this.member : undefined
  }
  override repr(): string {
    return `<WindowFrameExclusion.${this.member}: '${this.text}'>`
  }
}

function bound(value: Value, unbounded: string): string {
  if (value === null) return unbounded
  if (value === 0n) return 'CURRENT ROW'
  return typeof value === 'bigint' && value < 0n ? `${-value} PRECEDING` : `${String(value)} FOLLOWING`
}

/** What is wrong with the bounds: said where the frame is used, not where it is made. */
function problemOf(kind: 'ROWS' | 'RANGE', start: Value, end: Value, rt: Runtime): string | null {
  const isNarrow = kind === 'RANGE'
  if (!isNarrow && typeof start === 'bigint' && typeof end === 'bigint' && start > end)
    return 'start cannot be greater than end.'
  for (const [which, value] of [
    ['start', start],
    ['end', end],
  ] as const) {
    const isBeyond = typeof value === 'bigint' && (which === 'start' ? value > 0n : value < 0n)
    if (value === null || (typeof value === 'bigint' && !(isNarrow && isBeyond))) continue
    const sign = isNarrow ? (which === 'start' ? 'a negative' : 'a positive') : 'an'
    return `${which} argument must be ${sign} integer, zero, or None, but got '${str(value, rt)}'.`
  }
  return null
}

function frame(name: string, kind: 'ROWS' | 'RANGE'): TypeObject {
  return new TypeObject(
    name,
    (call, rt) => {
      const {
        start = null,
        end = null,
        exclusion = null,
      } = bind(`${name}.__init__`, ['start?', 'end?', 'exclusion?'], call)
      if (exclusion !== null && !(exclusion instanceof ExclusionObject))
        throw typeError(`${name}.exclusion must be a WindowFrameExclusion instance.`)
      const rest = exclusion === null ? '' : ` EXCLUDE ${exclusion.text}`
      const [from, to] = [bound(start, 'UNBOUNDED PRECEDING'), bound(end, 'UNBOUNDED FOLLOWING')]
      return new FrameObject(name, `${kind} BETWEEN ${from} AND ${to}${rest}`, problemOf(kind, start, end, rt))
    },
    (v) => v instanceof FrameObject && v.name === name,
  )
}

/** `RowRange`, `ValueRange` and the rows that a frame may leave out. */
export const FRAME_TYPES: readonly (readonly [string, Value])[] = [
  ['RowRange', frame('RowRange', 'ROWS')],
  ['ValueRange', frame('ValueRange', 'RANGE')],
  [
    'WindowFrameExclusion',
    new Namespace(
      'WindowFrameExclusion',
      new Map(
        ['CURRENT ROW', 'GROUP', 'TIES', 'NO OTHERS'].map((text) => {
          const member = text.replace(' ', '_')
          return [member, new ExclusionObject(member, text)]
        }),
      ),
    ),
  ],
]

export function makeWindow(call: CallArgs, rt: Runtime): ExprNode {
  const given = bind('Window.__init__', ['expression', 'partition_by?', 'order_by?', 'frame?', 'output_field?'], call)
  checkCompatible(given.expression ?? null)
  return {
    type: 'Window',
    expression: toExpression(given.expression ?? null, rt),
    partitionBy: listed(given.partition_by ?? null).map((item) => toExpression(item, rt)),
    orderBy: ordering(given.order_by ?? null).map((item) => orderingOf(item, rt)),
    frame: frameText(given.frame ?? null, rt),
    outputField: outputFieldOf(given.output_field),
  }
}

/** Django's aggregates and window functions, and a script's own that say they are. */
function checkCompatible(value: Value): void {
  const isKnown =
    isTagged(value) &&
    value.type === 'Func' &&
    (WINDOW_FUNCTIONS.has(value.name) || value.options['window_compatible'] === true)
  if (isKnown) return
  const name = isExpression(value) ? typeName(value) : typeText(value)
  throw valueError(`Expression '${name}' isn't compatible with OVER clauses.`)
}

const typeText = (value: Value): string =>
  typeof value === 'string' ? 'str' : value instanceof PyObject ? value.typeName() : value === null ? 'NoneType' : 'int'

function listed(value: Value): readonly Value[] {
  if (value === null) return []
  return value instanceof ListObject || value instanceof TupleObject ? value.items : [value]
}

function ordering(value: Value): readonly Value[] {
  const isName = isTagged(value) && (value.type === 'F' || value.type === 'OuterRef')
  const isOne = typeof value === 'string' || (isExpression(value) && !isName)
  if (value !== null && !isOne && listed(value)[0] === value) {
    throw valueError(
      'Window.order_by must be either a string reference to a field, an expression, or a list or tuple of them.',
    )
  }
  return listed(value)
}

function orderingOf(item: Value, rt: Runtime): ExprNode {
  if (typeof item !== 'string' || !item.startsWith('-')) return toExpression(item, rt)
  const expression: ExprNode = { type: 'F', name: item.slice(1) }
  return { type: 'OrderBy', expression, descending: true, nullsFirst: false, nullsLast: false }
}

function frameText(value: Value, rt: Runtime): string | null {
  if (value === null) return null
  if (value instanceof FrameObject) {
    if (value.problem !== null) throw valueError(value.problem)
    return value.sql
  }
  throw typeError(`a window frame must be a RowRange or a ValueRange, not ${repr(value, rt)}`)
}
