/** One model class → its record. */
import type { AppId, FieldId } from '../../document/ids.ts'
import type { Base, Field, Member, Model } from '../../document/records.ts'
import type { PyArg, PyExpr, PyStatement } from '../../python/ast.ts'
import { sourceOf, stringOf } from '../../python/literal.ts'
import { MISTAKE } from '../../python/statements.ts'
import { BUILTIN_BY_CLASS, BUILTIN_BY_LABEL } from '../../relations/builtin/catalogue.ts'
import { addedFields } from './added-fields.ts'
import type { FieldClass } from './classes.ts'
import type { Context } from './context.ts'
import { readField } from './fields.ts'
import { madeElsewhere } from './known/made-elsewhere.ts'
import { memberOf } from './members.ts'
import { EMPTY_META, readMeta } from './meta.ts'
import { declOf } from './modules.ts'
import type { ClassDecl, Entry } from './modules.ts'
import { labelKey } from './project.ts'
import type { ModelDecl, Project } from './project.ts'
import { stableId } from './stable-id.ts'

/** A field as found in a class body, before it is read. */
export interface FieldDraft {
  readonly id: FieldId
  readonly name: string
  readonly call: PyExpr & { readonly type: 'Call' }
  readonly type: FieldClass
  readonly entry: Entry
  /** What stands around the call, on one line. */
  readonly around?: readonly string[]
  /** Of a field that was added after its class: where its name stands. */
  readonly nameSpan?: { readonly from: number; readonly to: number }
}

/** The fields of a class, without reading their arguments: others may refer to them before. */
export function draftFields(decl: ClassDecl, project: Project): readonly FieldDraft[] {
  const drafts: FieldDraft[] = []
  const seen = new Map<string, number>()
  const last = lastStatements(decl)
  for (const entry of decl.entries) {
    const found = fieldOf(entry.statement, decl, project)
    if (found === null) continue
    // What a later statement of the class takes the name of is no field of it.
    const taking = last.get(found.name)
    if (taking !== undefined && taking.from > entry.statement.from && !isFieldLike(taking, decl, project)) continue
    const count = (seen.get(found.name) ?? 0) + 1
    // Of branches that define a field, the first is taken: a model has a field once.
    if (count > 1 && entry.conditional) continue
    seen.set(found.name, count)
    const id = stableId(
      'field',
      `${decl.module.path}\n${decl.path}\n${found.name}${count === 1 ? '' : `#${count}`}`,
    ) as FieldId
    drafts.push({ id, ...found, entry })
  }
  for (const { name, nameSpan, call, type, statement } of addedFields(project).byDecl.get(decl) ?? []) {
    const id = stableId('field', `${decl.module.path}\n${decl.path}\n${name}`) as FieldId
    drafts.push({ id, name, nameSpan, call, type, entry: { statement, conditional: false } })
  }
  return drafts
}

/** `name = models.TextField()`, also where a function is given the field: `guarded(models.TextField(), 'x')`. */
function fieldOf(
  statement: PyStatement,
  decl: ClassDecl,
  { classes }: Project,
): Pick<FieldDraft, 'name' | 'call' | 'type' | 'around'> | null {
  const found = fieldCall(statement) ?? namedField(statement, decl, classes)
  if (found === null) return null
  const type = classes.fieldClass(found.call.func, decl.module, decl)
  if (type !== null) return { ...found, type }
  const { func, args } = found.call
  const [first, ...rest] = args
  if (first?.value.type !== 'Call' || first.name !== null || !isFunctionName(func)) return null
  const inner = classes.fieldClass(first.value.func, decl.module, decl)
  if (inner === null || inner.made !== undefined) return null
  const source = (expr: PyExpr): string => sourceOf(expr, decl.module.text)
  const others = rest.map(({ name, value }) => `, ${argumentName(name)}${source(value)}`)
  return { name: found.name, call: first.value, type: inner, around: [`${source(func)}(`, `${others.join('')})`] }
}

