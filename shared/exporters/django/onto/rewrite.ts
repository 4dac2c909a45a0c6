/** Turns an expression in a text into another one by the fewest changes: equal parts stay as they stand. */
import type { PyArg, PyExpr, Span } from '../../../python/ast.ts'
import { parseExpression } from '../../../python/parse.ts'
import { printExpr, printString } from '../../../python/print.ts'
import { layOut } from '../black.ts'
import type { TextEdit } from './text-edits.ts'
import { beginsLine, indentOf, insertion, lineEnd, lineStart, nextLine } from './text-edits.ts'

/**
 * @param old the expression as it stands in `text`
 * @param source what it shall be
 */
export function rewrite(text: string, old: PyExpr, source: string): readonly TextEdit[] {
  const { expr, errors } = parseExpression(source)
  return errors.length > 0 ? [{ ...spanOf(old), text: source }] : rewriteExpr(text, old, expr)
}

function spanOf({ from, to }: Span): Span {
  return { from, to }
}

function rewriteExpr(text: string, old: PyExpr, next: PyExpr): readonly TextEdit[] {
  if (printExpr(old) === printExpr(next)) return []
  if (old.type === 'Call' && next.type === 'Call') return rewriteCall(text, old, next)
  if ((old.type === 'List' || old.type === 'Tuple') && (next.type === 'List' || next.type === 'Tuple')) {
    const brackets = text[old.from] === '(' || text[old.from] === '['
    if (brackets && next.items.length > 0 && (old.type === 'List' || next.items.length > 1)) {
      return rewriteItems(text, old, old.items, next.items)
    }
  }
  return [{ ...spanOf(old), text: replacement(text, old, next) }]
}

/** Characters of a value that is never broken over lines. */
const SHORT = 60

function replacement(text: string, old: PyExpr, next: PyExpr): string {
  if (next.type === 'Constant' && typeof next.value === 'string') return likeString(text, old, next.value)
  const column = old.from - lineStart(text, old.from)
  // A short value stays on its line even where that grows too long: breaking it helps nobody.
  if (printExpr(next).length <= SHORT) return likeFile(text, printExpr(next))
  return layOut(printExpr(next), indentOf(text, old.from).length, column, 1)
}

/** In the quotes of the text that it replaces, else of the text at large. */
function likeString(text: string, old: PyExpr, value: string): string {
  const own = /^["']/.exec(text.slice(old.from))?.[0]
  return printString(value, own === "'" || (own === undefined && prefersSingle(text)) ? "'" : '"')
}

/** Whether a file writes its strings in single quotes. */
function prefersSingle(text: string): boolean {
  return (text.match(/'/g)?.length ?? 0) > (text.match(/"/g)?.length ?? 0)
}

type Call = PyExpr & { readonly type: 'Call' }

function rewriteCall(text: string, old: Call, next: Call): readonly TextEdit[] {
  const edits: TextEdit[] = []
  if (lastName(old.func) !== lastName(next.func)) edits.push({ ...spanOf(old.func), text: printExpr(next.func) })
  const positional = (args: readonly PyArg[]): readonly PyArg[] =>
    args.filter((arg) => arg.name === null || arg.name.startsWith('*'))
  const [before, after] = [positional(old.args), positional(next.args)]
  if (before.length !== after.length) {
    return [
      ...edits,
      ...rewriteItems(text, { from: openOf(text, old), to: old.to }, old.args.map(asItem), next.args.map(asItem)),
    ]
  }
  for (const [i, arg] of before.entries()) {
    const other = after[i]
    if (other !== undefined) edits.push(...rewriteExpr(text, arg.value, other.value))
  }
  const wanted = new Map(
    next.args.flatMap((arg) =>
      arg.name === null || arg.name.startsWith('*') ? [] : [[arg.name, printExpr(arg.value)] as const],
    ),
  )
  // Before Django 5.1 a check's condition had another name.
  const condition = wanted.get('condition')
  const hasCheck = old.args.some(({ name }) => name === 'check')
  if (condition !== undefined && hasCheck && !old.args.some(({ name }) => name === 'condition')) {
    wanted.delete('condition')
    wanted.set('check', condition)
  }
  return [...edits, ...keywordEdits(text, old, wanted)]
}

/** `models.Index` and an imported `Index` are one class. */
function lastName(func: PyExpr): string {
  return func.type === 'Attribute' ? func.attr : printExpr(func)
}

/** An argument as an expression of its own, so that lists of them can be compared. */
function asItem(arg: PyArg): PyExpr {
  const lead = arg.name === null ? '' : arg.name.startsWith('*') ? arg.name : `${arg.name}=`
  return lead === ''
    ? arg.value
    : { type: 'Unknown', what: 'an argument', source: lead + printExpr(arg.value), from: arg.from, to: arg.to }
}

function openOf(text: string, call: Call): number {
  return text.indexOf('(', call.func.to)
}

/** Makes the keyword arguments of a call those that are wanted; positional ones stay. */
function keywordEdits(text: string, call: Call, wanted: ReadonlyMap<string, string>): readonly TextEdit[] {
  const edits: TextEdit[] = []
  const gone: number[] = []
  const seen = new Set<string>()
  for (const [i, arg] of call.args.entries()) {
    if (arg.name === null || arg.name.startsWith('*')) continue
    seen.add(arg.name)
    const source = wanted.get(arg.name)
    if (source === undefined) gone.push(i)
    else edits.push(...rewrite(text, arg.value, source))
  }
  const added = [...wanted]
    .filter(([name]) => !seen.has(name))
    .map(([name, source]) => `${name}=${likeFile(text, source)}`)
  return [...edits, ...argumentEdits(text, call, gone, added)]
}

/** Source in the quotes that the file uses. */
export function likeFile(text: string, source: string): string {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0 || !prefersSingle(text)) return source
  return printExpr(expr, "'")
}

/** Removes arguments by index and adds others at the end. */
export function argumentEdits(
  text: string,
  call: Call,
  gone: readonly number[],
  added: readonly string[],
): readonly TextEdit[] {
  const container = { from: openOf(text, call), to: call.to }
  return listEdits(
    text,
    container,
    call.args,
    new Set(gone),
    new Map(added.length === 0 ? [] : [[call.args.length - 1, added]]),
  )
}

function rewriteItems(
  text: string,
  container: Span,
  old: readonly PyExpr[],
  next: readonly PyExpr[],
): readonly TextEdit[] {
  const pairs = aligned(
    old.map((e) => printExpr(e)),
    next.map((e) => printExpr(e)),
  )
  const edits: TextEdit[] = []
  const gone = new Set<number>()
  const added = new Map<number, string[]>()
  let last = -1
  for (const [from, to] of pairs) {
    const before = from === null ? undefined : old[from]
    const after = to === null ? undefined : next[to]
    if (from !== null) last = from
    if (before !== undefined && after !== undefined) edits.push(...rewriteExpr(text, before, after))
    else if (from !== null && before !== undefined) gone.add(from)
    else if (after !== undefined) added.set(last, [...(added.get(last) ?? []), likeFile(text, printExpr(after))])
  }
  return [...edits, ...listEdits(text, container, old, gone, added)]
}

type Pair = readonly [number | null, number | null]

/** Old and new items side by side: equal ones kept, those between them paired in order. */
function aligned(old: readonly string[], next: readonly string[]): readonly Pair[] {
  const table = lcsTable(old, next)
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  let [olds, news]: [number[], number[]] = [[], []]
  const flush = (): void => {
    for (let k = 0; k < Math.max(olds.length, news.length); k++) pairs.push([olds[k] ?? null, news[k] ?? null])
    ;[olds, news] = [[], []]
  }
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      flush()
      pairs.push([i++, j++])
    } else if (j >= next.length || (i < old.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)))
      olds.push(i++)
    else news.push(j++)
  }
  flush()
  return pairs
}

