/** `class Meta` → options, indexes and constraints of the model. */
import type { ConstraintId, IndexId } from '../../document/ids.ts'
import type { Constraint, Expr, FieldRef, Index, Member, Meta, Ordering, Value } from '../../document/records.ts'
import type { PyExpr, PyStatement } from '../../python/ast.ts'
import { sourceOf, stringOf, toValue } from '../../python/literal.ts'
import { followed, itemsOf } from './constants.ts'
import type { Placed } from './constants.ts'
import { fieldRef } from './context.ts'
import type { Context } from './context.ts'
import { evaluated, isTrue, withKnown } from './evaluate.ts'
import { memberOf } from './members.ts'
import type { Branch, ClassDecl } from './modules.ts'
import { stableId } from './stable-id.ts'
import { tableOf } from './table-of.ts'

interface ReadMeta {
  readonly meta: Meta
  readonly indexes: readonly Index[]
  readonly constraints: readonly Constraint[]
  /** What stood in Meta besides options, and its bases from elsewhere. */
  readonly members: readonly Member[]
}

export const EMPTY_META: ReadMeta = { meta: {}, indexes: [], constraints: [], members: [] }

/** Name of the member that keeps the bases of a Meta which are not in the project. */
const META_BASES = 'Meta(bases)'
/** Name of the member that stands for a Meta without options: it hides the one of the base. */
const META_EMPTY = 'Meta'

export function readMeta(c: Context, decl: ClassDecl): ReadMeta {
  const options = new Map<string, Placed>()
  const members: Member[] = []
  collect(c, decl, options, members, 10)
  const read = new Reader(c)
  for (const [keyword, value] of options) read.option(keyword, value)
  const result = { ...read.result(), members }
  const isEmpty = Object.keys(result.meta).length + result.indexes.length + result.constraints.length === 0
  if (isEmpty && members.length === 0 && c.model.kind === 'concrete') members.push({ name: META_EMPTY, source: 'pass' })
  return result
}

/** Options of a Meta and of the Metas of the project that it is built on. */
function collect(c: Context, decl: ClassDecl, options: Map<string, Placed>, members: Member[], steps: number): void {
  const outside: string[] = []
  for (const base of decl.bases) {
    // Meta stands in the model's body: its bases are looked up there.
    const found = baseMeta(c, base.value, decl)
    if (found !== null && found !== decl && steps > 0) {
      collect(c, found, options, members, steps - 1)
      for (const own of ['abstract', 'app_label']) options.delete(own)
    } else if (!(base.value.type === 'Name' && base.value.id === 'object')) {
      outside.push(decl.module.text.slice(base.from, base.to))
    }
  }
  if (outside.length > 0) members.push({ name: META_BASES, source: outside.join(', ') })
  for (const { statement, conditional, branches = [] } of decl.entries) {
    if (branches.some((branch) => isLeftOut(c, branch, decl))) continue
    const target = assigned(statement)
    const more = target === null ? addedToList(statement) : null
    const longer = more === null ? null : withAdded(c, options.get(more.name), more.value, decl)
    if (target !== null) options.set(target.name, { expr: target.value, module: decl.module, cls: decl })
    else if (more !== null && longer !== null) {
      options.set(more.name, longer)
      const { from } = statement
      if (conditional) {
        const message = `${c.model.name}.Meta.${more.name} stands under a condition; it was imported as if that always held.`
        c.report.add('conditional', { module: decl.module, from }, message, null, { model: c.model.id })
      }
    } else if (statement.type !== 'Pass' && !isDocstring(statement)) {
      const member = memberOf(decl.module.text, statement)
      members.push({ ...member, name: `Meta.${member.name}` })
    }
  }
}

/** A branch that is known not to be run, as `if not app_settings.UNIQUE_EMAIL:` of a package's defaults. */
function isLeftOut(c: Context, { test, holds }: Branch, decl: ClassDecl): boolean {
  const known = evaluated({ expr: test, module: decl.module, cls: decl }, c.project.classes)
  return known !== undefined && isTrue(known) !== holds
}

