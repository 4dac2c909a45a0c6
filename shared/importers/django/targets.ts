/** What a relation points at: a model of the project, one of another package, or nothing we can find. */
import type { ModelId } from '../../document/ids.ts'
import { sourceOf, stringOf } from '../../python/literal.ts'
import { printString } from '../../python/print.ts'
import type { PyExpr } from '../../python/ast.ts'
import { BUILTIN_BY_LABEL } from '../../relations/builtin/catalogue.ts'
import type { Placed } from './constants.ts'
import { evaluated } from './evaluate.ts'
import { labelKey } from './project.ts'
import type { ModelDecl, Project } from './project.ts'
import { stableId } from './stable-id.ts'

export interface Target {
  readonly to: ModelId | null
  readonly toSource: string | null
}

/** Models that are referred to but not given, made as they are met. */
export class Externals {
  readonly byLabel = new Map<string, { readonly id: ModelId; readonly app: string; readonly name: string }>()
  /** Of well-known packages, by label. */
  private readonly known: ReadonlyMap<string, ModelDecl>

  constructor(known: Iterable<ModelDecl> = []) {
    this.known = new Map([...known].map((model) => [labelKey(model.app, model.name), model]))
  }

  get(app: string, name: string): ModelId {
    const key = labelKey(app, name)
    const known = this.byLabel.get(key)
    if (known !== undefined) return known.id
    const builtin = BUILTIN_BY_LABEL.get(key) ?? this.known.get(key)
    const id = builtin?.id ?? (stableId('model', `external\n${key}`) as ModelId)
    this.byLabel.set(key, { id, app, name: builtin?.name ?? name })
    return id
  }
}

const MAX_STEPS = 10

/**
 * @param owner the model whose field this is
 * @param userModel `auth.User`, or what the settings say
 */
export function findTarget(
  placed: Placed,
  owner: ModelDecl,
  project: Project,
  externals: Externals,
  userModel: string,
): Target {
  const written = sourceOf(placed.expr, placed.module.text)
  const text = stringOf(placed.expr)
  if (text !== null) return namedTarget(text, owner, project, externals)
  const to = targetOf(placed, MAX_STEPS)
  const isPlainClass = to.plain
  return { to: to.id, toSource: isPlainClass && to.id !== null ? null : written }

  function targetOf(at: Placed, steps: number): { readonly id: ModelId | null; readonly plain: boolean } {
    if (isUserModel(at.expr)) return { id: labelled(userModel, project, externals, true), plain: false }
    // `getattr(settings, 'SHOP_USER_MODEL', None) or settings.AUTH_USER_MODEL`
    if (at.expr.type === 'BoolOp' && at.expr.op === 'or' && steps > 0) {
      const { left, right } = at.expr
      const isUnset = !isUserModel(left) && !evaluated({ ...at, expr: left }, project.classes)
      return { id: targetOf({ ...at, expr: isUnset ? right : left }, steps - 1).id, plain: false }
    }
    const name = stringOf(at.expr)
    if (name !== null) return { id: namedTarget(name, owner, project, externals).to, plain: false }
    const found = project.classes.names.of(at.expr, at.module, at.cls)
    const isKnown = found?.kind === 'class' ? project.known.get(found.decl) : undefined
    // Of a package as of one that we know nothing of: the import has to be kept.
    if (isKnown !== undefined) return { id: externals.get(isKnown.app, isKnown.name), plain: false }
    if (found?.kind === 'class') return { id: project.byDecl.get(found.decl)?.id ?? null, plain: true }
    if (found?.kind === 'value' && steps > 0 && found.expr !== at.expr) {
      return { id: targetOf({ expr: found.expr, module: found.module, cls: found.cls }, steps - 1).id, plain: false }
    }
    const known = found === null || found.kind === 'value' ? evaluated(at, project.classes) : undefined
    if (typeof known === 'string') return { id: namedTarget(known, owner, project, externals).to, plain: false }
    if (found?.kind !== 'outside') return { id: null, plain: false }
    if (found.path.endsWith('.AUTH_USER_MODEL'))
      return { id: labelled(userModel, project, externals, true), plain: false }
    const label = labelOfPath(found.path)
    if (label === null) return { id: null, plain: false }
    // Django's own are known by their class; of others the import has to be kept.
    return { id: externals.get(label.app, label.name), plain: BUILTIN_BY_LABEL.has(labelKey(label.app, label.name)) }
  }
}

/** `settings.AUTH_USER_MODEL`, `get_user_model()`, `getattr(settings, "AUTH_USER_MODEL", …)`. */
function isUserModel(expr: PyExpr): boolean {
  if (expr.type === 'Attribute') return expr.attr === 'AUTH_USER_MODEL'
  if (expr.type !== 'Call') return false
  const { func, args } = expr
  const name = func.type === 'Name' ? func.id : func.type === 'Attribute' ? func.attr : ''
  if (name === 'get_user_model') return true
  return name === 'getattr' && stringOf(args[1]?.value) === 'AUTH_USER_MODEL'
}

/** A target by text: `self`, `Model`, `app.Model`. */
export function namedTarget(text: string, owner: ModelDecl, project: Project, externals: Externals): Target {
  const quoted = printString(text)
  if (text === 'self') return { to: owner.id, toSource: null }
  if (!text.includes('.')) {
    const found = project.byLabel.get(labelKey(owner.app, text))
    // By its own name it is not 'self': an abstract model's heirs would mean another model by that.
    if (found === undefined) return { to: null, toSource: quoted }
    return { to: found.id, toSource: found.id === owner.id ? quoted : null }
  }
  const [app = '', name = ''] = text.split('.')
  const found = project.byLabel.get(labelKey(app, name))
  // An app's label has its case: with another one Django does not find it.
  if (found !== undefined) return { to: found.id, toSource: found.id === owner.id || found.app !== app ? quoted : null }
  const to = text.split('.').length === 2 ? labelled(text, project, externals, false) : null
  return { to, toSource: quoted }
}

/** A model by its label: of the project, else of another package; null: of an app that we have and that lacks it. */
function labelled(label: string, project: Project, externals: Externals, known: boolean): ModelId | null {
  const [app = '', name = ''] = label.split('.')
  const found = project.byLabel.get(labelKey(app, name))
  if (found !== undefined) return found.id
  const isOurs = project.models.some((model) => model.app === app)
  return isOurs && !known ? null : externals.get(app, name)
}

/** `taggit.models.Tag` → taggit.Tag; null: no path of a model. */
function labelOfPath(path: string): { readonly app: string; readonly name: string } | null {
  const parts = path.split('.')
  const name = parts.at(-1) ?? ''
  if (!/^[A-Z]/.test(name) || parts.length < 2) return null
  const at = parts.lastIndexOf('models')
  const app = parts[at > 0 ? at - 1 : Math.max(0, parts.length - 2)] ?? ''
  return { app, name }
}
