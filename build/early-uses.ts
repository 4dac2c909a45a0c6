/**
 * What a module needs while it is loaded. A value of a module of its own import cycle is not there yet when that
 * module's file is the first to be loaded; functions that are declared are, and what stands in a function's body is
 * needed later. So `const ALL = [...TYPES]` may not stand in a cycle with the file of TYPES.
 */
import { parseAst } from 'vite'
import { cyclesOf, importedNames } from './cycles.ts'
import type { Source } from './cycles.ts'

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}
type Functions = ReadonlyMap<string, Node>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** One line per value that may not be there yet; [] when all is well. */
export function earlyUses(sources: readonly Source[]): readonly string[] {
  const imports = new Map(sources.map((source) => [source.file, importedNames(source)]))
  const cycleOf = cyclesOf(imports)
  const members = new Map<number | undefined, number>()
  for (const cycle of cycleOf.values()) members.set(cycle, (members.get(cycle) ?? 0) + 1)
  const inCycle = sources.filter(({ file }) => (members.get(cycleOf.get(file)) ?? 0) > 1)
  const bodies = new Map(inCycle.map(({ file, text }) => [file, bodyOf(file, text)]))
  const declared = new Map([...bodies].map(([file, body]) => [file, functionsOf(body)]))
  return inCycle.flatMap(({ file }) => {
    const names = imports.get(file) ?? new Map<string, string>()
    const used = namesAtLoad(bodies.get(file) ?? [])
    return [...used].flatMap((name) => {
      const from = names.get(name)
      if (from === undefined || cycleOf.get(from) !== cycleOf.get(file) || declared.get(from)?.has(name) === true)
        return []
      return [`${file}: needs ${name} of ${from} while it is loaded, which imports this file again, directly or not`]
    })
  })
}

function bodyOf(file: string, text: string): readonly Node[] {
  const { body } = parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  return body as unknown as readonly Node[]
}

/** Functions that a module declares, by name: they are there before anything runs. */
function functionsOf(body: readonly Node[]): Functions {
  const found = new Map<string, Node>()
  for (const statement of body) {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement['declaration'] : statement
    if (!isNode(inner) || inner.type !== 'FunctionDeclaration') continue
    const { id } = inner
    if (isNode(id)) found.set(String(id['name']), inner)
  }
  return found
}

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
/** Wrapped expressions; every other `TS…` is a type. */
const CASTS: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

function namesAtLoad(body: readonly Node[]): ReadonlySet<string> {
  const used = new Set<string>()
  const own = functionsOf(body)
  const entered = new Set<Node>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    if (!isNode(value) || FUNCTIONS.has(value.type) || value.type === 'ImportDeclaration') return
    if (value.type.startsWith('TS') && !CASTS.has(value.type)) return
    if (value.type === 'Identifier') {
      used.add(String(value['name']))
      return
    }
    if (CASTS.has(value.type)) walk(value['expression'])
    else if (value.type === 'MemberExpression')
      walk([value['object'], value['computed'] === true ? value['property'] : null])
    else if (value.type === 'Property' || value.type === 'PropertyDefinition') walkProperty(value)
    else if (value.type === 'MethodDefinition') walk(value['computed'] === true ? value['key'] : null)
    else {
      if (value.type === 'CallExpression') enter(value['callee'])
      for (const [key, part] of Object.entries(value)) if (key !== 'typeAnnotation' && key !== 'id') walk(part)
    }
  }
  const walkProperty = (property: Node): void => {
    if (property['computed'] === true) walk(property['key'])
    if (property.type === 'Property' || property['static'] === true) walk(property['value'])
  }
  /** A function of the module that is called while it is loaded. */
  const enter = (callee: unknown): void => {
    const called = isNode(callee) && callee.type === 'Identifier' ? own.get(String(callee['name'])) : undefined
    if (called === undefined || entered.has(called)) return
    entered.add(called)
    walk(called['body'])
  }
  walk(body)
  return used
}
