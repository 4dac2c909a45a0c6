/** Where the caret stands in a piece of Python, as far as completion needs to know. */

interface CallContext {
  /** Everything before the dot of the method, `Post.objects` in `Post.objects.filter(`. */
  readonly receiver: string
  readonly method: string
}

interface CaretContext {
  /** The innermost call whose brackets are open. null: none, or a bracket of another kind. */
  readonly call: CallContext | null
  /** Text since the opening quote; null: not inside a string. */
  readonly string: string | null
  /** The word being typed: letters, digits and underscores before the caret. */
  readonly word: string
  /** What stands before `.word`; null: no dot. */
  readonly receiver: string | null
  /** Whether the word can be a keyword argument: it follows `(` or `,`. */
  readonly isArgument: boolean
}

/** Reads the text before the caret. Never fails: what it cannot make out is null. */
export function caretContext(before: string): CaretContext {
  const { open, quote } = scan(before)
  const word = /[A-Za-z_]\w*$/.exec(quote === null ? before : before.slice(quote + 1))?.[0] ?? ''
  const ahead = before.slice(0, before.length - word.length)
  const innermost = open.at(-1)
  return {
    call: innermost === undefined || before[innermost] !== '(' ? null : callAt(before, innermost),
    string: quote === null ? null : before.slice(quote + 1),
    word,
    receiver: quote === null && ahead.endsWith('.') ? expressionBefore(ahead, ahead.length - 1) : null,
    isArgument: quote === null && /[(,]\s*$/.test(ahead),
  }
}

/** The calls whose brackets are open before the caret, the innermost first. */
export function openCalls(before: string): readonly CallContext[] {
  const { open } = scan(before)
  return open.toReversed().flatMap((at) => (before[at] === '(' ? (callAt(before, at) ?? []) : []))
}

/**
 * The script as far as the caret where that stands in the braces of an f-string, without the string around: there code
 * is written. null: it stands elsewhere.
 */
export function codeInString(before: string): string | null {
  const { quote } = scan(before)
  if (quote === null || !/(?:^|\W)(?:f|fr|rf)$/i.test(before.slice(0, quote))) return null
  const inside = before.slice(quote + 1).replaceAll('{{', '  ')
  const open = inside.lastIndexOf('{')
  if (open < 0 || inside.indexOf('}', open) >= 0) return null
  return `${before.slice(0, quote).replace(/\w+$/, '')}${inside.slice(open + 1)}`
}

/** Open brackets, outermost first, and the place of an open quote. */
function scan(text: string): { readonly open: readonly number[]; readonly quote: number | null } {
  const open: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i] ?? ''
    if (letter === '#') {
      const end = text.indexOf('\n', i)
      if (end < 0) break
      i = end
    } else if (letter === '"' || letter === "'") {
      const end = stringEnd(text, i, letter)
      if (end === null) return { open, quote: i }
      i = end
    } else if ('([{'.includes(letter)) open.push(i)
    else if (')]}'.includes(letter)) open.pop()
  }
  return { open, quote: null }
}

function stringEnd(text: string, from: number, quote: string): number | null {
  for (let i = from + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === quote) return i
    else if (text[i] === '\n') return i
  }
  return null
}

function callAt(text: string, bracket: number): CallContext | null {
  const method = /([A-Za-z_]\w*)$/.exec(text.slice(0, bracket))?.[1]
  if (method === undefined) return null
  const dot = bracket - method.length - 1
  return { method, receiver: text[dot] === '.' ? expressionBefore(text, dot) : '' }
}

/** The chain of names, calls and brackets that ends at `end`: `Post.objects.filter(…)`. */
function expressionBefore(text: string, end: number): string {
  let at = end - 1
  for (; at >= 0; at -= 1) {
    const letter = text[at] ?? ''
    if (/[\w.]/.test(letter)) continue
    if (letter === ')' || letter === ']') {
      at = openingOf(text, at)
      if (at < 0) break
    } else break
  }
  return text.slice(at + 1, end)
}

function openingOf(text: string, close: number): number {
  let depth = 0
  for (let i = close; i >= 0; i -= 1) {
    const letter = text[i] ?? ''
    if (letter === ')' || letter === ']') depth += 1
    else if (letter === '(' || letter === '[') depth -= 1
    if (depth === 0) return i
  }
  return -1
}

interface ChainPart {
  readonly name: string
  readonly isCalled: boolean
  readonly isIndexed: boolean
}

/** `Post.objects.filter(a=1)[0]` → Post, objects, filter() []. */
export function chainParts(expression: string): readonly ChainPart[] {
  const parts: ChainPart[] = []
  let at = 0
  while (at < expression.length) {
    const name = /^\s*\.?\s*([A-Za-z_]\w*)/.exec(expression.slice(at))
    if (name === null) return parts
    at += name[0].length
    let isCalled = false
    let isIndexed = false
    for (let open = expression[at]; open === '(' || open === '['; open = expression[at]) {
      if (open === '(') isCalled = true
      else isIndexed = true
      at = closingOf(expression, at) + 1
      if (at === 0) return [...parts, { name: name[1] ?? '', isCalled, isIndexed }]
    }
    parts.push({ name: name[1] ?? '', isCalled, isIndexed })
  }
  return parts
}

function closingOf(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i += 1) {
    const letter = text[i] ?? ''
    if (letter === '"' || letter === "'") {
      i = stringEnd(text, i, letter) ?? text.length
      continue
    }
    if (letter === '(' || letter === '[') depth += 1
    else if (letter === ')' || letter === ']') depth -= 1
    if (depth === 0) return i
  }
  return -1
}
