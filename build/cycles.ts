/**
 * Modules that import each other. Functions that call one another may stand in a cycle; a class may not extend
 * one of its own cycle: it would be undefined when the base's file is the first to be loaded.
 */
import { dirname, join, relative, resolve } from 'node:path'

export interface Source {
  /** Relative to the root, with slashes. */
  readonly file: string
  readonly text: string
}

const VALUE_IMPORT = /^import\s+(?!type\b)(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s+from\s*'(\.[^']+)'/gm
const RE_EXPORT = /^export\s+(?!type\b)(?:\{[^}]*\}|\*)\s+from\s*'(\.[^']+)'/gm
const EXTENDS = /\bclass\s+\w+(?:<[^>]*>)?\s+extends\s+(\w+)/g

/** One line per class that extends a class of its own cycle; [] when all is well. */
export function cyclicBases(sources: readonly Source[]): readonly string[] {
  const imports = new Map(sources.map((source) => [source.file, importedNames(source)]))
  const cycleOf = cyclesOf(imports)
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(EXTENDS)].flatMap(([, base = '']) => {
      const from = imports.get(file)?.get(base)
      if (from === undefined || cycleOf.get(from) !== cycleOf.get(file)) return []
      return [`${file}: extends ${base} of ${from}, which imports this file again, directly or not`]
    }),
  )
}

/** File → number of the cycle that it stands in; alone in it where nothing leads back. */
export function cyclesOf(imports: ReadonlyMap<string, ReadonlyMap<string, string>>): ReadonlyMap<string, number> {
  return cycles(new Map([...imports].map(([file, names]) => [file, [...new Set(names.values())]])))
}

/** Name → file it comes from; whole-module imports under their own name. */
export function importedNames({ file, text }: Source): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const target = (specifier: string): string => relative('.', resolve('.', join(dirname(file), specifier)))
  for (const [, names, all, specifier = ''] of text.matchAll(VALUE_IMPORT)) {
    for (const name of (names ?? all ?? '').split(',')) {
      const local =
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? ''
      if (local !== '' && !local.startsWith('type ')) found.set(local, target(specifier))
    }
  }
  for (const [, specifier = ''] of text.matchAll(RE_EXPORT)) found.set(`from ${specifier}`, target(specifier))
  return found
}

/** File → number of its strongly connected component. Source: Tarjan 1972. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const [index, low, component] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const stack: string[] = []
  const visit = (node: string): number => {
    let lowest = index.size
    index.set(node, lowest)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (component.has(next)) continue
      lowest = Math.min(lowest, index.has(next) ? (low.get(next) ?? index.get(next) ?? lowest) : visit(next))
    }
    low.set(node, lowest)
    if (lowest === index.get(node)) {
      for (let member = ''; member !== node;) {
        member = stack.pop() ?? node
        component.set(member, lowest)
      }
    }
    return lowest
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return component
}
