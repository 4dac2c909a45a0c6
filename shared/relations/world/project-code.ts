/** What the code beside the models says that they rely on: constants, managers, the names in other classes. */
import type { ErDocument, Member } from '../../document/records.ts'
import type { PyStatement } from '../../python/ast.ts'
import { literalValue } from '../../python/literal.ts'
import { parseModule } from '../../python/parse.ts'
import { lastName } from '../values/source-names.ts'

/** `LIMIT = 5` beside the models: texts, numbers and lists of them. */
export function literalConstants(doc: ErDocument): ReadonlyMap<string, string> {
  const literal =
    /^([A-Z][A-Z0-9_]*)\s*=\s*((?:-?\d[\d_.]*|'[^'\\\n]*'|"[^"\\\n]*"|True|False|None|[[(][^()[\]{}=]*[\])]))\s*(?:#.*)?$/
  const found = Object.values(doc.apps).flatMap((app) => app.code ?? [])
  return new Map(
    found.flatMap((member) => {
      const match = literal.exec(member.source.trim())
      return match?.[1] === undefined || match[2] === undefined
        ? classConstants(member)
        : [[match[1], match[2]] as const]
    }),
  )
}

const constantsOfClass = new WeakMap<Member, readonly (readonly [string, string])[]>()

/** `class Kind: ONE = 'one'`, enumerations included → `Kind.ONE`. */
function classConstants(member: Member): readonly (readonly [string, string])[] {
  let known = constantsOfClass.get(member)
  if (known === undefined) {
    const body = /^(?:@|class\s)/.test(member.source) ? parseModule(member.source).body : []
    const [statement] = body
    known =
      statement?.type === 'ClassDef' ? statement.body.flatMap((inner) => constantOf(inner, statement.name, member)) : []
    constantsOfClass.set(member, known)
  }
  return known
}

function constantOf(statement: PyStatement, owner: string, { source }: Member): readonly (readonly [string, string])[] {
  const target = statement.type === 'Assign' ? statement.targets[0] : undefined
  if (statement.type !== 'Assign' || statement.targets.length !== 1 || target?.type !== 'Name') return []
  const { from, to } = statement.value
  return literalValue(statement.value) === undefined ? [] : [[`${owner}.${target.id}`, source.slice(from, to)]]
}

/** `class PostManager(models.Manager)` and what is built on it, from the code that stands beside the models. */
export function managerClasses(doc: ErDocument): ReadonlyMap<string, true> {
  const sources = Object.values(doc.apps).flatMap((app) => app.code ?? [])
  const declared = sources.flatMap(({ source }) => {
    const found = /^(?:@.*\n)*class\s+(\w+)\s*\(([^)]*)\)/.exec(source)
    return found === null ? [] : [{ name: found[1] ?? '', bases: found[2] ?? '' }]
  })
  const managers = new Map<string, true>()
  // A base stands before what is built on it, so one pass sees whole chains.
  for (const { name, bases } of declared) {
    const parts = bases.split(',').map((base) => lastName(base.trim()))
    if (parts.some((base) => base.endsWith('Manager') || managers.has(base))) managers.set(name, true)
  }
  return managers
}

/** `published = PostManager()` beside the models: which one of them it is. */
export function managerObjects(doc: ErDocument): ReadonlyMap<string, number> {
  const classes = managerClasses(doc)
  const code = Object.values(doc.apps).flatMap((app) => app.code ?? [])
  const made = code.flatMap(({ name, source }) => {
    const called = /^\w+\s*(?::[^=]*)?=\s*(?:\w+\.)*(\w+)\s*\(/.exec(source.trim())?.[1] ?? ''
    return (called.endsWith('Manager') || classes.has(called)) && !/^class\s/.test(source) ? [name] : []
  })
  return new Map(made.map((name, i) => [name, i]))
}

const helperNames = new WeakMap<Member, readonly string[] | null>()

/** Names in the bodies of classes that are no models, by class name; a method or a constant may be called there. */
export function helperClasses(doc: ErDocument): ReadonlyMap<string, readonly string[]> {
  const helpers = new Map<string, readonly string[]>()
  for (const app of Object.values(doc.apps)) {
    for (const member of app.code ?? []) {
      let names = helperNames.get(member)
      if (names === undefined) helperNames.set(member, (names = namesInClass(member.source)))
      if (names !== null) helpers.set(member.name, names)
    }
  }
  return helpers
}

/** null: no class. */
function namesInClass(source: string): readonly string[] | null {
  if (!/^(?:@|class\s)/.test(source)) return null
  const [statement] = parseModule(source).body
  if (statement?.type !== 'ClassDef') return null
  return statement.body.flatMap((inner) => {
    if (inner.type === 'FunctionDef' || inner.type === 'ClassDef') return [inner.name]
    const targets = inner.type === 'Assign' ? inner.targets : inner.type === 'AnnAssign' ? [inner.target] : []
    return targets.flatMap((target) => (target.type === 'Name' ? [target.id] : []))
  })
}
