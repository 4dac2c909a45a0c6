/** The tables of a database by what they are to the design: models', join tables, and all others. */
import type { ModelKey, Resolution } from '../../shared/relations/types.ts'
import type { Schema } from '../../shared/schema/types.ts'
import { tableForm } from '../../shared/rows/table-form.ts'
import { byName } from '../../shared/util/by-name.ts'
import { t } from '../texts/texts.ts'

export interface ListedTable {
  readonly name: string
  readonly rows: number | null
  /** The model, or the many-to-many it joins. */
  readonly note: string
}

interface Group {
  readonly title: string
  readonly tables: readonly ListedTable[]
}

export function groupTables(
  tables: readonly { readonly name: string; readonly rows: number | null }[],
  compiled: { readonly schema: Schema; readonly resolution: Resolution },
  isDrawn: (model: ModelKey) => boolean,
): readonly Group[] {
  const tableOf = new Map([...compiled.schema.external, ...compiled.schema.tables].map((table) => [table.name, table]))
  const own = new Set(compiled.schema.tables.map(({ name }) => name))
  const kinds: Record<'own' | 'joins' | 'other', ListedTable[]> = { own: [], joins: [], other: [] }
  for (const { name, rows } of tables) {
    const table = tableOf.get(name)
    const form = table === undefined ? null : tableForm(compiled, name)
    const note = form === null ? '' : form.joins === null ? (form.model ?? '') : t.data.joinOf(form.joins)
    const isOwn = table !== undefined && (own.has(name) || isDrawn(table.model))
    kinds[!isOwn ? 'other' : form?.joins != null ? 'joins' : 'own'].push({ name, rows, note })
  }
  const titles = t.data.groups
  return (['own', 'joins', 'other'] as const)
    .map((kind) => ({ title: titles[kind], tables: kinds[kind].toSorted((a, b) => byName(a.name, b.name)) }))
    .filter((group) => group.tables.length > 0)
}

/**
 * The first table with rows, since an empty grid teaches nothing; but what Django keeps for itself is nobody's first
 * question, filled or not.
 */
export function tableToBeginWith(groups: readonly Group[]): string | undefined {
  const own = groups.filter(({ title }) => title !== t.data.groups.other)
  const tables = (own.length === 0 ? groups : own).flatMap((group) => group.tables)
  return (tables.find(({ rows }) => (rows ?? 0) > 0) ?? tables[0])?.name
}
