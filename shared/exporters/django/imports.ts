/** Import lines: merged, sorted in blocks, and wrapped. */
import { LINE_LENGTH } from './black.ts'
import { STDLIB } from './known-imports.ts'

interface ParsedImport {
  readonly module: string
  /** null: `import module`. */
  readonly name: string | null
  readonly asname: string | null
}

const FORM = /^(?:from\s+(\S+)\s+import\s+(\S+)|import\s+(\S+))(?:\s+as\s+(\S+))?$/

function parse(source: string): ParsedImport {
  const [, module, name, plain, asname] = FORM.exec(source.trim()) ?? []
  if (plain !== undefined) return { module: plain, name: null, asname: asname ?? null }
  if (module === undefined || name === undefined) throw new Error(`No import of one name: ${source}`)
  return { module, name, asname: asname ?? null }
}

/**
 * Imports as isort's black profile writes them: library, packages, the project's own, relative ones.
 *
 * @param sources one name each
 * @param ownModules first parts of modules of the project
 */
export function importLines(sources: Iterable<string>, ownModules: ReadonlySet<string>): readonly string[] {
  const parsed = [...new Set(sources)].map(parse)
  const blocks: ParsedImport[][] = [[], [], [], [], []]
  for (const one of parsed) blocks[blockOf(one.module, ownModules)]?.push(one)
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, i) => [...(i === 0 ? [] : ['']), ...blockLines(block)])
}

function blockOf(module: string, ownModules: ReadonlySet<string>): number {
  if (module.startsWith('.')) return 4
  const [root = ''] = module.split('.')
  if (root === '__future__') return 0
  if (STDLIB.has(root)) return 1
  return ownModules.has(root) ? 3 : 2
}

function blockLines(block: readonly ParsedImport[]): readonly string[] {
  const plain = block.filter((one) => one.name === null).map((one) => `import ${one.module}${as(one.asname)}`)
  const groups = Map.groupBy(
    block.filter((one) => one.name !== null),
    (one) => one.module,
  )
  const modules = [...groups.keys()].toSorted((a, b) => compare(a, b))
  return [...plain.toSorted(compare), ...modules.flatMap((module) => fromLines(module, groups.get(module) ?? []))]
}

function fromLines(module: string, imports: readonly ParsedImport[]): readonly string[] {
  const star = imports.filter((one) => one.name === '*').map(() => `from ${module} import *`)
  // A renamed import stands on a line of its own.
  const renamed = imports.filter((one) => one.asname !== null).toSorted((a, b) => byName(a.name ?? '', b.name ?? ''))
  const names = imports.filter((one) => one.asname === null && one.name !== '*').map((one) => one.name ?? '')
  const own = names.length === 0 ? [] : wrapped(module, names.toSorted(byName))
  return [...star, ...own, ...renamed.map((one) => `from ${module} import ${one.name}${as(one.asname)}`)]
}

function wrapped(module: string, names: readonly string[]): readonly string[] {
  const line = `from ${module} import ${names.join(', ')}`
  if (line.length <= LINE_LENGTH) return [line]
  return [`from ${module} import (`, ...names.map((name) => `    ${name},`), ')']
}

function as(name: string | null): string {
  return name === null ? '' : ` as ${name}`
}

function compare(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0
}

/** Constants, classes, then the rest, as isort does. */
function byName(a: string, b: string): number {
  return rank(a) - rank(b) || compare(a, b)
}

function rank(name: string): number {
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) return 0
  return /^[A-Z]/.test(name) ? 1 : 2
}
