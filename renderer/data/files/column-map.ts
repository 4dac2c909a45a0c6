/** Which column of a file goes to which column of the table, guessed by name. */
import type { DataColumn } from '../rows/table-view.ts'

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** By file column: the table's column, or null to leave it out. Each is taken once. */
export function guessColumns(names: readonly string[], columns: readonly DataColumn[]): readonly (string | null)[] {
  const taken = new Set<string>()
  const free = columns.filter(({ page }) => !page.generated)
  return names.map((name) => {
    const found =
      free.find((column) => column.name === name && !taken.has(column.name)) ??
      free.find((column) => namesOf(column).includes(plain(name)) && !taken.has(column.name))
    if (found === undefined) return null
    taken.add(found.name)
    return found.name
  })
}

function namesOf({ name, form }: DataColumn): readonly string[] {
  return [name, form?.field ?? name].map(plain)
}

/** Columns that need a value and would get none. */
export function missingColumns(mapped: readonly (string | null)[], columns: readonly DataColumn[]): readonly string[] {
  return columns
    .filter(({ name, rule, page, form }) => {
      const fills = page.generated || page.pk > 0 || form?.isAuto === true || form?.isTouched === true
      return !fills && !rule.null && !mapped.includes(name) && !hasDefault(form, rule.emptyText, rule.kind)
    })
    .map(({ name }) => name)
}

/** Django gives a text '' and whatever has a default its default. */
function hasDefault(form: DataColumn['form'], emptyText: boolean, kind: string): boolean {
  return form === null || form.hasDefault || (kind === 'text' && emptyText)
}
