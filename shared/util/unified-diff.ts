/** Differences of two texts line by line, as `diff -u` writes them. */

interface Run {
  readonly kind: 'same' | 'removed' | 'added'
  readonly lines: readonly string[]
}

interface LineCounts {
  readonly added: number
  readonly removed: number
}

/** Lines around a change that are shown with it. */
const CONTEXT = 3
/** More differing lines than this are shown as one block: nobody reads them one by one, and the search is quadratic. */
const MAX_EDITS = 4000

/**
 * The difference as a patch that `patch -p1` applies; '' where the texts are the same.
 *
 * @param path as it stands after `a/` and `b/`
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const runs = compareLines(linesOf(before), linesOf(after))
  const hunks = hunksOf(runs)
  return `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`
}

/** Lines that only one of the two has. */
export function countChanges(before: string, after: string): LineCounts {
  if (before === after) return { added: 0, removed: 0 }
  let [added, removed] = [0, 0]
  for (const { kind, lines } of compareLines(linesOf(before), linesOf(after))) {
    if (kind === 'added') added += lines.length
    if (kind === 'removed') removed += lines.length
  }
  return { added, removed }
}

/** With their line ends, so that a changed ending is a change. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function compareLines(a: readonly string[], b: readonly string[]): readonly Run[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = shortest(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([
    { kind: 'same', lines: a.slice(0, start) },
    ...middle,
    { kind: 'same', lines: a.slice(a.length - end) },
  ])
}

/** Myers' greedy search: `furthest[k]` is how far in `a` the diagonal k got with d edits. */
function shortest(a: readonly string[], b: readonly string[]): readonly Run[] {
  const whole: readonly Run[] = [
    { kind: 'removed', lines: a },
    { kind: 'added', lines: b },
  ]
  if (a.length === 0 || b.length === 0) return whole
  const trace: Map<number, number>[] = []
  const furthest = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= Math.min(a.length + b.length, MAX_EDITS); d++) {
    trace.push(new Map(furthest))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0))
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      furthest.set(k, x)
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace)
    }
  }
  return whole
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): readonly Run[] {
  const runs: Run[] = []
  let [x, y] = [a.length, b.length]
  for (let d = trace.length - 1; d >= 0; d--) {
    const at = trace[d] ?? new Map<number, number>()
    const k = x - y
    const down = k === -d || (k !== d && (at.get(k - 1) ?? 0) < (at.get(k + 1) ?? 0))
    const fromK = down ? k + 1 : k - 1
    const fromX = d === 0 ? 0 : (at.get(fromK) ?? 0)
    const fromY = d === 0 ? 0 : fromX - fromK
    const bend = d === 0 ? 0 : down ? fromX : fromX + 1
    runs.push({ kind: 'same', lines: a.slice(bend, x) })
    if (d > 0)
      runs.push(
        down
          ? { kind: 'added', lines: b.slice(fromY, fromY + 1) }
          : { kind: 'removed', lines: a.slice(fromX, fromX + 1) },
      )
    ;[x, y] = [fromX, fromY]
  }
  return runs.toReversed()
}

/** Neighbours of one kind become one; between two stretches that are the same, removals stand first. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: Run[] = []
  let removed: string[] = []
  let added: string[] = []
  const flush = () => {
    if (removed.length > 0) found.push({ kind: 'removed', lines: removed })
    if (added.length > 0) found.push({ kind: 'added', lines: added })
    ;[removed, added] = [[], []]
  }
  for (const { kind, lines } of runs) {
    if (lines.length === 0) continue
    if (kind === 'removed') removed.push(...lines)
    else if (kind === 'added') added.push(...lines)
    else {
      flush()
      found.push({ kind, lines })
    }
  }
  flush()
  return found
}

const MARK = { same: ' ', removed: '-', added: '+' } as const

function hunksOf(runs: readonly Run[]): readonly string[] {
  const hunks: string[] = []
  let body: string[] = []
  let [oldLine, newLine] = [1, 1]
  let [oldFrom, newFrom] = [1, 1]
  const close = () => {
    if (body.length === 0) return
    const count = (skip: string) => body.filter((line) => !line.startsWith(skip)).length
    const range = (from: number, lines: number) => `${lines === 0 ? from - 1 : from}${lines === 1 ? '' : `,${lines}`}`
    hunks.push(`@@ -${range(oldFrom, count('+'))} +${range(newFrom, count('-'))} @@\n${body.map(ended).join('')}`)
    body = []
  }
  for (const [i, { kind, lines }] of runs.entries()) {
    if (kind !== 'same') {
      if (body.length === 0) [oldFrom, newFrom] = [oldLine, newLine]
      body.push(...lines.map((line) => MARK[kind] + line))
    } else {
      const after = i === 0 ? [] : lines.slice(0, CONTEXT)
      const before = i === runs.length - 1 ? [] : lines.slice(-CONTEXT)
      if (i > 0 && i < runs.length - 1 && lines.length <= 2 * CONTEXT) body.push(...lines.map((line) => ` ${line}`))
      else {
        body.push(...after.map((line) => ` ${line}`))
        close()
        const skipped = lines.length - before.length
        ;[oldFrom, newFrom] = [oldLine + skipped, newLine + skipped]
        body.push(...before.map((line) => ` ${line}`))
      }
    }
    if (kind !== 'added') oldLine += lines.length
    if (kind !== 'removed') newLine += lines.length
  }
  if (body.some((line) => !line.startsWith(' '))) close()
  return hunks
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`
}