/** Length of the longest common run of `old` from i and `next` from j. */
function lcsTable(old: readonly string[], next: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () => Array.from({ length: next.length + 1 }, () => 0))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row === undefined) continue
      row[j] = old[i] === next[j] ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

/**
 * @param container the list with its brackets
 * @param added new items by the index of the one they follow; -1: at the start
 */
function listEdits(
  text: string,
  container: Span,
  items: readonly Span[],
  gone: ReadonlySet<number>,
  added: ReadonlyMap<number, readonly string[]>,
): readonly TextEdit[] {
  const edits: TextEdit[] = []
  for (let i = 0; i < items.length; i++) {
    if (!gone.has(i)) continue
    let end = i
    while (gone.has(end + 1)) end++
    edits.push(removedRun(text, container, items, i, end))
    i = end
  }
  for (const [after, sources] of added)
    edits.push(addedAfter(text, container, items, lastKept(after, gone), sources, gone))
  return edits
}

function lastKept(index: number, gone: ReadonlySet<number>): number {
  let at = index
  while (at >= 0 && gone.has(at)) at--
  return at
}

function removedRun(text: string, container: Span, items: readonly Span[], first: number, last: number): TextEdit {
  const [from, to] = [items[first]?.from ?? 0, items[last]?.to ?? 0]
  const comma = /^[ \t]*,/.exec(text.slice(to))?.[0].length ?? 0
  const rest = text.slice(to + comma, lineEnd(text, to + comma))
  if (beginsLine(text, from) && /^[ \t]*(?:#.*)?$/.test(rest))
    return { from: lineStart(text, from), to: nextLine(text, to + comma), text: '' }
  const next = items[last + 1]
  const before = items[first - 1]
  const isLastOnLine = next !== undefined && /[\r\n]/.test(text.slice(to, next.from)) && before !== undefined
  if (next !== undefined && !isLastOnLine) return { from, to: next.from, text: '' }
  if (before !== undefined) return { from: before.to, to, text: '' }
  return { from: container.from + 1, to: to + comma, text: '' }
}

function addedAfter(
  text: string,
  container: Span,
  items: readonly Span[],
  index: number,
  sources: readonly string[],
  gone: ReadonlySet<number>,
): TextEdit {
  const before = items[index]
  if (before === undefined) {
    const next = items.find((_, i) => !gone.has(i))
    if (next === undefined) return insertion(container.from + 1, sources.join(', '))
    const isOwnLine = beginsLine(text, next.from)
    const gap = isOwnLine ? `,\n${indentOf(text, next.from)}` : ', '
    return insertion(next.from, sources.map((source) => source + gap).join(''))
  }
  if (!beginsLine(text, before.from)) return insertion(before.to, sources.map((source) => `, ${source}`).join(''))
  const indent = indentOf(text, before.from)
  const comma = /^[ \t]*,/.exec(text.slice(before.to))?.[0].length ?? 0
  const lines = sources.map((source) => layOut(source, indent.length, indent.length, 1))
  // After the comma and a comment that may follow it, so that the comment stays with its item.
  if (comma > 0) return insertion(lineEnd(text, before.to + comma), lines.map((line) => `\n${indent}${line},`).join(''))
  return insertion(before.to, lines.map((line) => `,\n${indent}${line}`).join(''))
}