function baseMeta({ project }: Context, expr: PyExpr, decl: ClassDecl): ClassDecl | null {
  const { names } = project.classes
  const owner = expr.type === 'Attribute' ? names.of(expr.value, decl.module, decl.outer) : null
  if (expr.type === 'Attribute' && owner?.kind === 'class') return attributeOf(owner.decl, expr.attr, project, 10)
  const found = names.of(expr, decl.module, decl.outer)
  return found?.kind === 'class' ? found.decl : null
}

/** `Base.Meta`. A model that is not abstract keeps none in the class, so that there it is an ancestor's. */
function attributeOf(owner: ClassDecl, name: string, project: Context['project'], steps: number): ClassDecl | null {
  const model = name === 'Meta' ? project.byDecl.get(owner) : undefined
  const own = model === undefined || model.kind === 'abstract' ? owner.scope.get(name) : undefined
  if (own?.kind === 'class') return own.decl
  for (const base of steps > 0 ? owner.bases : []) {
    const found = base.name === null ? project.classes.base(base.value, owner) : null
    const inherited = found?.kind === 'class' ? attributeOf(found.decl, name, project, steps - 1) : null
    if (inherited !== null) return inherited
  }
  return null
}

function assigned(statement: PyStatement): { readonly name: string; readonly value: PyExpr } | null {
  if (statement.type === 'AnnAssign') {
    const { target, value } = statement
    return target.type === 'Name' && value !== null ? { name: target.id, value } : null
  }
  if (statement.type !== 'Assign') return null
  const [target] = statement.targets
  return statement.targets.length === 1 && target?.type === 'Name' ? { name: target.id, value: statement.value } : null
}

/** The list and what is added to it; null: one of the two is no list that can be told. */
function withAdded(c: Context, before: Placed | undefined, more: PyExpr, decl: ClassDecl): Placed | null {
  if (before?.module !== decl.module) return null
  const { from, to } = before.expr
  const longer: Placed = { ...before, expr: { type: 'BinOp', op: '+', left: before.expr, right: more, from, to } }
  return itemsOf(longer, c.project.classes) === null ? null : longer
}

/** `constraints.append(x)`, `indexes += [x]`: what is added, as a list. */
export function addedToList(statement: PyStatement): { readonly name: string; readonly value: PyExpr } | null {
  if (statement.type === 'AugAssign') {
    const { target, op, value } = statement
    return target.type === 'Name' && op.startsWith('+') ? { name: target.id, value } : null
  }
  const call = statement.type === 'Expr' ? statement.value : null
  if (call?.type !== 'Call' || call.func.type !== 'Attribute' || call.func.value.type !== 'Name') return null
  const [only, ...more] = call.args
  if (only === undefined || only.name !== null || more.length > 0) return null
  const { attr, value: list } = call.func
  if (attr === 'extend') return { name: list.id, value: only.value }
  const { from, to } = call
  return attr === 'append' ? { name: list.id, value: { type: 'List', items: [only.value], from, to } } : null
}

function isDocstring(statement: PyStatement): boolean {
  return statement.type === 'Expr' && stringOf(statement.value) !== null
}

const STRINGS = new Set(['db_table_comment', 'db_tablespace', 'default_related_name', 'app_label'])

class Reader {
  private readonly c: Context
  private readonly meta: Record<string, unknown> = {}
  private readonly other: Record<string, Value> = {}
  private indexes: readonly Index[] = []
  private constraints: readonly Constraint[] = []

  constructor(c: Context) {
    this.c = c
  }

  result(): Omit<ReadMeta, 'members'> {
    const { indexes, constraints } = this
    const hasOther = Object.keys(this.other).length > 0
    return { meta: (hasOther ? { ...this.meta, other: this.other } : this.meta) as Meta, indexes, constraints }
  }

  option(keyword: string, value: Placed): void {
    if (keyword === 'abstract' || keyword === 'proxy') return
    const read = this.read(keyword, followed(value, this.c.project.classes), value)
    if (read !== undefined) this.meta[keyword] = read
    else if (!(keyword in this.taken)) {
      this.other[keyword] = withKnown(toValue(value.expr, value.module.text), value, this.c.project.classes)
    }
  }

  /** Keywords that landed in a place of their own. */
  private readonly taken: Record<string, true> = {}

