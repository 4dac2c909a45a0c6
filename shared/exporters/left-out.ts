/** One form for what a target cannot say: whoever exports reads it before it is missed. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SchemaIndex, SchemaTable, SchemaUnique } from '../schema/types.ts'

export const STILL_DJANGO = 'Django itself still enforces it; the database alone does not.'

/**
 * @param target its name: `Prisma`
 * @param code 4001 on_delete, 4002 an expression, 4004 an index, unique or check, 4006 a table, 4007 a key
 * @param what `the check price_positive`
 * @param consequence what comes of it
 */
export function leftOut(
  target: string,
  table: SchemaTable,
  code: `relata.${number}`,
  what: string,
  hint: string | null = null,
  consequence = 'it is left out',
): Diagnostic {
  return {
    code,
    severity: 'warning',
    message: `${target} cannot say ${what}; ${consequence}.`,
    hint,
    subject: { kind: 'model', model: table.model, label: table.label },
    fixes: [],
  }
}

/** What of a table's constraints a target can say. */
interface Sayable {
  readonly conditions?: boolean
  readonly expressions?: boolean
  readonly checks?: boolean
  readonly generated?: boolean
}

/** A diagnostic for every constraint, index and generated column that the target leaves out. */
export function plainOnly(target: string, table: SchemaTable, says: Sayable = {}): readonly Diagnostic[] {
  const isLost = (one: SchemaIndex | SchemaUnique): boolean => !isSayable(one, says)
  const checks = says.checks === true ? [] : table.checks.filter((check) => check.column === null)
  const generated = says.generated === true ? [] : table.columns.filter((column) => column.generated !== null)
  return [
    ...table.uniques
      .filter(isLost)
      .map((u) => leftOut(target, table, 'relata.4004', `the constraint ${u.name}`, STILL_DJANGO)),
    ...table.indexes.filter(isLost).map((i) => leftOut(target, table, 'relata.4004', `the index ${i.name}`)),
    ...checks.map((c) => leftOut(target, table, 'relata.4004', `the check ${c.name}`, STILL_DJANGO)),
    ...generated.map((c) => leftOut(target, table, 'relata.4002', `the expression of the generated column ${c.name}`)),
  ]
}

export function isSayable({ condition, expressions }: SchemaIndex | SchemaUnique, says: Sayable = {}): boolean {
  return (condition === null || says.conditions === true) && (expressions.length === 0 || says.expressions === true)
}
