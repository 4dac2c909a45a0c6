/** What the source that stands in a models file means: its expressions and functions, in the project's names. */
import type { PyStatement } from '../python/ast.ts'
import { parseExpression } from '../python/parse.ts'
import type { ExprNode } from './query/types.ts'
import { exceptionOf, unsupported } from './script/errors.ts'
import { classMember, constantNames } from './script/models/classes/class-members.ts'
import type { ModelClass } from './script/models/classes/model-class.ts'
import { evaluate } from './script/run/evaluate.ts'
import { makeClass, makeFunction } from './script/run/function.ts'
import type { Interpreter } from './script/run/interpreter.ts'
import { Scope } from './script/scope.ts'
import { Builtin, isExpression } from './script/values.ts'
import type { Value } from './script/values.ts'

export class SourceValues {
  readonly #i: Interpreter
  readonly #project: Scope
  readonly #known = new Map<string, Value>()

  constructor(i: Interpreter, project: Scope) {
    this.#i = i
    this.#project = project
  }

  /** `Runtime.evaluateSource`. */
  evaluate(source: string, within?: ModelClass): Value {
    const scope = within === undefined ? null : this.#bodyOf(within)
    const key = scope === null ? source : `${within?.key} ${source}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const { expr, errors } = parseExpression(source)
    if (errors.length > 0) throw unsupported(`the models file's \`${source}\``)
    const value = evaluate(expr, scope ?? this.#project, this.#i)
    // A fresh list or dict each time, as Python would make; classes and functions stay the same.
    if (expr.type === 'Name' || expr.type === 'Attribute') this.#known.set(key, value)
    return value
  }

  /** An ordering's expression; null: it is none, or cannot be followed. */
  readExpression(source: string): ExprNode | null {
    try {
      const value = this.evaluate(source)
      return isExpression(value) ? value : null
    } catch (error) {
      if (exceptionOf(error) === null) throw error
      return null
    }
  }

  /** `Runtime.functionFrom`. */
  functionFrom(statement: PyStatement, parent: Value, owner?: string): Value {
    if (statement.type === 'ClassDef') return makeClass(statement, new Scope(this.#project), this.#i)
    if (statement.type !== 'FunctionDef') throw new Error(`Not a function: ${statement.type}`)
    const local = new Scope(this.#project)
    local.set('super', new Builtin('super', () => parent))
    if (owner === undefined) return makeFunction(statement, local, this.#i)
    const body = new Scope(local)
    body.owner = { cls: null, name: owner }
    return makeFunction(statement, body, this.#i)
  }

  /** The names of a model's body, made when they are asked for; null: it declares none. */
  #bodyOf(cls: ModelClass): Scope | null {
    const names = constantNames(cls)
    if (names.length === 0) return null
    const scope = new Scope(this.#project)
    for (const name of names) scope.setLater(name, () => classMember(cls, name, null, this.#i.rt) ?? null)
    return scope
  }
}
