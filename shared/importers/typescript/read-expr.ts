/** Expressions and classes of TypeScript as data. What is not needed for a schema stays its own text. */
import type { SyntaxNode } from '@lezer/common'
import { callsIn, localsIn, returnedBy } from './blocks.ts'
import type { TsClass, TsEntry, TsExpr, TsItem, TsParam, TsProperty, TsTaken } from './syntax.ts'

/** Deeper than any schema; below, text stays text. */
const MAX_DEPTH = 200

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!child.name.endsWith('Comment')) children.push(child)
  }
  return children
}

export function readExpr(node: SyntaxNode, text: string, depth = 0): TsExpr {
  const read = depth > MAX_DEPTH ? undefined : READERS[node.name]
  return read?.(node, text, depth) ?? { kind: 'other', text: text.slice(node.from, node.to), from: node.from }
}

type ReadNode = (node: SyntaxNode, text: string, depth: number) => TsExpr | null

/** The first part that is an expression: casts, `!` and parentheses change no value. */
const inner: ReadNode = (node, text, depth) => {
  const part = childrenOf(node).find((n) => n.name !== '(')
  return part === undefined ? null : readExpr(part, text, depth + 1)
}

const word: ReadNode = (node, text) => ({ kind: 'word', value: text.slice(node.from, node.to), from: node.from })

const READERS: { readonly [name: string]: ReadNode | undefined } = {
  String: (node, text) => ({ kind: 'string', value: stringValue(node, text) ?? '', from: node.from }),
  Number: (node, text) => ({ kind: 'number', value: text.slice(node.from, node.to), from: node.from }),
  BooleanLiteral: word,
  null: word,
  VariableName(node, text) {
    const name = text.slice(node.from, node.to)
    return name === 'undefined' ? word(node, text, 0) : { kind: 'name', name, from: node.from }
  },
  this: (node) => ({ kind: 'name', name: 'this', from: node.from }),
  ParenthesizedExpression: inner,
  PostfixExpression: inner,
  NonNullExpression: inner,
  InstantiationExpression: inner,
  SequenceExpression: inner,
  BinaryExpression(node, text, depth) {
    const [left, operator, right] = childrenOf(node)
    if (left === undefined || operator === undefined) return null
    if (/^(as|satisfies)$/.test(operator.name)) return readExpr(left, text, depth + 1)
    if (right === undefined) return null
    const sign = text.slice(operator.from, operator.to)
    if (sign === '+') return sum(left, right, text, depth)
    if (!/^(?:LogicOp|CompareOp)$/.test(operator.name)) return null
    const [before, after] = [readExpr(left, text, depth + 1), readExpr(right, text, depth + 1)]
    return { kind: 'binary', operator: sign, left: before, right: after, from: node.from }
  },
  ConditionalExpression(node, text, depth) {
    const [test, , yes, , no] = childrenOf(node)
    if (test === undefined || yes === undefined || no === undefined) return null
    const read = (part: SyntaxNode) => readExpr(part, text, depth + 1)
    return { kind: 'conditional', test: read(test), yes: read(yes), no: read(no), from: node.from }
  },
  UnaryExpression(node, text, depth) {
    const [operator, value] = childrenOf(node)
    if (value === undefined || operator === undefined) return null
    const sign = text.slice(operator.from, operator.to)
    if (sign === '!' || sign === 'typeof')
      return { kind: 'unary', operator: sign, value: readExpr(value, text, depth + 1), from: node.from }
    if (value.name !== 'Number') return null
    return { kind: 'number', value: text.slice(operator.from, value.to).replace(/\s/g, ''), from: node.from }
  },
  MemberExpression(node, text, depth) {
    const [object, ...rest] = childrenOf(node)
    const last = rest.findLast((n) => n.name === 'PropertyName' || n.name === 'String' || n.name === 'Number')
    if (object === undefined || last === undefined) return null
    const name = stringValue(last, text) ?? text.slice(last.from, last.to)
    return { kind: 'member', object: readExpr(object, text, depth + 1), name, from: node.from }
  },
  CallExpression: (node, text, depth) => call(node, text, depth, false),
  NewExpression: (node, text, depth) => call(node, text, depth, true),
  ObjectExpression(node, text, depth) {
    const entries = node.getChildren('Property').map((property) => entry(property, text, depth + 1))
    return { kind: 'object', entries, from: node.from }
  },
  ArrayExpression: (node, text, depth) => ({ kind: 'array', items: items(node, text, depth + 1), from: node.from }),
  ArrowFunction: functionOf,
  FunctionExpression: functionOf,
  FunctionDeclaration: functionOf,
  ClassExpression: classOf,
  ClassDeclaration: classOf,
  TemplateString: (node, text, depth) => template(node, null, text, depth),
  TaggedTemplateExpression(node, text, depth) {
    const [tag] = childrenOf(node)
    const body = node.getChild('TemplateString')
    return tag === undefined || body === null ? null : template(body, readExpr(tag, text, depth + 1), text, depth)
  },
}

