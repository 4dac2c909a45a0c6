/** Blocks of functions: what they return, by what, and the constants that they declare on the way. */
import type { SyntaxNode } from '@lezer/common'
import type { TsExpr } from './syntax.ts'

type Read = (node: SyntaxNode) => TsExpr

/** What a block gives as one expression: `if (a) return b; return c` is `a ? b : c`; null: nothing that can be told. */
export function returnedBy(block: SyntaxNode, read: Read): TsExpr | null {
  return valueOf(partsOf(block), read, MAX_BRANCHES)
}

function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (!child.name.endsWith('Comment')) found.push(child)
  return found
}

const UNDEFINED: TsExpr = { kind: 'word', value: 'undefined', from: 0 }

/** Conditions within each other; each may double what stands behind it. */
const MAX_BRANCHES = 8

function valueOf([first, ...rest]: readonly SyntaxNode[], read: Read, left: number): TsExpr | null {
  if (first === undefined) return null
  if (first.name === 'ReturnStatement') {
    const value = partsOf(first).find((n) => n.name !== 'return' && n.name !== ';')
    return value === undefined ? UNDEFINED : read(value)
  }
  if (first.name === 'Block') return valueOf([...partsOf(first), ...rest], read, left)
  // What returns nothing changes nothing that can be told here.
  if (first.name !== 'IfStatement' || !returns(first)) return valueOf(rest, read, left)
  return left === 0 ? null : branch(first, rest, read, left - 1)
}

function branch(node: SyntaxNode, rest: readonly SyntaxNode[], read: Read, left: number): TsExpr | null {
  const [, test, yes, , no] = partsOf(node)
  if (test === undefined || yes === undefined) return null
  const value = (way: readonly SyntaxNode[]) => valueOf(way, read, left) ?? UNDEFINED
  return {
    kind: 'conditional',
    test: read(test),
    yes: value([yes, ...rest]),
    no: value(no === undefined ? rest : [no, ...rest]),
    from: node.from,
  }
}

function returns(node: SyntaxNode): boolean {
  if (node.name === 'ReturnStatement') return true
  return /^(?:Block|IfStatement)$/.test(node.name) && partsOf(node).some((part) => returns(part))
}

/** Calls that a block makes for what they do: `Column(options)(target, key)`. */
export function callsIn(block: SyntaxNode, read: Read): readonly TsExpr[] {
  return block.getChildren('ExpressionStatement').flatMap((statement) => {
    const [call] = partsOf(statement)
    return call?.name === 'CallExpression' ? [read(call)] : []
  })
}

/** `const size = 5` within a function. */
export function localsIn(block: SyntaxNode, text: string, read: Read): ReadonlyMap<string, TsExpr> {
  const found = new Map<string, TsExpr>()
  for (const node of block.getChildren('VariableDeclaration')) {
    // What is set again has no value of its own.
    if (node.getChild('const') === null) continue
    let name: string | null = null
    let hasValue = false
    for (const part of partsOf(node)) {
      if (part.name === 'VariableDefinition') {
        name = text.slice(part.from, part.to)
        hasValue = false
      } else if (part.name === 'Equals') hasValue = true
      else if (hasValue && name !== null && part.name !== ',' && part.name !== ';') {
        found.set(name, read(part))
        name = null
      }
    }
  }
  return found
}
