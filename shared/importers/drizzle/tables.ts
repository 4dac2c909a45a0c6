/** Finds what a Drizzle program declares at its top: tables, enums, views, and its casing. */
import type { DraftTable } from '../database/draft.ts'
import type { Bound, Program } from '../typescript/program.ts'
import type { TsExpr, TsModule } from '../typescript/syntax.ts'
import { callArguments, importedName, readChain } from './chain.ts'
import type { Chain } from './chain.ts'
import { flavourOf } from './flavours.ts'
import type { Flavour } from './flavours.ts'

/** A table as it is declared, before its columns are read. */
export interface TableDecl {
  readonly expr: TsExpr
  readonly module: TsModule
  readonly flavour: Flavour
  readonly schema: string | null
  readonly name: string
  readonly columns: Bound | null
  readonly extras: Bound | null
}

/** A table whose columns are known, as other parts refer to it. */
export interface DrizzleTable extends TableDecl {
  readonly table: DraftTable
  /** Columns by the property that holds them. */
  readonly columnNames: Map<string, string>
}

export interface EnumDecl {
  readonly expr: TsExpr
  readonly name: string
  readonly values: readonly string[]
}

export interface Declared {
  readonly tables: readonly TableDecl[]
  /** Things that are made but not drawn: `[what, line]`. */
  readonly others: readonly { readonly what: string; readonly expr: TsExpr; readonly module: TsModule }[]
  /** Calls of `relations` and `defineRelations`. */
  readonly relations: readonly Bound[]
  readonly snakeCase: boolean
}

const TABLE_MAKER = /^(?:pg|mysql|sqlite|singlestore|cockroach)Table$/
const CREATOR = /^(?:pg|mysql|sqlite|singlestore|cockroach)TableCreator$/
const SCHEMA_MAKER = /^(?:pg|mysql|singlestore|cockroach)Schema$/
const NOT_DRAWN: { readonly [maker: string]: string | undefined } = {
  pgView: 'a view',
  pgMaterializedView: 'a materialized view',
  mysqlView: 'a view',
  sqliteView: 'a view',
  view: 'a view',
  materializedView: 'a materialized view',
  pgSequence: 'a sequence',
  sequence: 'a sequence',
  pgPolicy: 'a policy',
  pgRole: 'a role',
}

export function declarations(program: Program): Declared {
  const tables: TableDecl[] = []
  const others: { what: string; expr: TsExpr; module: TsModule }[] = []
  const relations: Bound[] = []
  let snakeCase = false
  for (const module of program.modules) {
    const scope = program.scopeOf(module)
    const roots = [...module.variables.values(), ...module.statements]
    for (const expr of roots.flatMap((root) => topCalls(root))) {
      const bound = { expr, scope }
      if (saysSnakeCase(program, bound)) snakeCase = true
      const chain = ownChain(program, bound)
      if (chain === null) continue
      const name = importedName(chain.root.name, chain.scope)
      const table = tableOf(program, chain, name, expr, module) ?? madeTable(program, bound, module)
      if (table !== null) tables.push(table)
      else if (name === 'relations' || name === 'defineRelations' || name === 'defineRelationsPart')
        relations.push(bound)
      else if (TABLE_MAKER.test(name) || creatorOf(program, chain) !== null)
        others.push({ what: 'a table whose name cannot be told', expr, module })
      else if (NOT_DRAWN[name] !== undefined && isDrizzle(chain)) others.push({ what: NOT_DRAWN[name], expr, module })
    }
  }
  return { tables, others, relations, snakeCase }
}

/** What a function of the program makes: `const colours = makeTable('colours')`. */
function madeTable(program: Program, bound: Bound, module: TsModule): TableDecl | null {
  const made = program.resolve(bound)
  if (made.expr === bound.expr) return null
  const chain = ownChain(program, made)
  return chain === null ? null : tableOf(program, chain, importedName(chain.root.name, chain.scope), bound.expr, module)
}

/** Calls that are values at a module's top, also inside of objects and lists: `{ users: pgTable(…) }`. */
function topCalls(expr: TsExpr, depth = 0): readonly TsExpr[] {
  if (depth > 6) return []
  if (expr.kind === 'call') return [expr]
  if (expr.kind === 'object') return expr.entries.flatMap(({ value }) => topCalls(value, depth + 1))
  return expr.kind === 'array' ? expr.items.flatMap(({ value }) => topCalls(value, depth + 1)) : []
}

/** The chain that the call itself is, not what a function of the program would give. */
function ownChain(program: Program, { expr, scope }: Bound): Chain | null {
  if (expr.kind !== 'call') return null
  if (expr.callee.kind !== 'name') return readChain(program, { expr, scope })
  const args = callArguments(program, { expr, scope })
  return { root: { name: expr.callee.name, args, from: expr.from }, owner: null, calls: [], scope }
}

