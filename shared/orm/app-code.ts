/** What the apps' modules define besides models: functions, classes, constants, signal receivers. */
import type { ErDocument } from '../document/records.ts'
import type { PyExpr, PyStatement } from '../python/ast.ts'
import { parseScript } from '../python/parse.ts'
import { exceptionOf } from './script/errors.ts'
import { prelude } from './script/prelude.ts'
import type { Interpreter } from './script/run/interpreter.ts'
import { runBlock } from './script/run/statements.ts'
import type { Scope } from './script/scope.ts'
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
        runBlock(body.filter(isDefinition).map(plainlyDecorated), project, interpreter)
        const made = project.names.get(name)
        if (made instanceof UserClass && made.module === '__main__') made.module = `${app.label}.models`
      } catch (error) {
        if (exceptionOf(error) === null) throw error
      }
    }
  }
}

/** Also `post_save.connect(welcome, sender=User)` and `MoneyField.register_lookup(Near)`. */
function isDefinition(statement: PyStatement): boolean {
  if (CODE.has(statement.type)) return true
  if (statement.type !== 'Expr' || statement.value.type !== 'Call') return false
  const { func } = statement.value
  return func.type === 'Attribute' && (func.attr === 'connect' || func.attr === 'register_lookup')
}

/** Decorators of classes that mean something here; what others do is missed where it is used. */
const ON_CLASSES = ['register_lookup', 'dataclass', 'total_ordering', 'unique']

/** Of functions only `@receiver(…)`. */
function plainlyDecorated(statement: PyStatement): PyStatement {
  if (statement.type === 'ClassDef') return { ...statement, decorators: decoratorsNamed(statement, ON_CLASSES) }
  if (statement.type !== 'FunctionDef') return statement
  return { ...statement, decorators: decoratorsNamed(statement, ['receiver']) }
}

function decoratorsNamed(
  { decorators }: { readonly decorators: readonly PyExpr[] },
  names: readonly string[],
): readonly PyExpr[] {
  return decorators.filter((d) => {
    const func = d.type === 'Call' ? d.func : d
    return (func.type === 'Name' && names.includes(func.id)) || (func.type === 'Attribute' && names.includes(func.attr))
  })
}