  /** undefined: not in a form that we interpret. */
  private read(keyword: string, at: Placed, written: Placed): unknown {
    if (keyword === 'db_table') return stringOf(at.expr) ?? tableOf(this.c, at) ?? undefined
    if (STRINGS.has(keyword)) return stringOf(at.expr) ?? undefined
    switch (keyword) {
      case 'ordering':
        return this.orderings(at)
      case 'get_latest_by': {
        const one = stringOf(at.expr)
        return one === null ? this.orderings(at) : [this.ordering(one)]
      }
      case 'unique_together':
      case 'index_together':
        return this.together(at)
      case 'verbose_name':
      case 'verbose_name_plural':
      case 'swappable':
        return withKnown(toValue(written.expr, written.module.text), written, this.c.project.classes)
      case 'managed':
        return at.expr.type === 'Constant' && typeof at.expr.value === 'boolean' ? at.expr.value : undefined
      case 'order_with_respect_to': {
        const name = stringOf(at.expr)
        return name === null ? undefined : this.ref(name)
      }
      case 'indexes': {
        const found = this.calls(at)
        if (found === null) return undefined
        this.taken[keyword] = true
        this.indexes = found.map((call, i) => this.index(call, i))
        return undefined
      }
      case 'constraints': {
        const found = this.calls(at)
        if (found === null) return undefined
        this.taken[keyword] = true
        this.constraints = found.map((call, i) => this.constraint(call, i))
        return undefined
      }
      default:
        return undefined
    }
  }

  private ref(name: string): FieldRef {
    return fieldRef(this.c, this.c.model.id, name)
  }

  private ordering(name: string): Ordering {
    const descending = name.startsWith('-')
    return { by: this.ref(descending ? name.slice(1) : name), descending }
  }

  private orderings(at: Placed): readonly Ordering[] | undefined {
    const items = this.items(at)
    return items?.map((item) => {
      const name = stringOf(followed(item, this.c.project.classes).expr)
      return name === null ? { by: source(item), descending: false } : this.ordering(name)
    })
  }

  private names(at: Placed): readonly FieldRef[] | undefined {
    const names = this.items(at)?.map((item) => stringOf(followed(item, this.c.project.classes).expr))
    return names?.every((name) => name !== null) === true ? names.map((name) => this.ref(name)) : undefined
  }

  private together(at: Placed): readonly (readonly FieldRef[])[] | undefined {
    const flat = this.names(at)
    if (flat !== undefined) return flat.length === 0 ? [] : [flat]
    const sets = this.items(at)?.map((item) => this.names(item))
    return sets?.every((set) => set !== undefined) === true ? sets : undefined
  }

  /** A set is no list to Django: it stays as written. */
  private items(at: Placed): readonly Placed[] | null {
    return followed(at, this.c.project.classes).expr.type === 'Set' ? null : itemsOf(at, this.c.project.classes)
  }

  private calls(at: Placed): readonly PlacedCall[] | null {
    const items = itemsOf(at, this.c.project.classes)
    if (items === null) return null
    const calls = items.map((item) => followed(item, this.c.project.classes))
    return calls.every((call): call is PlacedCall => call.expr.type === 'Call') ? calls : null
  }

  private index(call: PlacedCall, i: number): Index {
    const args = new Arguments(call, this.c)
    const type = sourceOf(call.expr.func, call.module.text)
    const name = args.string('name')
    const fields = this.orderings(args.placed('fields'))
    const include = this.names(args.placed('include'))
    return {
      id: stableId('index', this.key('index', name, i)) as IndexId,
      type: type.replace(/^models\./, ''),
      name,
      fields: fields ?? [],
      expressions: args.positional(),
      condition: args.expr('condition'),
      include: include ?? [],
      options: args.rest([
        'name',
        'condition',
        ...(fields === undefined ? [] : ['fields']),
        ...(include === undefined ? [] : ['include']),
      ]),
    }
  }

