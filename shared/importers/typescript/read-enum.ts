/** Enums. */
import type { SyntaxNode } from '@lezer/common'
import { childrenOf, readExpr, stringValue } from './read-expr.ts'
import type { TsEntry, TsExpr } from './syntax.ts'

/** An enum as an object of its values; those without one count on. */
export function readEnum(node: SyntaxNode, text: string): { readonly name: string; readonly members: TsExpr } | null {
  const name = node.getChild('TypeDefinition')
  const body = node.getChild('EnumBody')
  if (name === null || body === null) return null
  const entries: TsEntry[] = []
  let key: string | null = null
  let next = 0
  const close = (value: TsExpr | null, from: number) => {
    if (key === null) return
    const made: TsExpr = value ?? { kind: 'number', value: String(next), from }
    next = made.kind === 'number' ? Number(made.value) + 1 : next
    entries.push({ key, value: made })
    key = null
  }
  for (const part of childrenOf(body)) {
    if (part.name === ',' || part.name === '}') close(null, part.from)
    else if (part.name === 'PropertyName' || (part.name === 'String' && key === null)) {
      close(null, part.from)
      key = stringValue(part, text) ?? text.slice(part.from, part.to)
    } else if (key !== null && part.name !== 'Equals' && part.name !== '{') close(readExpr(part, text), part.from)
  }
  close(null, body.to)
  return { name: text.slice(name.from, name.to), members: { kind: 'object', entries, from: node.from } }
}
