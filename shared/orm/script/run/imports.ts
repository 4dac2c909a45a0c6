/** `import` and `from … import`: models, Django's names, and the few modules that scripts use. */
import { libraryModule } from '../library/load.ts'
import { noModule, noName } from '../refused-names.ts'
import { PyError } from '../errors.ts'
import type { Scope } from '../scope.ts'
import type { Namespace } from '../values.ts'
import type { Interpreter, Of } from './interpreter.ts'

/** Native modules and those in Python. */
function moduleNamed(name: string, i: Interpreter): Namespace | undefined {
  return libraryModule(name, i.nativeModule(name), i)
}

export function importModule(name: string, asname: string | null, scope: Scope, i: Interpreter): void {
  const found = moduleNamed(name, i)
  if (found === undefined) throw noModule(name)
  const [first = name] = name.split('.')
  // `import blog.models` brings the name `blog`.
  const bound = asname === null ? (moduleNamed(first, i) ?? found) : found
  scope.set(asname ?? first, bound)
}

export function runImportFrom(s: Of<'ImportFrom'>, scope: Scope, i: Interpreter): void {
  for (const { name, asname } of s.names) {
    if (name === '*') {
      importAll(s, scope, i)
      continue
    }
    // A name may hold None.
    const own = i.importName(s.module, name)
    const value =
      own === undefined ? (moduleNamed(s.module, i)?.members.get(name) ?? moduleNamed(`${s.module}.${name}`, i)) : own
    if (value === undefined) {
      const known = moduleNamed(s.module, i) !== undefined || /(^|\.)models$/.test(s.module)
      throw known || s.level > 0 ? noName(s.module, name) : noModule(s.module)
    }
    scope.set(asname ?? name, value)
  }
}

/** `from m import *`: what does not start with an underscore. */
function importAll({ module, level }: Of<'ImportFrom'>, scope: Scope, i: Interpreter): void {
  const found = moduleNamed(module, i)
  // The modules of a project make their names when they are asked for them.
  const names = found === undefined || found.members.size === 0 ? i.importNames(module) : [...found.members.keys()]
  if (found === undefined && names.length === 0 && level === 0) throw noModule(module)
  for (const name of names.filter((n) => !n.startsWith('_'))) {
    try {
      scope.set(name, found?.members.get(name) ?? i.importName(module, name) ?? null)
    } catch (error) {
      // What cannot be made is refused where it is used, not where everything is imported.
      if (!(error instanceof PyError)) throw error
      scope.refuse(name, error)
    }
  }
}
