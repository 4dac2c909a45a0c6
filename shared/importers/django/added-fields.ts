/**
 * Fields that a model gets after its class was made: `Post.add_to_class('x', models.IntegerField())`, or
 * `models.IntegerField().contribute_to_class(Post, 'x')`, at the top level of its module. To Django they are fields
 * like the others, behind them. Those that would mean something else in the class body are not followed.
 */
import type { PyArg, PyExpr, PyStatement } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import type { FieldClass } from './classes.ts'
import type { ClassDecl, SourceModule } from './modules.ts'
import type { Project } from './project.ts'

type Call = PyExpr & { readonly type: 'Call' }

interface AddedField {
  readonly decl: ClassDecl
  readonly statement: PyStatement
  readonly name: string
  /** Of the name, between its quotes. */
  readonly nameSpan: { readonly from: number; readonly to: number }
  readonly call: Call
  readonly type: FieldClass
}

/** A statement that adds a field, and why the field is not taken for one of the class. */
interface LeftField {
  readonly module: SourceModule
  readonly statement: PyStatement
  readonly what: string
  readonly why: string
}

interface AddedFields {
  readonly byDecl: ReadonlyMap<ClassDecl, readonly AddedField[]>
  readonly statements: ReadonlySet<PyStatement>
  readonly left: readonly LeftField[]
}

const known = new WeakMap<Project, AddedFields>()

export function addedFields(project: Project): AddedFields {
  let found = known.get(project)
  if (found === undefined) known.set(project, (found = findAll(project)))
  return found
}

function findAll(project: Project): AddedFields {
  const byDecl = new Map<ClassDecl, AddedField[]>()
  const statements = new Set<PyStatement>()
  const left: LeftField[] = []
  for (const module of project.modules) {
    // A block may not be run: what stands in one is kept as it is.
    for (const statement of module.py.body) {
      const added = addedBy(statement, module, project)
      if (added === null) continue
      const decl = classOf(added.target, module, project)
      const others = decl === null ? [] : (byDecl.get(decl) ?? [])
      const why =
        decl === null ? 'the class is not a model of this file' : trouble(added.name, decl, statement, others, project)
      if (decl === null || why !== null) {
        const what = module.text.slice(statement.from, added.call.from).replace(/\s+/g, ' ')
        left.push({ module, statement, what: `${what}…`, why: why ?? '' })
        continue
      }
      const { name, nameSpan, call, type } = added
      byDecl.set(decl, [...others, { decl, statement, name, nameSpan, call, type }])
      statements.add(statement)
    }
  }
  return { byDecl, statements, left }
}

interface Adding extends Pick<AddedField, 'name' | 'nameSpan' | 'call' | 'type'> {
  readonly target: PyExpr
}

function addedBy(statement: PyStatement, module: SourceModule, { classes }: Project): Adding | null {
  const call = statement.type === 'Expr' ? statement.value : null
  if (call?.type !== 'Call' || call.func.type !== 'Attribute' || call.args.length !== 2) return null
  const [first, second] = call.args as readonly [PyArg, PyArg]
  const { attr, value: receiver } = call.func
  const [target, name, field] =
    attr === 'add_to_class'
      ? [receiver, first.value, second.value]
      : attr === 'contribute_to_class'
        ? [first.value, second.value, receiver]
        : []
  const text = stringOf(name)
  if (target === undefined || name === undefined || field?.type !== 'Call' || text === null) return null
  if (first.name !== null || second.name !== null) return null
  const type = classes.fieldClass(field.func, module, null)
  const at = module.text.slice(name.from, name.to).indexOf(text)
  if (type === null || at < 0 || !/^[A-Za-z_]\w*$/.test(text)) return null
  const from = name.from + at
  return { target, name: text, nameSpan: { from, to: from + text.length }, call: field, type }
}

function classOf(target: PyExpr, module: SourceModule, project: Project): ClassDecl | null {
  const found = project.classes.names.of(target, module, null)
  return found?.kind === 'class' && found.decl.module === module && project.byDecl.has(found.decl) ? found.decl : null
}

/** null: in the class body the field would be the same. */
function trouble(
  name: string,
  decl: ClassDecl,
  statement: PyStatement,
  others: readonly AddedField[],
  project: Project,
): string | null {
  const isTaken = lineage(decl, project).some((one) => one.scope.has(name)) || others.some((one) => one.name === name)
  if (isTaken) return `there is a ${name} already, and Django would have both`
  if (project.byDecl.get(decl)?.kind !== 'abstract') return null
  const isLate = project.models.some(
    (model) =>
      model.decl !== decl &&
      model.decl.module === decl.module &&
      model.decl.node.from < statement.from &&
      lineage(model.decl, project).includes(decl),
  )
  return isLate ? 'classes built on it before do not have the field' : null
}

/** The class and those that it is built on, as far as they are in the project. */
function lineage(decl: ClassDecl, { classes }: Project): readonly ClassDecl[] {
  const found = new Set<ClassDecl>([decl])
  for (const one of found) {
    for (const base of one.bases) {
      const next = base.name === null ? classes.base(base.value, one) : null
      if (next?.kind === 'class') found.add(next.decl)
    }
  }
  return [...found]
}
