/** What is known of rows besides their cells: what the rows are called that they lead to, how many lead to them. */
import type { Client } from '../../../shared/protocol/client.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import type { TableForm } from '../../../shared/rows/table-form.ts'

/** Labels or counts of one column; beyond, those of rows that are gone are forgotten. */
const MAX_KNOWN = 20_000

/** Rows that are held, of whose cells keys are made. */
interface Cells {
  readonly rows: number
  cell(row: number, column: number): WireCell
}

interface Parts {
  readonly client: Client
  readonly session: Handle<'sql'>
  readonly form: TableForm | null
  readonly signal: AbortSignal
  held(): Iterable<Cells>
  /** -1: there is none of that name, or the columns are not known yet. */
  columnIndex(name: string): number
  onLearnt(): void
}

export function createRowFacts({ client, session, form, signal, held, columnIndex, onLearnt }: Parts) {
  const labels = new Map<string, Map<string, string>>()
  const counts = new Map<string, Map<string, number>>()
  const references = referencesOf(form)
  const relations = relationsOf(form)

  /** Whoever looks at a million rows in turn holds what is known of the last few thousand. */
  function forget(columns: readonly string[], known: Map<string, unknown>): void {
    if (known.size <= MAX_KNOWN) return
    const stay = new Set([...held()].flatMap((block) => tuplesOf(block, columns)).map(nameOf))
    for (const name of known.keys()) if (!stay.has(name)) known.delete(name)
  }

  /** What each row holds in the columns. */
  function tuplesOf(block: Cells, columns: readonly string[]): WireCell[][] {
    const indexes = columns.map(columnIndex)
    if (indexes.includes(-1)) return []
    return Array.from({ length: block.rows }, (_, row) => indexes.map((index) => block.cell(row, index)))
  }

  async function learnLabels(block: Cells): Promise<void> {
    for (const { name, columns, target } of references) {
      const values = fresh(labels.get(name), tuplesOf(block, columns))
      if (values.length === 0) continue
      const { table, keys } = target
      const params = { session, table, keys: [...keys], labels: [...target.labels], values }
      const found = await client.call('rows.labels', params, { signal })
      const known = labels.get(name) ?? new Map<string, string>()
      // A row that is not there has no label either; it is not asked for again.
      for (const key of values) known.set(nameOf(key), '')
      for (const { key, label } of found.labels) known.set(nameOf(key), label)
      labels.set(name, known)
      forget(columns, known)
    }
    onLearnt()
  }

  async function learnCounts(block: Cells): Promise<void> {
    const asked = relations.flatMap((relation) => {
      const values = fresh(counts.get(relation.name), tuplesOf(block, relation.own))
      return values.length === 0 ? [] : [{ ...relation, values }]
    })
    if (asked.length === 0) return
    const groups = asked.map(({ table, columns, values }) => ({ table, columns: [...columns], values }))
    const found = await client.call('rows.counts', { session, groups }, { signal })
    for (const [i, { name, values, own }] of asked.entries()) {
      const known = counts.get(name) ?? new Map<string, number>()
      for (const key of values) known.set(nameOf(key), 0)
      for (const { key, count: rows } of found.groups[i] ?? []) known.set(nameOf(key), rows)
      counts.set(name, known)
      forget(own, known)
    }
    onLearnt()
  }

  return {
    async learn(block: Cells): Promise<void> {
      await Promise.all([learnLabels(block), learnCounts(block)])
    },
    /** What the row is called that the reference leads to, once known. */
    label: (name: string, key: readonly WireCell[]) => labels.get(name)?.get(nameOf(key)),
    /** How many rows refer to the key; undefined: not known yet. */
    count: (name: string, key: readonly WireCell[]) => counts.get(name)?.get(nameOf(key)),
  }
}

/** References of the table: by the name of their column. */
function referencesOf(form: TableForm | null) {
  return [
    ...[...(form?.columns.values() ?? [])].flatMap(({ name, target }) =>
      target === null ? [] : [{ name, columns: [name], target: { ...target, keys: [target.key] } }],
    ),
    ...(form?.wideKeys ?? []),
  ]
}

/** Relations whose rows are counted: who refers to the row, what it is linked to. */
function relationsOf(form: TableForm | null) {
  return [
    ...(form?.reverse ?? []).map(({ name, table, columns, own }) => ({ name, table, columns, own })),
    ...(form?.many ?? []).map(({ name, through, source, own }) => ({
      name,
      table: through,
      columns: [source],
      own: [own],
    })),
  ]
}

function nameOf(key: readonly WireCell[]): string {
  return JSON.stringify(key)
}

/** Those that nothing is known of yet. A key with NULL in it refers to nothing. */
function fresh(known: ReadonlyMap<string, unknown> | undefined, tuples: readonly WireCell[][]): WireScalar[][] {
  const found = new Map<string, WireScalar[]>()
  for (const tuple of tuples) {
    if (tuple.some((value) => value === null || (typeof value === 'object' && '$p' in value))) continue
    const name = nameOf(tuple)
    if (known?.has(name) !== true) found.set(name, tuple as WireScalar[])
  }
  return [...found.values()].slice(0, 1000)
}
