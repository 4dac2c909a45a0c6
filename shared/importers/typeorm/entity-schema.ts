/**
 * TypeORM's `new EntitySchema({…})` as the class with decorators that would say the same, so that both kinds
 * of entities are read in one place.
 */
import type { Bound, Program, Scope } from '../typescript/program.ts'
import type { TsExpr, TsModule, TsProperty } from '../typescript/syntax.ts'
import { Settings } from './classes.ts'
import type { ClassDecl, Decorator, Member } from './classes.ts'

/** A schema with the other names that relations may call it by: its variable's, its class's. */
interface SchemaDecl extends ClassDecl {
  readonly aliases: readonly string[]
}

/** Schemas of all modules; those that others embed are no tables. */
export function entitySchemas(program: Program): readonly SchemaDecl[] {
  const found = program.modules.flatMap((module) => [
    ...[...module.variables].flatMap(([name, expr]) => schemaIn(program, module, expr, name) ?? []),
    ...module.statements.flatMap((expr) => schemaIn(program, module, expr, null) ?? []),
  ])
  const embedded = new Set(found.flatMap(({ members }) => (members ?? []).flatMap((m) => embeddedName(m) ?? [])))
  return found.map((decl) =>
    decl.aliases.some((name) => embedded.has(name))
      ? { ...decl, decorators: decl.decorators.filter((d) => d.name !== 'Entity') }
      : decl,
  )
}

function schemaIn(program: Program, module: TsModule, expr: TsExpr, variable: string | null): SchemaDecl | null {
  // `module.exports = new EntitySchema({…})`
  const call = expr.kind === 'call' ? expr : null
  if (call === null || !call.isNew || !isEntitySchema(call.callee)) return null
  const [first] = call.args
  const scope = program.scopeOf(module)
  if (first === undefined) return null
  const options = program.resolve({ expr: first.value, scope })
  const settings = new Settings(program, [options])
  const target = settings.get('target')
  const targetName = target?.expr.kind === 'name' ? target.expr.name : null
  const name = settings.text('name') ?? targetName ?? variable ?? 'Entity'
  const base = settings.text('extends')
  return {
    node: {
      name,
      base: base === null ? null : { kind: 'name', name: base, from: expr.from },
      isAbstract: settings.text('type') === 'abstract',
      decorators: [],
      properties: [],
      from: expr.from,
    },
    module,
    scope,
    decorators: [...ofClass(program, settings, options, expr.from)],
    members: [
      ...entriesOf(program, settings.get('columns')).map((e) => columnMember(program, module, e)),
      ...entriesOf(program, settings.get('relations')).map((e) => relationMember(program, module, e)),
      ...entriesOf(program, settings.get('embeddeds')).flatMap((e) => embeddedMember(program, module, e) ?? []),
    ],
    aliases: [...new Set([name, variable, targetName].flatMap((n) => n ?? []))],
  }
}

function isEntitySchema(callee: TsExpr): boolean {
  return (callee.kind === 'name' || callee.kind === 'member') && callee.name === 'EntitySchema'
}

interface Entry {
  readonly key: string
  readonly value: Bound
}

function entriesOf(program: Program, object: Bound | null): readonly Entry[] {
  return object === null ? [] : program.entries(program.resolve(object))
}

function* ofClass(program: Program, settings: Settings, options: Bound, from: number): Generator<Decorator> {
  const type = settings.text('type') ?? 'regular'
  const { scope } = options
  const table = settings.get('tableName')
  const parts = ['schema', 'comment'].flatMap((key) => {
    const value = settings.get(key)
    return value === null ? [] : [{ key, value: value.expr }]
  })
  const said: Bound = { expr: { kind: 'object', entries: parts, from }, scope }
  const named = table === null ? [] : [table]
  if (KINDS[type] !== undefined) yield { name: KINDS[type], args: [...named, said], from }
  const inheritance = settings.get('inheritance')
  if (inheritance !== null) yield { name: 'TableInheritance', args: [inheritance], from }
  for (const [list, name, key] of RULES) {
    const items = settings.get(list)
    for (const item of items === null ? [] : program.items(program.resolve(items))) {
      const rule = program.resolve(item)
      const args = ['name', key].flatMap((k) => program.property(rule, k) ?? [])
      yield { name, args: [...args, rule], from: rule.expr.from }
    }
  }
}

