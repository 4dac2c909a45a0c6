/** Results of count(), exists() and aggregate(): one row of named values. */
import type { CompiledScalar } from '../../../query/types.ts'
import { fromPy } from '../../convert.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import { cellReader } from './rows.ts'

export function convertScalar(compiled: CompiledScalar, rt: Runtime): readonly (readonly [string, Value])[] {
  if (compiled.empty)
    return compiled.columns.map((c, i) => [c.name, fromPy(compiled.emptyResult[i] ?? null, rt)] as const)
  const [row = []] = rt.all(compiled.sql, compiled.params).rows
  const cell = cellReader(compiled.columns, rt)
  return compiled.columns.map((c, i) => [c.name, cell(row, i)] as const)
}
