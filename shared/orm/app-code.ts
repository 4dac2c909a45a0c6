/** What the apps' modules define besides models: functions, classes, constants, signal receivers. */
import type { ErDocument } from '../document/records.ts'
import type { PyStatement } from '../python/ast.ts'
import { parseScript } from '../python/parse.ts'
import { exceptionOf } from './script/errors.ts'
import { prelude } from './script/prelude.ts'
import type { Interpreter } from './script/run/interpreter.ts'
import { runBlock } from './script/run/statements.ts'
import type { Scope } from './script/scope.ts'

/** Statements of a module that only define names. */
const CODE: ReadonlySet<string> = new Set(['Import', 'ImportFrom', 'FunctionDef', 'ClassDef', 'Assign', 'AnnAssign'])

/** What we cannot follow is missed where it is used. */
export function runAppCode(doc: ErDocument | undefined, project: Scope, interpreter: Interpreter): void {
  runBlock(prelude(), project, interpreter)
  for (const app of Object.values(doc?.apps ?? {})) {
    for (const { source } of app.code ?? []) {
      const { body, errors } = parseScript(source)
      if (errors.length > 0) continue
      try {
        runBlock(body.filter(isDefinition).map(plainlyDecorated), project, interpreter)
      } catch (error) {
        if (exceptionOf(error) === null) throw error
      }
    }
  }
}

/** Also `post_save.connect(welcome, sender=User)`. */
function isDefinition(statement: PyStatement): boolean {
  if (CODE.has(statement.type)) return true
  if (statement.type !== 'Expr' || statement.value.type !== 'Call') return false
  const { func } = statement.value
  return func.type === 'Attribute' && func.attr === 'connect'
}

/** Of the decorators of a project's functions only `@receiver(…)` means something here. */
function plainlyDecorated(statement: PyStatement): PyStatement {
  if (statement.type === 'ClassDef') return { ...statement, decorators: [] }
  if (statement.type !== 'FunctionDef') return statement
  const decorators = statement.decorators.filter((d) => {
    const func = d.type === 'Call' ? d.func : d
    return (func.type === 'Name' && func.id === 'receiver') || (func.type === 'Attribute' && func.attr === 'receiver')
  })
  return { ...statement, decorators }
}
