/**
 * Reads the structure of JSON text without building values: where it stops being JSON, how deep it goes,
 * and where the values at given paths begin. Iterative, so that no nesting exhausts the stack.
 */
import type { Path } from './codec.ts'

interface JsonScan {
  /** null: the text is JSON. */
  readonly error: { readonly offset: number; readonly message: string } | null
  /** Greatest number of open brackets. */
  readonly depth: number
  /** Offsets of keys that their object has had already: of their values JSON keeps the last. */
  readonly repeated: readonly number[]
}

/** A wanted place; children by key or index. */
interface Wanted {
  readonly children: Map<string, Wanted>
  readonly paths: Path[]
}

interface Frame {
  readonly kind: 'object' | 'array'
  readonly wanted: Wanted | undefined
  readonly keys: Set<string>
  index: number
}

const NO_KEYS = new Set<string>()
/** Repeated keys that are remembered; one is enough to look into the file. */
const REPEATED_LIMIT = 100

const SPACE = /[ \t\r\n]*/y
/** A run of characters that stand for themselves; a repeated group would exhaust the stack on a long text. */
const PLAIN = /[ !#-[\]-\uffff]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const LITERAL = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y

/** Whether the text is JSON, and how deep. */
export function scanJson(text: string): JsonScan {
  return scan(text, undefined, () => {})
}

/** 0-based offsets of the values at the paths; the nearest value around one that is not there. */
export function locateJson(text: string, paths: readonly Path[]): ReadonlyMap<Path, number> {
  const found = new Map<Path, number>()
  const root: Wanted = { children: new Map(), paths: [] }
  for (const path of paths) {
    let node = root
    for (const step of path) {
      const next = node.children.get(String(step)) ?? { children: new Map(), paths: [] }
      node.children.set(String(step), next)
      node = next
    }
    node.paths.push(path)
  }
  scan(text, root, (wanted, offset) => {
    // A value is also the nearest known place of everything below it, until that is found itself.
    const queue = [wanted]
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const path of node.paths) found.set(path, offset)
      queue.push(...node.children.values())
    }
  })
  return found
}

/** 1-based line and column (in characters) of an offset. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const lastBreak = before.lastIndexOf('\n')
  let line = 1
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line += 1
  return { line, column: offset - lastBreak }
}

function scan(text: string, root: Wanted | undefined, onWanted: (wanted: Wanted, offset: number) => void): JsonScan {
  const stack: Frame[] = []
  const repeated: number[] = []
  let depth = 0
  let at = 0
  let wanted = root
  const fail = (message: string): JsonScan => ({ error: { offset: at, message }, depth, repeated })
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) return null
    at = pattern.lastIndex
    return match[0]
  }
  /** The text with its quotes; null: none, or one that is not well formed. */
  const takeText = (): string | null => {
    const start = at
    if (text[at] !== '"') return null
    at += 1
    for (;;) {
      take(PLAIN)
      if (text[at] === '"') {
        at += 1
        return text.slice(start, at)
      }
      if (take(ESCAPE) === null) return null
    }
  }
  const readKey = (frame: Frame): boolean => {
    take(SPACE)
    const start = at
    const key = takeText()
    if (key === null) return false
    if (frame.keys.has(key) && repeated.length < REPEATED_LIMIT) repeated.push(start)
    frame.keys.add(key)
    take(SPACE)
    if (text[at] !== ':') return false
    at += 1
    wanted = frame.wanted === undefined ? undefined : frame.wanted.children.get(JSON.parse(key) as string)
    return true
  }

  for (;;) {
    take(SPACE)
    if (wanted !== undefined) onWanted(wanted, at)
    const open = text[at]
    let closed = true
    if (open === '{' || open === '[') {
      at += 1
      const frame: Frame = {
        kind: open === '{' ? 'object' : 'array',
        wanted,
        keys: open === '{' ? new Set() : NO_KEYS,
        index: 0,
      }
      stack.push(frame)
      depth = Math.max(depth, stack.length)
      take(SPACE)
      const end = open === '{' ? '}' : ']'
      if (text[at] === end) {
        at += 1
        stack.pop()
      } else {
        if (frame.kind === 'object') {
          if (!readKey(frame)) return fail('Expected a key in double quotes followed by a colon')
        } else wanted = frame.wanted?.children.get('0')
        closed = false
      }
    } else if (open === '"') {
      if (takeText() === null) return fail('A text that is not closed, or holds a character that has to be escaped')
    } else if (take(LITERAL) === null) {
      return fail(at >= text.length ? 'The file ends in the middle' : `Unexpected ${JSON.stringify(text[at])}`)
    }
    while (closed) {
      const frame = stack.at(-1)
      take(SPACE)
      if (frame === undefined) {
        return at < text.length ? fail('Something follows the end of the design') : { error: null, depth, repeated }
      }
      const next = text[at]
      if (next === ',') {
        at += 1
        frame.index += 1
        if (frame.kind === 'object') {
          if (!readKey(frame)) return fail('Expected a key in double quotes followed by a colon')
        } else wanted = frame.wanted?.children.get(String(frame.index))
        closed = false
      } else if (next === (frame.kind === 'object' ? '}' : ']')) {
        at += 1
        stack.pop()
      } else {
        return fail(at >= text.length ? 'The file ends in the middle' : 'Expected a comma or a closing bracket')
      }
    }
  }
}