/** `rank = shared_rank`, where the module says `shared_rank = models.IntegerField()`. */
function namedField(
  statement: PyStatement,
  decl: ClassDecl,
  { names }: Project['classes'],
): { readonly name: string; readonly call: PyExpr & { readonly type: 'Call' } } | null {
  const [target] = statement.type === 'Assign' && statement.targets.length === 1 ? statement.targets : []
  if (statement.type !== 'Assign' || target?.type !== 'Name' || statement.value.type !== 'Name') return null
  const found = names.of(statement.value, decl.module, decl)
  if (found?.kind !== 'value' || found.module !== decl.module || found.cls !== null) return null
  return found.expr.type === 'Call' ? { name: target.id, call: found.expr } : null
}

function argumentName(name: string | null): string {
  if (name === null) return ''
  return name.startsWith('*') ? name : `${name}=`
}

function isFunctionName(func: PyExpr): boolean {
  const name = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : ''
  return /^[a-z_]/.test(name) && !/^(?:property|list|tuple|dict|set|type|isinstance|partial|lazy)$/.test(name)
}

/** The last statement, not under a condition, that gives a name of the class its value. */
function lastStatements(decl: ClassDecl): ReadonlyMap<string, PyStatement> {
  const last = new Map<string, PyStatement>()
  for (const { statement, conditional } of decl.entries) {
    if (conditional) continue
    if (statement.type === 'FunctionDef' || statement.type === 'ClassDef') last.set(statement.name, statement)
    const target = statement.type === 'Assign' ? statement.targets[0] : undefined
    if (target?.type === 'Name') last.set(target.id, statement)
  }
  return last
}

function isFieldLike(statement: PyStatement, decl: ClassDecl, project: Project): boolean {
  if (fieldOf(statement, decl, project) !== null) return true
  // A setter and the like belong to the name that was there.
  return statement.type === 'FunctionDef' && statement.decorators.length > 0 && !isProperty(statement)
}

function isProperty({ decorators }: PyStatement & { readonly type: 'FunctionDef' }): boolean {
  return decorators.some((d) => d.type === 'Name' && /^(?:cached_)?property$/.test(d.id))
}

function fieldCall(
  statement: PyStatement,
): { readonly name: string; readonly call: PyExpr & { readonly type: 'Call' } } | null {
  if (statement.type === 'Assign') {
    const [target] = statement.targets
    if (statement.targets.length !== 1 || target?.type !== 'Name' || statement.value.type !== 'Call') return null
    return { name: target.id, call: statement.value }
  }
  if (statement.type !== 'AnnAssign' || statement.target.type !== 'Name' || statement.value?.type !== 'Call')
    return null
  return { name: statement.target.id, call: statement.value }
}

export function readModel(c: Context, app: AppId, drafts: readonly FieldDraft[]): Model {
  const { decl, id, name, kind } = c.model
  const meta = metaClass(c.project, decl)
  const read = meta === null ? EMPTY_META : readMeta(c, meta)
  const { members, docstring } = readMembers(c, drafts)
  return {
    id,
    app,
    name,
    kind,
    external: false,
    bases: readBases(c),
    fields: drafts.map((draft) => readDraft(c, draft)),
    meta: read.meta,
    indexes: read.indexes,
    constraints: read.constraints,
    members: [...decorators(decl), ...members, ...read.members],
    docstring,
  }
}

/** Its own Meta, else that of a base which is no model and comes before any that is. */
function metaClass(project: Project, decl: ClassDecl, steps = 10, isPassed = false): ClassDecl | null {
  const own = isPassed ? undefined : decl.scope.get('Meta')
  if (own?.kind === 'class') return own.decl
  if (steps <= 0) return null
  for (const base of decl.bases) {
    const found = base.name === null ? project.classes.base(base.value, decl) : null
    // A concrete model keeps no Meta in the class, an abstract one does.
    if (found?.kind !== 'class') continue
    const model = project.byDecl.get(found.decl)
    if (model?.kind === 'abstract') return null
    const inherited = metaClass(project, found.decl, steps - 1, model !== undefined)
    if (inherited !== null) return inherited
  }
  return null
}

