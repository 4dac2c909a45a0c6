/** One form for what a target cannot say: whoever exports reads it before it is missed. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SchemaTable } from '../schema/types.ts'

/**
 * @param target its name: `Prisma`
 * @param code 4001 on_delete, 4002 an expression, 4004 an index, unique or check, 4006 a table, 4007 a key
 * @param what `the check price_positive`
 */
export function leftOut(
  target: string,
  table: SchemaTable,
  code: `relata.${number}`,
  what: string,
  hint = 'Django itself still enforces it; the database alone does not.',
): Diagnostic {
  return {
    code,
    severity: 'warning',
    message: `${target} cannot say ${what}; it is left out.`,
    hint,
    subject: { kind: 'model', model: table.model, label: table.label },
    fixes: [],
  }
}

/** What a target without conditions, expressions and checks leaves out of a table. */
export function plainOnly(
  target: string,
  table: SchemaTable,
  says: { readonly checks?: boolean } = {},
): readonly Diagnostic[] {
  const odd = ({ condition, expressions }: SchemaTable['uniques'][number] | SchemaTable['indexes'][number]): boolean =>
    condition !== null || expressions.length > 0
  return [
    ...table.uniques.filter(odd).map((u) => leftOut(target, table, 'relata.4004', `the constraint ${u.name}`)),
    ...table.indexes.filter(odd).map((i) => leftOut(target, table, 'relata.4004', `the index ${i.name}`)),
    ...(says.checks === true ? [] : table.checks.filter((c) => c.column === null)).map((c) =>
      leftOut(target, table, 'relata.4004', `the check ${c.name}`),
    ),
    ...table.columns
      .filter((c) => c.generated !== null)
      .map((c) => leftOut(target, table, 'relata.4002', `the expression of the generated column ${c.name}`)),
  ]
}
