/** Tables whose references lead back to them, where TypeScript cannot tell a column's type without help. */
import type { ModelKey } from '../../relations/types.ts'
import type { SchemaTable } from '../../schema/types.ts'

/** Those that are left when tables nothing leads to, or that lead nowhere, are taken away one after the other. */
export function circularTables(tables: readonly SchemaTable[]): ReadonlySet<ModelKey> {
  const own = new Set(tables.map(({ model }) => model))
  const out = new Map(tables.map(({ model, foreignKeys }) => [model, ends(foreignKeys, own)]))
  const into = new Map(tables.map(({ model }): [ModelKey, ModelKey[]] => [model, []]))
  for (const [from, targets] of out) for (const to of targets) into.get(to)?.push(from)
  const left = new Set(own)
  for (const [ahead, back] of [
    [out, into],
    [into, out],
  ] as const) {
    const counts = new Map(
      [...left].map((model) => [model, (ahead.get(model) ?? []).filter((m) => left.has(m)).length]),
    )
    const done = [...left].filter((model) => counts.get(model) === 0)
    for (let model = done.pop(); model !== undefined; model = done.pop()) {
      left.delete(model)
      for (const other of back.get(model) ?? []) {
        if (!left.has(other)) continue
        counts.set(other, (counts.get(other) ?? 0) - 1)
        if (counts.get(other) === 0) done.push(other)
      }
    }
  }
  return left
}

function ends(keys: SchemaTable['foreignKeys'], own: ReadonlySet<ModelKey>): readonly ModelKey[] {
  return [...new Set(keys.map(({ targetModel }) => targetModel))].filter((model) => own.has(model))
}
