/** `db_table = Order._meta.db_table`: the table that another model's Meta or its name says. Nothing is run. */
import type { PyExpr } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import { BUILTIN_BY_LABEL } from '../../relations/builtin/catalogue.ts'
import { followed } from './constants.ts'
import type { Placed } from './constants.ts'
import type { Context } from './context.ts'
import { labelKey } from './project.ts'
import type { ModelDecl } from './project.ts'

const MAX_STEPS = 10

/** null: it is written otherwise, or the model is none that we know. */
export function tableOf(c: Context, at: Placed): string | null {
  const meta = attribute(at.expr, 'db_table')
  const owner = meta === null ? null : attribute(meta, '_meta')
  if (owner === null) return null
  const field = attribute(owner, 'through')
  if (field === null) return tableOfClass(c, { ...at, expr: owner })
  // The join table of a many-to-many that names no model for it.
  const table = field.type === 'Attribute' ? tableOfClass(c, { ...at, expr: field.value }) : null
  return table === null || field.type !== 'Attribute' || !isPlainJoin(c, { ...at, expr: field.value }, field.attr)
    ? null
    : `${table}_${field.attr}`
}

function attribute(expr: PyExpr, name: string): PyExpr | null {
  return expr.type === 'Attribute' && expr.attr === name ? expr.value : null
}

function tableOfClass(c: Context, at: Placed): string | null {
  const model = modelOf(c, at)
  if (model !== null) return tableOfModel(c, model)
  const found = c.project.classes.names.of(at.expr, at.module, at.cls)
  const path = found?.kind === 'outside' ? /^django\.contrib\.(\w+)\.models\.(\w+)$/.exec(found.path) : null
  const isUser = at.expr.type === 'Call' && nameOf(at.expr.func) === 'get_user_model'
  const [app = '', name = ''] = isUser ? c.userModel.split('.') : [path?.[1], path?.[2]]
  const own = isUser ? c.project.byLabel.get(labelKey(app, name)) : undefined
  if (own !== undefined) return tableOfModel(c, own)
  const builtin = BUILTIN_BY_LABEL.get(labelKey(app, name))
  return builtin === undefined ? null : (builtin.meta.db_table ?? `${app}_${builtin.name.toLowerCase()}`)
}

function nameOf(expr: PyExpr): string {
  return expr.type === 'Name' ? expr.id : expr.type === 'Attribute' ? expr.attr : ''
}

function modelOf(c: Context, at: Placed): ModelDecl | null {
  const found = c.project.classes.names.of(at.expr, at.module, at.cls)
  return found?.kind === 'class' ? (c.project.byDecl.get(found.decl) ?? null) : null
}

function tableOfModel(c: Context, model: ModelDecl, steps = MAX_STEPS): string | null {
  const { decl, kind, app, name } = model
  if (kind === 'abstract' || steps <= 0) return null
  if (kind === 'proxy') {
    const [base] = decl.bases.flatMap((b) => modelOf(c, { expr: b.value, module: decl.module, cls: decl.outer }) ?? [])
    return base === undefined ? null : tableOfModel(c, base, steps - 1)
  }
  const meta = decl.scope.get('Meta')
  const written = meta?.kind === 'class' ? meta.decl.scope.get('db_table') : undefined
  if (written === undefined) return `${app}_${name.toLowerCase()}`
  if (meta?.kind !== 'class' || written.kind !== 'value') return null
  return stringOf(followed({ expr: written.expr, module: decl.module, cls: meta.decl }, c.project.classes).expr)
}

function isPlainJoin(c: Context, owner: Placed, name: string): boolean {
  const field = modelOf(c, owner)?.decl.scope.get(name)
  if (field?.kind !== 'value' || field.expr.type !== 'Call' || !nameOf(field.expr.func).endsWith('ManyToManyField')) {
    return false
  }
  return !field.expr.args.some((arg) => arg.name === 'through' || arg.name === 'db_table')
}
