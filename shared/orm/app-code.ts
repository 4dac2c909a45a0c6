/** What the apps' modules define besides models: functions, classes, constants, signal receivers. */
import type { ErDocument } from '../document/records.ts'
import type { PyStatement } from '../python/ast.ts'
import { parseScript } from '../python/parse.ts'
import { exceptionOf, unsupported } from './script/errors.ts'
import { prelude } from './script/prelude.ts'
import type { Interpreter } from './script/run/interpreter.ts'
import { runBlock } from './script/run/statements.ts'
import type { Scope } from './script/scope.ts'
import { isMark } from './script/classes/marks.ts'
import { UserClass } from './script/classes/user-class.ts'

/** Statements of a module that only define names. */
const CODE: ReadonlySet<string> = new Set(['Import', 'ImportFrom', 'FunctionDef', 'ClassDef', 'Assign', 'AnnAssign'])

/** What we cannot follow is missed where it is used. */
export function runAppCode(doc: ErDocument | undefined, project: Scope, interpreter: Interpreter): void {
  runBlock(prelude(), project, interpreter)
  for (const app of Object.values(doc?.apps ?? {})) {
    for (const { name, source } of app.code ?? []) {
      const { body, errors } = parseScript(source)
      if (errors.length > 0) continue
      try {
        // What decorators make of a definition is followed like any other code.
        const definitions = body.filter(isDefinition).map((s) => withoutMarks(s, source))
        runBlock(definitions, project, interpreter)
        const made = project.names.get(name)
        if (made instanceof UserClass && made.module === '__main__') made.module = `${app.label}.models`
      } catch (error) {
        const said = exceptionOf(error)
        if (said === null) throw error
        // Of what is imported the import says enough; what is built on it says both.
        const isImport = body.every(({ type }) => type === 'Import' || type === 'ImportFrom')
        const why = said.str(interpreter.rt).replace(/ is not supported here yet$/, '')
        for (const bound of boundBy({ name, source })) {
          if (project.find(bound) !== undefined) continue
          project.refuse(bound, unsupported(isImport ? why : `${bound} of ${app.label}.models (${why})`))
        }
      }
    }
  }
}

/** The names that a member of a module binds: one, or those inside of a block. */
export function boundBy({ name, source }: { readonly name: string; readonly source: string }): ReadonlySet<string> {
  if (name !== 'if' && name !== 'try') return new Set([name])
  const names = (s: PyStatement): readonly string[] => {
    if (s.type === 'FunctionDef' || s.type === 'ClassDef') return [s.name]
    if (s.type === 'Assign') return s.targets.flatMap((t) => (t.type === 'Name' ? [t.id] : []))
    if (s.type === 'Import' || s.type === 'ImportFrom')
      return s.names.map((n) => n.asname ?? n.name.split('.')[0] ?? '')
    return inner(s).flatMap(names)
  }
  return new Set(parseScript(source).body.flatMap(names))
}

/** What a block at the top of a module may run. */
function inner(s: PyStatement): readonly PyStatement[] {
  if (s.type === 'If') return [...s.body, ...s.orelse]
  if (s.type === 'Try') return [...s.body, ...s.handlers.flatMap(({ body }) => body), ...s.orelse, ...s.finalbody]
  return []
}

/** Also `post_save.connect(welcome, sender=User)` and `MoneyField.register_lookup(Near)`. */
function isDefinition(statement: PyStatement): boolean {
  if (CODE.has(statement.type) || statement.type === 'Pass') return true
  const parts = inner(statement)
  if (parts.length > 0) return parts.every(isDefinition)
  if (statement.type !== 'Expr' || statement.value.type !== 'Call') return false
  const { func } = statement.value
  return func.type === 'Attribute' && (func.attr === 'connect' || func.attr === 'register_lookup')
}

function withoutMarks(statement: PyStatement, source: string): PyStatement {
  if (statement.type !== 'ClassDef' && statement.type !== 'FunctionDef') return statement
  return { ...statement, decorators: statement.decorators.filter((d) => !isMark(source.slice(d.from, d.to))) }
}
