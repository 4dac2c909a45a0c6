/** Classes with their decorators, and enums. */
import type { SyntaxNode } from '@lezer/common'
import { childrenOf, readExpr, stringValue } from './read-expr.ts'
import type { TsClass, TsEntry, TsExpr, TsProperty } from './syntax.ts'

export function readDecorators(node: SyntaxNode, text: string): readonly TsExpr[] {
  return node.getChildren('Decorator').flatMap((decorator) => {
    const expr = childrenOf(decorator).find((n) => n.name !== '@')
    return expr === undefined ? [] : [readExpr(expr, text)]
  })
}

/** null: a class without a name or a body. */
export function readClass(node: SyntaxNode, text: string, decorators: readonly TsExpr[]): TsClass | null {
  const name = node.getChild('VariableDefinition')
  const body = node.getChild('ClassBody')
  if (name === null || body === null) return null
  return {
    name: text.slice(name.from, name.to),
    base: baseOf(node, text),
    isAbstract: node.getChild('abstract') !== null,
    decorators,
    properties: childrenOf(body).flatMap((member) => property(member, text)),
    from: name.from,
  }
}

function baseOf(node: SyntaxNode, text: string): TsExpr | null {
  const parts = childrenOf(node)
  const at = parts.findIndex((p) => p.name === 'extends')
  const base = at === -1 ? undefined : parts[at + 1]
  return base === undefined ? null : readExpr(base, text)
}

/** Properties, and accessors that are decorated as such. */
function property(node: SyntaxNode, text: string): readonly TsProperty[] {
  const isMethod = node.name === 'MethodDeclaration'
  if (node.name !== 'PropertyDeclaration' && !(isMethod && node.getChild('get') !== null)) return []
  const name = childrenOf(node).find((n) => /^(PropertyDefinition|PrivatePropertyDefinition|String)$/.test(n.name))
  if (name === undefined) return []
  const annotation = node.getChild('TypeAnnotation')
  return [
    {
      name: stringValue(name, text) ?? text.slice(name.from, name.to),
      decorators: readDecorators(node, text),
      type: annotation === null ? null : text.slice(annotation.from, annotation.to).replace(/^:\s*/, '').trim(),
      optional: node.getChild('Optional') !== null,
      from: name.from,
    },
  ]
}

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