/** What makes a class of each type of schema; an abstract one has none. */
const KINDS: { readonly [type: string]: string | undefined } = {
  regular: 'Entity',
  'entity-child': 'ChildEntity',
  view: 'ViewEntity',
}

const RULES = [
  ['indices', 'Index', 'columns'],
  ['uniques', 'Unique', 'columns'],
  ['checks', 'Check', 'expression'],
  ['exclusions', 'Exclusion', 'expression'],
] as const

function member(module: TsModule, name: string, decorators: readonly Decorator[], from: number): Member {
  const property: TsProperty = { name, decorators: [], type: null, optional: false, from }
  return { property, decorators, module }
}

/** Options that make a column one of TypeORM's own kinds. */
const SPECIAL: readonly (readonly [string, string])[] = [
  ['createDate', 'CreateDateColumn'],
  ['updateDate', 'UpdateDateColumn'],
  ['deleteDate', 'DeleteDateColumn'],
  ['version', 'VersionColumn'],
]

function columnMember(program: Program, module: TsModule, { key, value }: Entry): Member {
  const options = program.resolve(value)
  const settings = new Settings(program, [options])
  const { from } = options.expr
  const generated = settings.plain('generated')
  const strategy = generated === null || generated === 'false' ? null : generated === 'true' ? 'increment' : generated
  const said: readonly Bound[] = strategy === null ? [] : [text(strategy, options.scope)]
  const special = SPECIAL.find(([option]) => settings.is(option))?.[1]
  const isKey = settings.is('primary')
  const name = special ?? (isKey ? (strategy === null ? 'PrimaryColumn' : 'PrimaryGeneratedColumn') : 'Column')
  const args = name === 'PrimaryGeneratedColumn' ? [...said, options] : [options]
  const made: Decorator = { name, args, from }
  const isMadeUp = strategy !== null && name !== 'PrimaryGeneratedColumn'
  return member(module, key, isMadeUp ? [made, { name: 'Generated', args: said, from }] : [made], from)
}

function text(value: string, scope: Scope): Bound {
  return { expr: { kind: 'string', value, from: 0 }, scope }
}

const RELATIONS: { readonly [type: string]: string | undefined } = {
  'many-to-one': 'ManyToOne',
  'one-to-one': 'OneToOne',
  'one-to-many': 'OneToMany',
  'many-to-many': 'ManyToMany',
}

function relationMember(program: Program, module: TsModule, { key, value }: Entry): Member {
  const options = program.resolve(value)
  const settings = new Settings(program, [options])
  const { from } = options.expr
  const kind = RELATIONS[settings.text('type') ?? ''] ?? 'ManyToOne'
  const target = settings.get('target') ?? text('', options.scope)
  const inverse = settings.get('inverseSide') ?? { expr: { kind: 'word', value: 'null', from }, scope: options.scope }
  const decorators: Decorator[] = [{ name: kind, args: [target, inverse, options], from }]
  for (const [option, name] of JOINS) {
    const join = settings.get(option)
    if (join === null || settings.plain(option) === 'false') continue
    const { expr } = program.resolve(join)
    decorators.push({ name, args: expr.kind === 'object' || expr.kind === 'array' ? [join] : [], from })
  }
  return member(module, key, decorators, from)
}

const JOINS = [
  ['joinColumn', 'JoinColumn'],
  ['joinTable', 'JoinTable'],
] as const

/** `address: { schema: AddressSchema, prefix: 'home' }`. */
function embeddedMember(program: Program, module: TsModule, { key, value }: Entry): Member | null {
  const options = program.resolve(value)
  const schema = program.property(options, 'schema')
  if (schema === null) return null
  const { from } = options.expr
  const target: Bound = { expr: { kind: 'function', params: [], body: schema.expr, from }, scope: schema.scope }
  return member(module, key, [{ name: 'Column', args: [target, options], from }], from)
}

function embeddedName({ decorators }: Member): string | null {
  const [made] = decorators
  const first = made?.name === 'Column' ? made.args[0]?.expr : undefined
  return first?.kind === 'function' && first.body?.kind === 'name' ? first.body.name : null
}