function isDrizzle({ scope, owner }: Chain): boolean {
  return owner !== null || [...scope.module.imports.values()].some((i) => i.module.startsWith('drizzle-orm'))
}

function tableOf(program: Program, chain: Chain, name: string, expr: TsExpr, module: TsModule): TableDecl | null {
  const [first, columns = null, extras = null] = chain.root.args
  if (first === undefined) return null
  const said = program.text(first)
  if (TABLE_MAKER.test(name)) {
    const flavour = flavourOf(name)
    return said === null || flavour === null
      ? null
      : { expr, module, flavour, schema: null, name: said, columns, extras }
  }
  if (chain.owner !== null) return said === null ? null : ownedTable(program, chain, chain.owner, said, expr, module)
  const found = creatorOf(program, chain)
  if (found === null) return null
  const { creator, flavour } = found
  const naming = callArguments(program, creator)[0]
  const named = naming === undefined ? null : program.apply(program.resolve(naming), [first])
  const made = named === null ? said : program.text(named)
  return made === null ? null : { expr, module, flavour, schema: null, name: made, columns, extras }
}

/** What `pgTableCreator(…)` gave, by the name that the call has. */
function creatorOf(program: Program, { root, owner, scope }: Chain): { creator: Bound; flavour: Flavour } | null {
  if (owner !== null) return null
  const creator = program.resolve({ expr: { kind: 'name', name: root.name, from: 0 }, scope })
  const maker =
    creator.expr.kind === 'call' && creator.expr.callee.kind === 'name'
      ? importedName(creator.expr.callee.name, creator.scope)
      : ''
  const flavour = CREATOR.test(maker) ? flavourOf(maker) : null
  return flavour === null ? null : { creator, flavour }
}

/** `shop.table('orders', …)`, `pgTable.withRLS('orders', …)`, `pg.pgTable('orders', …)`. */
function ownedTable(
  program: Program,
  { root }: Chain,
  owner: Bound,
  name: string,
  expr: TsExpr,
  module: TsModule,
): TableDecl | null {
  const [, columns = null, extras = null] = root.args
  const rest = { expr, module, name, columns, extras }
  const { expr: by, scope } = owner
  if (by.kind === 'call' && by.callee.kind === 'name' && root.name === 'table') {
    const maker = importedName(by.callee.name, scope)
    const flavour = SCHEMA_MAKER.test(maker) ? flavourOf(maker) : null
    const schema = callArguments(program, owner)[0]
    return flavour === null ? null : { ...rest, flavour, schema: schema === undefined ? null : program.text(schema) }
  }
  if (by.kind !== 'name') return null
  const maker = TABLE_MAKER.test(root.name) ? root.name : root.name === 'withRLS' ? importedName(by.name, scope) : ''
  const flavour = flavourOf(maker)
  return flavour === null ? null : { ...rest, flavour, schema: null }
}

/** `drizzle(client, { casing: 'snake_case' })`, `defineConfig({ casing: 'snake_case' })`. */
function saysSnakeCase(program: Program, { expr, scope }: Bound): boolean {
  if (expr.kind !== 'call' || expr.callee.kind !== 'name' || !/^(?:drizzle|defineConfig)$/.test(expr.callee.name))
    return false
  return expr.args.some(({ value }) => {
    const casing = program.property(program.resolve({ expr: value, scope }), 'casing')
    return casing !== null && program.text(casing) === 'snake_case'
  })
}

/** `userRole` of `pgEnum('role', ['a', 'b'])`; null: another value. */
export function enumOf(program: Program, bound: Bound): EnumDecl | null {
  const { expr, scope } = program.resolve(bound)
  if (expr.kind !== 'call') return null
  const { callee } = expr
  const isEnum =
    callee.kind === 'name'
      ? importedName(callee.name, scope) === 'pgEnum'
      : callee.kind === 'member' && callee.name === 'enum'
  const [name, values] = callArguments(program, { expr, scope })
  const said = isEnum && name !== undefined ? program.text(name) : null
  return said === null || values === undefined ? null : { expr, name: said, values: enumValues(program, values) }
}

/** A list of texts, or an enum of TypeScript by its values. */
export function enumValues(program: Program, bound: Bound): readonly string[] {
  const list = program.resolve(bound)
  const items = list.expr.kind === 'object' ? program.entries(list).map((e) => e.value) : program.items(list)
  return items.flatMap((item) => program.text(item) ?? numberText(program, item) ?? [])
}

function numberText(program: Program, bound: Bound): string | null {
  const { expr } = program.resolve(bound)
  return expr.kind === 'number' ? expr.value : null
}