function readDraft(c: Context, draft: FieldDraft): Field {
  const { module } = c.model.decl
  const read = readField(c, draft.id, draft.name, draft.call, draft.type)
  const field = draft.around === undefined ? read : { ...read, around: draft.around }
  const label = `${c.model.name}.${draft.name}`
  const place = { module, from: draft.call.from }
  const ids = { model: c.model.id, field: draft.id }
  if (draft.entry.conditional) {
    c.report.add(
      'conditional',
      place,
      `${label} stands under a condition; it was imported as if that always held.`,
      null,
      ids,
    )
  }
  // These two are understood.
  if (field.kind === 'custom' && /^(?:\w+\.)*Generic(?:ForeignKey|Relation)$/.test(field.className)) return field
  const made = madeElsewhere(c.project.classes.names.of(draft.call.func, module, c.model.decl), draft.name)
  if (made !== null) {
    c.report.add('customField', place, `${label}: ${made}`, null, ids)
    return field
  }
  const base = field.kind === 'custom' && c.project.classes.names.of(draft.call.func, module, c.model.decl)
  // A class that is there to be read, on one of Django's: its column is known.
  if (field.kind === 'custom' && base !== false && base?.kind === 'class' && field.base !== undefined) return field
  if (field.kind === 'custom') {
    const why =
      draft.type.made !== undefined
        ? 'is a function of the project'
        : draft.type.django
          ? 'has arguments that only running it would tell'
          : 'is a field class of another package'
    c.report.add(
      'customField',
      place,
      `${label}: ${field.className} ${why}; it is kept with its arguments as written.`,
      null,
      ids,
    )
  } else if (field.kind !== 'scalar' && field.to === null && field.toSource !== null) {
    c.report.add(
      'target',
      place,
      `${label} points at ${field.toSource}, which is not among the imported models.`,
      'Import the file that defines it too, or choose another target.',
      ids,
    )
  } else if (field.kind === 'scalar' && field.choices?.kind === 'source') {
    c.report.add(
      'choices',
      place,
      `${label}: the choices ${field.choices.expr} are known only when the code runs; they are kept as written.`,
      null,
      ids,
    )
  }
  return field
}

function readBases(c: Context): readonly Base[] {
  const { decl } = c.model
  const bases = decl.bases.flatMap((arg) => readBase(c, arg))
  const [only] = bases
  return bases.length === 1 && only !== undefined && 'expr' in only && only.expr === 'models.Model' ? [] : bases
}

function readBase(c: Context, arg: PyArg): readonly Base[] {
  const { decl } = c.model
  const { classes, byDecl } = c.project
  const source = sourceOf(arg.value, decl.module.text)
  // `metaclass=…` and `*bases` have no other place; they are written back where they stood.
  if (arg.name !== null) {
    const place = { module: decl.module, from: arg.from }
    const message = `${c.model.name}: the metaclass ${source} may add fields; only running it would tell, so they are not shown.`
    const isPlain = arg.name !== 'metaclass' || /(?:^|\.)(?:ABCMeta|ModelBase|type)$/.test(source)
    if (!isPlain) c.report.add('base', place, message, null, { model: c.model.id })
    return [{ expr: arg.name.startsWith('*') ? arg.name + source : `${arg.name}=${source}` }]
  }
  if (classes.isDjangoModel(arg.value, decl)) return [{ expr: 'models.Model' }]
  if (arg.value.type === 'Name' && arg.value.id === 'object') return []
  const found = classes.base(arg.value, decl)
  if (found?.kind === 'class') {
    const model = byDecl.get(found.decl)
    if (model === undefined) return [{ expr: source }]
    if (source === model.name || !c.project.known.has(found.decl) || isOnly(c, model)) return [{ model: model.id }]
    const message = `${c.model.name}: another class has the name of its base ${source}, so what that adds is not shown.`
    c.report.add('base', { module: decl.module, from: arg.from }, message, null, { model: c.model.id })
    return [{ expr: source }]
  }
  if (found?.kind === 'outside') {
    const builtin = builtinOfPath(found.path)
    if (builtin !== null) return [{ model: c.externals.get(builtin.app, builtin.name) }]
  }
  if (BUILTIN_BY_CLASS.has(source.slice(source.lastIndexOf('.') + 1))) return [{ expr: source }]
  const place = { module: decl.module, from: arg.from }
  c.report.add(
    'base',
    place,
    `${c.model.name}: the base ${source} is not among the imported files, so what it adds is not shown.`,
    null,
    {
      model: c.model.id,
    },
  )
  return [{ expr: source }]
}

