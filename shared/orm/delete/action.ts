/** What a foreign key asks for when its target goes. */
import { isExpr } from '../../document/records.ts'
import type { Expr, OnDeleteName, Value as DocumentValue } from '../../document/records.ts'
import type { ResolvedField } from '../../relations/types.ts'
import { OrmError } from '../query/types.ts'
import { isOwnRelation } from '../query/values/own-conversions.ts'

export type Action = { readonly kind: OnDeleteName } | { readonly kind: 'SET'; readonly value: DocumentValue | Expr }

const NAMES: ReadonlySet<string> = new Set(['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'])

export function actionOf(field: ResolvedField): Action {
  const given = field.relation?.onDelete ?? null
  if (given === null && isOwnRelation(field)) throw refused(field, `what ${field.className} sets as on_delete`)
  if (given === null) return { kind: 'CASCADE' }
  if (typeof given === 'string') return { kind: given }
  if (!isExpr(given)) return { kind: 'SET', value: given.set }
  const source = given.expr.replace(/^(?:models\.)/, '')
  if (NAMES.has(source)) return { kind: source as OnDeleteName }
  const set = /^SET\((.*)\)$/s.exec(source)?.[1]
  if (set === undefined) throw refused(field, `on_delete=${given.expr}`)
  return { kind: 'SET', value: { expr: set } }
}

/** A handler of the project's own: what it does to the rows we cannot know. */
function refused({ name }: ResolvedField, what: string): OrmError {
  return new OrmError('NotImplementedError', `${what} of the field ${name} is not supported here yet`)
}
