/** Indexes, unique keys and checks of TypeORM's entities, on classes and on their properties. */
import type { RawIndex } from '../database/raw.ts'
import type { Bound, Program } from '../typescript/program.ts'
import { Settings } from './classes.ts'
import type { Decorator } from './classes.ts'
import type { Entity } from './read-typeorm.ts'

type Note = (from: number, why: string) => void

/** @param property the path of the one that is decorated; null: the class is */
export function readRule(entity: Entity, rule: Decorator, property: string | null, program: Program, note: Note): void {
  RULES[rule.name]?.(entity, rule, property, program, note)
}

type ReadRule = (entity: Entity, rule: Decorator, property: string | null, program: Program, note: Note) => void

const RULES: { readonly [name: string]: ReadRule | undefined } = {
  Index(entity, rule, property, program, note) {
    const settings = new Settings(program, rule.args)
    const index = indexOf(entity, rule, property, program)
    if (index === null) return note(rule.from, `an index of ${entity.name} cannot be told`)
    const method = settings.is('fulltext') ? 'fulltext' : settings.is('spatial') ? 'spatial' : null
    const made: RawIndex = { ...index, where: settings.text('where'), method }
    ;(settings.is('unique') ? entity.table.uniques : entity.table.indexes).push(made)
  },
  Unique(entity, rule, property, program, note) {
    const index = indexOf(entity, rule, property, program)
    if (index === null) return note(rule.from, `a unique key of ${entity.name} cannot be told`)
    entity.table.uniques.push(index)
  },
  Check(entity, rule, _property, program, note) {
    const texts = rule.args.flatMap((arg) => program.text(arg) ?? [])
    const sql = texts.at(-1)
    if (sql === undefined) return note(rule.from, `a check of ${entity.name} cannot be told`)
    entity.table.checks.push({ name: texts.length > 1 ? (texts[0] ?? null) : null, sql })
  },
  Exclusion: (entity, rule, _property, _program, note) =>
    note(rule.from, `the exclusion constraint of ${entity.name} has no counterpart`),
}

/** `@Index('name', ['a', 'b'])`, `@Index(['a'])`, `@Unique((t) => [t.a])`, or over the property itself. */
function indexOf(entity: Entity, rule: Decorator, property: string | null, program: Program): RawIndex | null {
  const [first] = rule.args
  const name = first === undefined ? null : program.text(first)
  const given = rule.args
    .map((arg) => program.resolve(arg))
    .find(({ expr }) => expr.kind === 'array' || expr.kind === 'function')
  const paths = given === undefined ? (property === null ? [] : [property]) : pathsIn(program, given)
  const columns = paths.flatMap(
    (path) => entity.columnsOf.get(path) ?? (entity.table.columns.some((c) => c.name === path) ? [path] : []),
  )
  if (columns.length === 0 || columns.length < paths.length) return null
  return { name, columns: columns.map((c) => ({ name: c, descending: false })), where: null, method: null }
}

function pathsIn(program: Program, given: Bound): readonly string[] {
  if (given.expr.kind === 'array') return program.items(given).flatMap((item) => program.text(item) ?? path(item) ?? [])
  const body = program.apply(given, [])
  if (body === null) return []
  if (body.expr.kind === 'array') return program.items(body).flatMap((item) => path(item) ?? [])
  // `(t) => ({ a: 1, b: -1 })`
  return body.expr.kind === 'object' ? program.entries(body).map((e) => e.key) : (path(body) ?? [])
}

/** `t.address.street` → `address.street`. */
function path({ expr }: Bound): readonly string[] | null {
  const parts: string[] = []
  let at = expr
  while (at.kind === 'member') {
    parts.unshift(at.name)
    at = at.object
  }
  return parts.length === 0 ? null : [parts.join('.')]
}
