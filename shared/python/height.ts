/** Chains such as `a.b.c…` or `1+1+1…` nest as deep as they are long; walkers recurse. */
import type { PyStatement } from './ast.ts'

/** Nodes on top of each other that we hand out. Node's default stack takes some ten times this. */
const MAX_HEIGHT = 1000

/** Shorter texts cannot be that high: a level takes two characters at the least. */
const SAFE_LENGTH = 2 * MAX_HEIGHT

export function isTooHigh(statement: PyStatement): boolean {
  if (statement.to - statement.from < SAFE_LENGTH) return false
  const open: { node: object; depth: number }[] = [{ node: statement, depth: 0 }]
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    // Lists and argument records count too, so the limit here is three times that of nodes.
    if (item.depth > 3 * MAX_HEIGHT) return true
    for (const child of Object.values(item.node)) {
      if (typeof child === 'object' && child !== null) open.push({ node: child, depth: item.depth + 1 })
    }
  }
  return false
}
