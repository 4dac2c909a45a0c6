/** What a model's Meta says of permissions, as far as django.contrib.auth reads it. */
import { isExpr } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import type { ResolvedModel } from '../types.ts'
import { textOf } from '../values/values.ts'

const DEFAULT_PERMISSIONS = ['add', 'change', 'delete', 'view']

/** `Meta.permissions`: codenames with their names. */
export function ownPermissions({ meta }: ResolvedModel): readonly (readonly [string, string])[] {
  return pairs(meta.other?.['permissions'])
}

/** `Meta.default_permissions`. */
export function actionsOf(model: ResolvedModel): readonly string[] {
  const written = model.meta.other?.['default_permissions']
  if (Array.isArray(written)) return written.filter((item) => typeof item === 'string')
  if (!isExpr(written)) return DEFAULT_PERMISSIONS
  return expressionItems(parseExpression(written.expr).expr).flatMap((item) => stringOf(item) ?? [])
}

function pairs(value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return value.flatMap((pair: unknown) => {
      if (typeof pair === 'object' && pair !== null && 'expr' in pair)
        return pairs([...pairs({ expr: `[${String(pair.expr)}]` })])
      return Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], textOf(pair[1]) ?? ''] as const] : []
    })
  }
  if (typeof value !== 'object' || value === null || !('expr' in value)) return []
  return expressionItems(parseExpression(String(value.expr)).expr).flatMap((pair) => {
    const [codename, name] = expressionItems(pair)
    const text = stringOf(codename)
    return text === null ? [] : [[text, textOfExpr(name)] as const]
  })
}

export function expressionItems(expr: PyExpr): readonly PyExpr[] {
  return expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set' ? expr.items : []
}

function textOfExpr(expr: PyExpr | undefined): string {
  if (expr?.type === 'Call') return stringOf(expr.args[0]?.value) ?? ''
  return stringOf(expr) ?? ''
}
