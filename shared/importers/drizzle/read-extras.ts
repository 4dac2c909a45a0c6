/** The third argument of a table: keys, indexes, checks and foreign keys over several columns. */
import type { RawIndex, RawIndexTerm } from '../database/raw.ts'
import type { Bound, Program } from '../typescript/program.ts'
import { importedName, readChain } from './chain.ts'
import type { Call, Chain } from './chain.ts'
import { plainIndex } from './read-columns.ts'
import type { ReadContext } from './read-columns.ts'
import { columnOf, sqlText } from './sql-text.ts'
import type { DrizzleTable } from './tables.ts'

/** `foreignKey({ columns, foreignColumns })`, before the other table is known. */
export interface LongReference {
  readonly name: string | null
  readonly columns: readonly string[]
  readonly ends: readonly Bound[]
  readonly onDelete: Bound | null
  readonly onUpdate: Bound | null
  readonly from: number
}

export function readExtras(decl: DrizzleTable, context: ReadContext): readonly LongReference[] {
  const { program, note } = context
  if (decl.extras === null) return []
  const given = program.resolve(decl.extras)
  const self: Bound = { expr: { kind: 'given', value: decl, from: 0 }, scope: given.scope }
  const found = given.expr.kind === 'function' ? program.apply(given, [self]) : given
  const list = found === null ? null : program.resolve(found)
  if (list === null || (list.expr.kind !== 'array' && list.expr.kind !== 'object')) {
    note(decl.extras.expr.from, `what ${decl.name} has besides its columns cannot be told`)
    return []
  }
  const items = list.expr.kind === 'array' ? program.items(list) : program.entries(list).map((e) => e.value)
  return items.flatMap((item) => {
    const chain = readChain(program, item)
    const read = chain === null ? undefined : EXTRAS[importedName(chain.root.name, chain.scope)]
    if (chain !== null && read !== undefined) return read(decl, chain, context) ?? []
    note(item.expr.from, `something of ${decl.name} besides its columns cannot be told`)
    return []
  })
}

type ReadExtra = (decl: DrizzleTable, chain: Chain, context: ReadContext) => readonly LongReference[] | void

const EXTRAS: { readonly [name: string]: ReadExtra | undefined } = {
  index: (decl, chain, context) => addIndex(decl, chain, context, false),
  uniqueIndex: (decl, chain, context) => addIndex(decl, chain, context, true),
  unique(decl, chain, { program }) {
    const on = chain.calls.find((c) => c.name === 'on')
    const columns = (on?.args ?? []).flatMap((arg) => columnOf(program, arg, decl) ?? [])
    const areEqual = chain.calls.some((c) => c.name === 'nullsNotDistinct')
    if (columns.length > 0) decl.table.uniques.push(plainIndex(nameOf(program, chain.root), columns, areEqual))
  },
  primaryKey(decl, { root }, { program }) {
    const [first] = root.args
    const settings = first === undefined ? null : program.resolve(first)
    // Before it had settings it took the columns themselves.
    const columns =
      settings?.expr.kind === 'object'
        ? columnsOf(program, settings, 'columns', decl)
        : root.args.flatMap((a) => columnOf(program, a, decl) ?? [])
    decl.table.primaryKey = [...columns]
    for (const column of decl.table.columns) if (columns.includes(column.name)) column.null = false
  },
  foreignKey(_decl, { root, calls, scope }, { program }) {
    const [first] = root.args
    const said = first === undefined ? null : program.resolve(first)
    // SQLite's may be said by a function: `foreignKey(() => ({ … }))`.
    const body = said?.expr.kind === 'function' ? program.apply(said, []) : said
    const settings = body === null ? null : program.resolve(body)
    if (settings === null) return []
    const ends = program.property(settings, 'foreignColumns')
    const named = program.property(settings, 'name')
    const call = (name: string) => calls.find((c) => c.name === name)?.args[0] ?? null
    return [
      {
        name: named === null ? null : program.text({ ...named, scope: named.scope ?? scope }),
        columns: columnsOf(program, settings, 'columns', _decl),
        ends: ends === null ? [] : program.items(program.resolve(ends)),
        onDelete: call('onDelete'),
        onUpdate: call('onUpdate'),
        from: root.from,
      },
    ]
  },
  check(decl, { root }, { program, note }) {
    const [name, value] = root.args
    const sql = value === undefined ? null : sqlText(program, value, decl)
    if (sql === null) return note(root.from, 'the condition of a check cannot be told')
    decl.table.checks.push({ name: name === undefined ? null : program.text(name), sql })
  },
  pgPolicy: notDrawn('a policy'),
  crudPolicy: notDrawn('a policy'),
}

function notDrawn(what: string): ReadExtra {
  return (decl, { root }, { note }) => note(root.from, `${decl.name} has ${what}, which is not drawn`, 'info')
}

function nameOf(program: Program, { args: [first] }: Call): string | null {
  return first === undefined ? null : program.text(first)
}

function columnsOf(program: Program, settings: Bound, key: string, decl: DrizzleTable): readonly string[] {
  const list = program.property(settings, key)
  return list === null
    ? []
    : program.items(program.resolve(list)).flatMap((item) => columnOf(program, item, decl) ?? [])
}

function addIndex(decl: DrizzleTable, chain: Chain, context: ReadContext, isUnique: boolean): void {
  const { program, note } = context
  const on = chain.calls.find((c) => /^(?:on|onOnly|using)$/.test(c.name))
  const isUsing = on?.name === 'using'
  const args = on === undefined ? [] : isUsing ? on.args.slice(1) : on.args
  const method = isUsing && on.args[0] !== undefined ? program.text(on.args[0]) : null
  const terms = args.flatMap((arg) => termOf(program, arg, decl) ?? [])
  if (terms.length === 0 || terms.length < args.length)
    return note(chain.root.from, `an index of ${decl.name} cannot be told`)
  const condition = chain.calls.find((c) => c.name === 'where')?.args[0]
  const where = condition === undefined ? null : sqlText(program, condition, decl)
  if (condition !== undefined && where === null)
    note(chain.root.from, `the condition of an index of ${decl.name} cannot be told`)
  const index: RawIndex = { name: nameOf(program, chain.root), columns: terms, where, method }
  ;(isUnique ? decl.table.uniques : decl.table.indexes).push(index)
}

/** `t.title`, `t.at.desc().nullsLast()`, `t.title.op('gin_trgm_ops')`, `sql\`lower(${t.title})\``. */
function termOf(program: Program, given: Bound, decl: DrizzleTable): RawIndexTerm | null {
  let bound = given
  let descending = false
  let opclass: string | null = null
  for (let left = 8; left > 0 && bound.expr.kind === 'call' && bound.expr.callee.kind === 'member'; left--) {
    const { callee, args } = bound.expr
    if (callee.name === 'desc') descending = true
    const [first] = args
    if (callee.name === 'op' && first !== undefined) opclass = program.text({ expr: first.value, scope: bound.scope })
    bound = { expr: callee.object, scope: bound.scope }
  }
  const name = columnOf(program, bound, decl)
  if (name !== null) return { name, descending, ...(opclass === null ? {} : { opclass }) }
  const sql = sqlText(program, bound, decl)
  return sql === null ? null : { name: null, descending, sql }
}