/** `'pre_' + name`, a text of two; null: numbers may be meant. */
function sum(left: SyntaxNode, right: SyntaxNode, text: string, depth: number): TsExpr | null {
  const values = [readExpr(left, text, depth + 1), readExpr(right, text, depth + 1)]
  const isText = values.some((v) => v.kind === 'string' || v.kind === 'template')
  const isNumber = values.some((v) => v.kind === 'number' || v.kind === 'other')
  return isNumber && !isText ? null : { kind: 'template', tag: null, texts: ['', '', ''], values, from: left.from }
}

function call(node: SyntaxNode, text: string, depth: number, isNew: boolean): TsExpr | null {
  const callee = childrenOf(node).find((n) => n.name !== 'new')
  const list = node.getChild('ArgList')
  if (callee === undefined) return null
  const args = list === null ? [] : items(list, text, depth + 1)
  return { kind: 'call', callee: readExpr(callee, text, depth + 1), args, isNew, from: node.from }
}

function items(node: SyntaxNode, text: string, depth: number): readonly TsItem[] {
  const result: TsItem[] = []
  let spread = false
  for (const part of childrenOf(node)) {
    if (part.name === 'Spread' || part.name === '...') spread = true
    else if (part.type.isError || /^[(),[\]]$/.test(part.name)) spread = false
    else {
      result.push({ spread, value: readExpr(part, text, depth) })
      spread = false
    }
  }
  return result
}

function entry(node: SyntaxNode, text: string, depth: number): TsEntry {
  const parts = childrenOf(node)
  const last = parts.at(-1)
  const value: TsExpr =
    last === undefined
      ? { kind: 'other', text: '', from: node.from }
      : node.getChild('ParamList') !== null
        ? functionOf(node, text, depth)
        : readExpr(last, text, depth)
  if (parts[0]?.name === 'Spread') return { key: null, value }
  const colon = parts.findIndex((p) => p.name === ':')
  const name = parts
    .slice(0, colon === -1 ? undefined : colon)
    .find((p) => /^(PropertyDefinition|String|Number)$/.test(p.name))
  const reckoned = parts[0]?.name === '[' ? parts[1] : undefined
  if (name === undefined && reckoned !== undefined)
    return { key: null, computed: readExpr(reckoned, text, depth), value }
  if (name === undefined) return { key: null, value: { kind: 'other', text: '', from: node.from } }
  const key = stringValue(name, text) ?? text.slice(name.from, name.to)
  // `{ short }`
  if (colon === -1 && node.getChild('ParamList') === null)
    return { key, value: { kind: 'name', name: key, from: name.from } }
  return { key, value }
}

function functionOf(node: SyntaxNode, text: string, depth: number): TsExpr {
  const list = node.getChild('ParamList')
  const block = node.getChild('Block')
  const read = (part: SyntaxNode) => readExpr(part, text, depth + 1)
  const last = childrenOf(node).at(-1)
  const body =
    block !== null ? blockValue(block, text, read) : last === undefined || last.name === 'ParamList' ? null : read(last)
  const defaults = list === null ? NO_DEFAULTS : defaultsIn(list, text, depth)
  const locals = block === null ? NO_LOCALS : localsIn(block, text, read)
  const calls = block === null ? [] : callsIn(block, read)
  return {
    kind: 'function',
    params: list === null ? [] : params(list, text),
    body,
    from: node.from,
    ...(defaults.size === 0 ? {} : { defaults }),
    ...(locals.size === 0 ? {} : { locals }),
    ...(calls.length === 0 ? {} : { calls }),
  }
}

const NO_LOCALS: ReadonlyMap<string, TsExpr> = new Map()

function blockValue(block: SyntaxNode, text: string, read: (node: SyntaxNode) => TsExpr): TsExpr | null {
  const statement = block.getChildren('ReturnStatement').at(-1)
  const named = classIn(block, statement === undefined ? null : childrenOf(statement)[1], text)
  return named === undefined ? returnedBy(block, read) : read(named)
}

