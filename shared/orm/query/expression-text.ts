/** Resolved expressions as Django prints them in errors: `Max(Col(app_person, app.Person.age))`. */
import type { Expr, Func, Lookup, Where } from './expr.ts'
import type { Models } from './models.ts'
import { modelAt } from './models.ts'
import { pyRepr, pyStr } from './values/python.ts'

/** Classes of `django.db.models.lookups` by the names that filters use. */
export const LOOKUP_CLASSES: Readonly<Record<string, string>> = {
  exact: 'Exact',
  iexact: 'IExact',
  gt: 'GreaterThan',
  gte: 'GreaterThanOrEqual',
  lt: 'LessThan',
  lte: 'LessThanOrEqual',
  in: 'In',
  contains: 'Contains',
  icontains: 'IContains',
  startswith: 'StartsWith',
  istartswith: 'IStartsWith',
  endswith: 'EndsWith',
  iendswith: 'IEndsWith',
  range: 'Range',
  isnull: 'IsNull',
  regex: 'Regex',
  iregex: 'IRegex',
}

/** `repr()` */
export function exprRepr(models: Models, expr: Expr): string {
  switch (expr.kind) {
    case 'combined':
      return `<CombinedExpression: ${exprText(models, expr)}>`
    case 'case':
      return `<Case: ${exprText(models, expr)}>`
    case 'when':
      return `<When: ${exprText(models, expr)}>`
    case 'window':
      return `<Window: ${exprText(models, expr)}>`
    case 'where':
      return `<WhereNode: ${exprText(models, expr)}>`
    default:
      return exprText(models, expr)
  }
}

/** `str()` */
export function exprText(models: Models, expr: Expr): string {
  const text = (part: Expr): string => exprText(models, part)
  const repr = (part: Expr): string => exprRepr(models, part)
  switch (expr.kind) {
    case 'col':
      return `Col(${expr.alias === null ? '' : `${expr.alias}, `}${modelAt(models, expr.target.model).label}.${expr.target.name})`
    case 'ref':
      return `Ref(${expr.name}, ${text(expr.source)})`
    case 'value':
      return `Value(${pyRepr(expr.value)})`
    case 'func':
      return functionText(expr, text)
    case 'combined':
      return `${text(expr.left)} ${expr.operator} ${text(expr.right)}`
    case 'case':
      return `CASE ${expr.cases.map(text).join(', ')}, ELSE ${repr(expr.default)}`
    case 'when':
      return `WHEN ${repr(expr.condition)} THEN ${repr(expr.result)}`
    case 'orderBy':
      return `OrderBy(${text(expr.expression)}, descending=${expr.descending ? 'True' : 'False'})`
    case 'wrapper':
      return `ExpressionWrapper(${text(expr.expression)})`
    case 'not':
      return `NegatedExpression(${text(expr.expression)})`
    case 'lookup':
      return lookupText(expr, repr)
    case 'where':
      return whereText(expr, text)
    case 'raw':
      return `RawSQL(${expr.sql}, ${pyRepr({ type: 'list', items: expr.params })})`
    case 'window': {
      const groups = expr.partitionBy === null ? '' : `PARTITION BY ${expr.partitionBy.items.map(text).join(', ')}`
      const order = expr.orderBy === null ? '' : expr.orderBy.items.map(text).join(', ')
      return `${text(expr.expression)} OVER (${groups}${order}${expr.frame ?? ''})`
    }
    case 'star':
      return "'*'"
    default:
      return `<${expr.kind}>`
  }
}

function functionText(expr: Func, text: (part: Expr) => string): string {
  const options = [
    ...(expr.distinct ? ['distinct=True'] : []),
    ...(expr.filter === null ? [] : [`filter=${text(expr.filter)}`]),
    ...sampleText(expr),
  ]
  return `${String(expr.options['class_name'] ?? expr.name)}(${[...expr.args.map(text), ...options].join(', ')})`
}

/** What StdDev and Variance say of themselves beside their arguments. */
export function sampleText({ name, options }: Pick<Func, 'name' | 'options'>): readonly string[] {
  if (name !== 'StdDev' && name !== 'Variance') return []
  return [`sample=${options['sample'] === true ? 'True' : 'False'}`]
}

const INTEGER_CLASSES: Readonly<Record<string, string>> = {
  exact: 'IntegerFieldExact',
  gt: 'IntegerGreaterThan',
  gte: 'IntegerGreaterThanOrEqual',
  lt: 'IntegerLessThan',
  lte: 'IntegerLessThanOrEqual',
}

function lookupText({ name, variant, lhs, rhs }: Lookup, repr: (part: Expr) => string): string {
  const plain = LOOKUP_CLASSES[name] ?? name
  const cls = variant === 'related' ? `Related${plain}` : (variant === 'integer' && INTEGER_CLASSES[name]) || plain
  return `${cls}(${repr(lhs)}, ${rhs.kind === 'direct' ? pyRepr(rhs.value) : repr(rhs)})`
}

function whereText(node: Where, text: (part: Expr) => string): string {
  const inner = `(${pyStr(node.connector)}: ${node.children.map(text).join(', ')})`
  return node.negated ? `(NOT ${inner})` : inner
}
