/** Two answers to one case: JSON pointers of what differs. */
import type { OracleAnswer } from '../../../cli/oracle/oracle-case.ts'

/** False where Django itself failed on the text after its checks, so that there is nothing to compare. */
export function isComparable(answer: OracleAnswer): boolean {
  return answer['failed'] === undefined
}

export function differences(a: OracleAnswer, b: OracleAnswer, sections: readonly string[]): readonly string[] {
  return sections.flatMap((section) => {
    const [x, y] = [canonical(a[section] ?? null), canonical(b[section] ?? null)]
    return walk(x, y, `/${section}`)
  })
}

/** SQL texts are not compared, and the columns of a table have no order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    if (key === 'sql') return []
    const clean = canonical(item)
    const isTable = key === 'columns' && Array.isArray(clean) && clean.some((c) => typeof c === 'object' && c !== null)
    return [[key, isTable ? clean.toSorted(byText) : clean]]
  })
  return Object.fromEntries(entries)
}

function byText(a: unknown, b: unknown): number {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

function walk(a: unknown, b: unknown, at: string): readonly string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : [at]
  if (Array.isArray(a) !== Array.isArray(b)) return [at]
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length ? a.flatMap((item, i) => walk(item, b[i], `${at}/${i}`)) : [at]
  }
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((key) =>
    key in x && key in y ? walk(x[key], y[key], `${at}/${key}`) : [`${at}/${key}`],
  )
}
