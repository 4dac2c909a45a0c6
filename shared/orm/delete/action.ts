/** What a foreign key asks for when its target goes. */
import { isExpr } from '../../document/records.ts'
import type { Expr, OnDeleteName, Value as DocumentValue } from '../../document/records.ts'
import type { ResolvedField } from '../../relations/types.ts'

export type Action = { readonly kind: OnDeleteName } | { readonly kind: 'SET'; readonly value: DocumentValue | Expr }

const NAMES: ReadonlySet<string> = new Set(['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'])

export function actionOf(field: ResolvedField): Action {
  const given = field.relation?.onDelete ?? null
  if (given === null) return { kind: 'CASCADE' }
  if (typeof given === 'string') return { kind: given }
  if (!isExpr(given)) return { kind: 'SET', value: given.set }
  const source = given.expr.replace(/^(?:models\.)/, '')
  if (NAMES.has(source)) return { kind: source as OnDeleteName }
  const set = /^SET\((.*)\)$/s.exec(source)?.[1]
  // A handler of the project's own: what it does we cannot know, so its rows are left alone.
  return set === undefined ? { kind: 'DO_NOTHING' } : { kind: 'SET', value: { expr: set } }
}