/** Whether a package's class can be called by its own name wherever it was written by another (`mptt.MPTTModel`). */
function isOnly({ project, model }: Context, { id, name }: ModelDecl): boolean {
  const isOther = (other: ModelDecl): boolean => other.name === name && other.id !== id
  return ![...project.known.values()].some(isOther) && !project.models.some((o) => isOther(o) && o.app === model.app)
}

/** A concrete model of Django's own apps, by its import path. Abstract ones stay source: that says what they are. */
function builtinOfPath(path: string): { readonly app: string; readonly name: string } | null {
  const match = /^django\.contrib\.(\w+)(?:\.\w+)*\.(\w+)$/.exec(path)
  const [, app, name] = match ?? []
  if (app === undefined || name === undefined) return null
  return BUILTIN_BY_LABEL.get(labelKey(app, name))?.kind === 'concrete' ? { app, name } : null
}

/** Decorators have no place in a record of their own: members named '@', written above the class. */
function decorators(decl: ClassDecl): readonly Member[] {
  return decl.node.decorators.map((expr) => ({ name: '@', source: `@${sourceOf(expr, decl.module.text)}` }))
}

function readMembers(
  c: Context,
  drafts: readonly FieldDraft[],
): { readonly members: readonly Member[]; readonly docstring: string | null } {
  const { decl } = c.model
  const taken = new Set(drafts.map((draft) => draft.entry.statement))
  const names = new Set(drafts.map((draft) => draft.name))
  const members: Member[] = []
  let docstring: string | null = null
  for (const [i, { statement, conditional }] of decl.entries.entries()) {
    if (taken.has(statement) || statement.type === 'Pass') continue
    const text = statement.type === 'Expr' ? stringOf(statement.value) : null
    if (i === 0 && text !== null) docstring = text
    else if (conditional && names.has(fieldCall(statement)?.name ?? '')) continue
    else if (statement.type === 'ClassDef' && isOwnRecord(c, declOf(statement))) continue
    else {
      const member = memberOf(decl.module.text, statement)
      members.push(member)
      const call = fieldCall(statement)
      const made =
        call === null ? null : madeElsewhere(c.project.classes.names.of(call.call.func, decl.module, decl), call.name)
      if (call !== null && made !== null) {
        const place = { module: decl.module, from: statement.from }
        c.report.add('verbatim', place, `${c.model.name}.${call.name}: ${made}`, null, { model: c.model.id })
      }
      if (isFieldLoop(decl.module.text, statement)) {
        const message = `${c.model.name}: a loop makes fields that only running it would tell; it is kept as written.`
        c.report.add('verbatim', { module: decl.module, from: statement.from }, message, null, { model: c.model.id })
      }
      // A mistake was reported with its reason already.
      if (statement.type === 'Unknown' && statement.what !== MISTAKE) {
        const place = { module: decl.module, from: statement.from }
        const message = `${c.model.name}: ${member.name} was not understood; it is kept as written.`
        c.report.add('verbatim', place, message, null, { model: c.model.id })
      }
    }
  }
  return { members, docstring }
}

/** `for name in (…): locals()[name] = models.IntegerField()` */
function isFieldLoop(text: string, { type, from, to }: PyStatement): boolean {
  return (
    (type === 'For' || type === 'While') &&
    /\b(?:locals|vars)\(\)[^]*\b[A-Z]\w*(?:Field|Key)\(/.test(text.slice(from, to))
  )
}

/** Meta and choices classes have records; other inner classes are members. */
function isOwnRecord(c: Context, inner: ClassDecl): boolean {
  return inner.node.name === 'Meta' || c.project.enums.has(inner)
}