/** The class of a block that its `return` names, as a mixin does it. */
function classIn(block: SyntaxNode, returned: SyntaxNode | null | undefined, text: string): SyntaxNode | undefined {
  if (returned?.name !== 'VariableName') return undefined
  const name = text.slice(returned.from, returned.to)
  return block.getChildren('ClassDeclaration').findLast((node) => {
    const own = node.getChild('VariableDefinition')
    return own !== null && text.slice(own.from, own.to) === name
  })
}

function classOf(node: SyntaxNode, text: string): TsExpr | null {
  const made = readClass(node, text, readDecorators(node, text))
  return made === null ? null : { kind: 'class', node: made, from: node.from }
}

export function readDecorators(node: SyntaxNode, text: string): readonly TsExpr[] {
  return node.getChildren('Decorator').flatMap((decorator) => {
    const expr = childrenOf(decorator).find((n) => n.name !== '@')
    return expr === undefined ? [] : [readExpr(expr, text)]
  })
}

/** null: a class without a body. Only one that is a value may have no name. */
export function readClass(node: SyntaxNode, text: string, decorators: readonly TsExpr[]): TsClass | null {
  const name = node.getChild('VariableDefinition')
  const body = node.getChild('ClassBody')
  if (body === null || (name === null && node.name !== 'ClassExpression')) return null
  return {
    name: name === null ? '' : text.slice(name.from, name.to),
    base: baseOf(node, text),
    isAbstract: node.getChild('abstract') !== null,
    decorators,
    properties: childrenOf(body).flatMap((member) => property(member, text)),
    from: (name ?? node).from,
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
      ...(isMethod ? { isAccessor: true } : {}),
      from: name.from,
    },
  ]
}

const NO_DEFAULTS: ReadonlyMap<number, TsExpr> = new Map()

/** `(name, length = 50)`. */
function defaultsIn(list: SyntaxNode, text: string, depth: number): ReadonlyMap<number, TsExpr> {
  const found = new Map<number, TsExpr>()
  let place = 0
  let isDefault = false
  for (const part of childrenOf(list)) {
    if (part.name === ',') place++
    else if (isDefault) found.set(place, readExpr(part, text, depth + 1))
    isDefault = part.name === 'Equals'
  }
  return found
}

function params(list: SyntaxNode, text: string): readonly TsParam[] {
  return childrenOf(list).flatMap((part): TsParam[] => {
    if (part.name === 'VariableDefinition') return [text.slice(part.from, part.to)]
    if (part.name !== 'ObjectPattern') return []
    const names = part.getChildren('PatternProperty').flatMap((property): [string, TsTaken][] => {
      const [first, second, third] = childrenOf(property)
      if (first === undefined || first.name === 'Spread') return []
      const name = text.slice(first.from, first.to)
      const local = second?.name === ':' && third !== undefined ? text.slice(third.from, third.to) : name
      const equals = childrenOf(property).findIndex((n) => n.name === 'Equals')
      const unsaid = equals === -1 ? undefined : childrenOf(property)[equals + 1]
      return [[local, { name, ...(unsaid === undefined ? {} : { unsaid: readExpr(unsaid, text) }) }]]
    })
    return [new Map(names)]
  })
}

function template(node: SyntaxNode, tag: TsExpr | null, text: string, depth: number): TsExpr {
  const texts: string[] = []
  const values: TsExpr[] = []
  let at = node.from + 1
  for (const hole of node.getChildren('Interpolation')) {
    texts.push(unescaped(text.slice(at, hole.from)))
    const value = childrenOf(hole).find((n) => !n.name.startsWith('Interpolation'))
    values.push(value === undefined ? { kind: 'string', value: '', from: hole.from } : readExpr(value, text, depth + 1))
    at = hole.to
  }
  const end = text.charAt(node.to - 1) === '`' && node.to > node.from + 1 ? node.to - 1 : node.to
  texts.push(unescaped(text.slice(at, Math.max(at, end))))
  return { kind: 'template', tag, texts, values, from: node.from }
}

/** null: not a text. */
export function stringValue(node: SyntaxNode | null, text: string): string | null {
  if (node === null || node.name !== 'String') return null
  const end = node.to > node.from + 1 && text.charAt(node.to - 1) === text.charAt(node.from) ? node.to - 1 : node.to
  return unescaped(text.slice(node.from + 1, end))
}

const ESCAPES: Readonly<Record<string, string | undefined>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  return raw.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|([^]))/g,
    (_, ...found) => {
      const [braced, four, two, plain] = found as (string | undefined)[]
      const code = braced ?? four ?? two
      if (code !== undefined) {
        const point = Number.parseInt(code, 16)
        return point > 0x10ffff ? '' : String.fromCodePoint(point)
      }
      return plain === undefined ? '' : (ESCAPES[plain] ?? plain)
    },
  )
}
