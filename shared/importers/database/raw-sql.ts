/** SQL of the source as Django takes it: RawSQL, which can stand in a default, a check, an index. */
import type { Expr } from '../../document/records.ts'
import { printString } from '../../python/print.ts'

/** A value. */
export function rawValue(sql: string): Expr {
  return { expr: `RawSQL(${printString(sql)}, [])` }
}

/** Something true or false, as CheckConstraint takes it. */
export function rawCondition(sql: string): Expr {
  return { expr: `RawSQL(${printString(sql)}, [], output_field=models.BooleanField())` }
}

/** The condition of a partial index must be a Q object. */
export function rawFilter(sql: string): Expr {
  return { expr: `models.Q(${rawCondition(sql).expr})` }
}