  private constraint(call: PlacedCall, i: number): Constraint {
    const args = new Arguments(call, this.c)
    const className =
      call.expr.func.type === 'Attribute' ? call.expr.func.attr : sourceOf(call.expr.func, call.module.text)
    const name = args.string('name') ?? ''
    const id = stableId('constraint', this.key('constraint', name, i)) as ConstraintId
    const condition = args.expr('condition') ?? args.expr('check')
    if (className === 'CheckConstraint' && condition !== null && !args.isSpread && args.positional().length === 0) {
      return { id, name, kind: 'check', condition, options: args.rest(['name', 'condition', 'check']) }
    }
    const fields = this.names(args.placed('fields'))
    const include = this.names(args.placed('include'))
    const deferrable = args.expr('deferrable')?.expr.split('.').at(-1) ?? null
    const isRead = fields !== undefined && include !== undefined && /^(?:DEFERRED|IMMEDIATE)?$/.test(deferrable ?? '')
    const hasTerms = (fields ?? []).length > 0 || args.positional().length > 0
    if (className === 'UniqueConstraint' && !args.isSpread && isRead && hasTerms) {
      return {
        id,
        name,
        kind: 'unique',
        fields,
        expressions: args.positional(),
        condition,
        include,
        deferrable: deferrable as 'DEFERRED' | 'IMMEDIATE' | null,
        options: args.rest(['name', 'fields', 'condition', 'include', 'deferrable']),
      }
    }
    if (!className.endsWith('ExclusionConstraint')) this.reportUnknown(call, className)
    return { id, name, kind: 'custom', source: sourceOf(call.expr, call.module.text), options: {} }
  }

  private reportUnknown({ expr, module }: PlacedCall, className: string): void {
    const { model, report } = this.c
    const message = `${model.name}: the constraint ${className} is known only when the code runs; it is kept as written, and no table shows it.`
    report.add('verbatim', { module, from: expr.from }, message, null, { model: model.id })
  }

  private key(kind: string, name: string | null, i: number): string {
    const { module, path } = this.c.model.decl
    return `${module.path}\n${path}\n${kind}\n${name ?? i}`
  }
}

type PlacedCall = Placed & { readonly expr: PyExpr & { readonly type: 'Call' } }

function source(at: Placed): Expr {
  return { expr: sourceOf(at.expr, at.module.text) }
}

const NOTHING: PyExpr = { type: 'Tuple', items: [], from: 0, to: 0 }

class Arguments {
  private readonly call: PlacedCall
  private readonly c: Context
  readonly isSpread: boolean

  constructor(call: PlacedCall, c: Context) {
    this.call = call
    this.c = c
    this.isSpread = call.expr.args.some((arg) => arg.name?.startsWith('*'))
  }

  placed(keyword: string): Placed {
    return { ...this.call, expr: this.value(keyword) ?? NOTHING }
  }

  private value(keyword: string): PyExpr | undefined {
    return this.call.expr.args.find((arg) => arg.name === keyword)?.value
  }

  string(keyword: string): string | null {
    const value = this.value(keyword)
    if (value === undefined) return null
    const text = evaluated({ ...this.call, expr: value }, this.c.project.classes)
    return typeof text === 'string' ? text : null
  }

  expr(keyword: string): Expr | null {
    const value = this.value(keyword)
    return value === undefined || (value.type === 'Constant' && value.value === null)
      ? null
      : source({ ...this.call, expr: value })
  }

  positional(): readonly Expr[] {
    return this.call.expr.args.flatMap(({ name, value }) => {
      const at = { ...this.call, expr: value }
      if (name === null) return [source(at)]
      if (!name.startsWith('*')) return []
      // `*ordering`: what is in it where that is known, else as it stands.
      const items = name === '*' ? itemsOf(at, this.c.project.classes) : null
      return items?.map(source) ?? [{ expr: name + source(at).expr }]
    })
  }

  /** Keywords that have no place of their own, and such of the named ones as are no literals. */
  rest(read: readonly string[]): { readonly [keyword: string]: Value } {
    const options: Record<string, Value> = {}
    for (const { name, value } of this.call.expr.args) {
      if (name === null || name.startsWith('*')) continue
      // An empty name is no missing one.
      const isRead = read.includes(name) && !(name === 'name' && !this.string('name'))
      if (!isRead) options[name] = toValue(value, this.call.module.text)
    }
    return options
  }
}
