/** What stands in a class besides fields: kept verbatim. */
import type { Member } from '../../document/records.ts'
import type { PyExpr, PyStatement } from '../../python/ast.ts'
import { dedented } from '../../python/reindent.ts'

/** A statement as a member: its text without the indentation it stood at, and a name to call it by. */
export function memberOf(text: string, statement: PyStatement): Member {
  const lineStart = Math.max(text.lastIndexOf('\n', statement.from - 1), text.lastIndexOf('\r', statement.from - 1)) + 1
  const before = text.slice(lineStart, statement.from)
  // After `class A: x = 1` or `;` there is no indentation to take away.
  const columns = before.trim() === '' ? before.length : 0
  return { name: nameOf(statement), source: dedented(text.slice(statement.from, statement.to), columns) }
}

function nameOf(statement: PyStatement): string {
  switch (statement.type) {
    case 'FunctionDef':
    case 'ClassDef':
      return statement.name
    case 'Assign':
      return statement.targets.map(targetName).join(', ')
    case 'AnnAssign':
    case 'AugAssign':
      return targetName(statement.target)
    case 'Import':
    case 'ImportFrom':
      return statement.names.map((n) => n.asname ?? n.name.split('.')[0] ?? n.name).join(', ')
    case 'Expr':
      return statement.value.type === 'Call' ? `${targetName(statement.value.func)}()` : 'expression'
    default:
      return statement.type === 'Unknown' ? statement.what : statement.type.toLowerCase()
  }
}

function targetName(target: PyExpr): string {
  if (target.type === 'Name') return target.id
  if (target.type === 'Attribute') return `${targetName(target.value)}.${target.attr}`
  if (target.type === 'Tuple' || target.type === 'List') return target.items.map(targetName).join(', ')
  return target.type === 'Starred' ? targetName(target.value) : 'expression'
}
