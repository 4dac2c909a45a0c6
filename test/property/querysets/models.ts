/** Random models with the names that filters may use, and rows for them. */
import type { OracleFixture } from '../../../cli/oracle/oracle-case.ts'
import type { Random } from './random.ts'

export type ValueKind = 'int' | 'text' | 'bool' | 'date' | 'datetime' | 'decimal' | 'float'

export interface Relation {
  /** The name in a filter path. */
  readonly name: string
  readonly to: string
  readonly many: boolean
}

export interface RandomModel {
  readonly name: string
  readonly fields: readonly { readonly name: string; readonly kind: ValueKind; readonly null: boolean }[]
  readonly foreignKeys: readonly {
    readonly name: string
    readonly to: string
    readonly null: boolean
    readonly unique: boolean
  }[]
  readonly manyToMany: readonly { readonly name: string; readonly to: string }[]
  readonly parent: string | null
  /** Forwards and backwards. */
  readonly relations: Relation[]
}

export interface RandomSchema {
  readonly text: string
  readonly models: readonly RandomModel[]
  readonly fixtures: readonly OracleFixture[]
}

const NAMES = ['Apple', 'Berry', 'Cherry', 'Damson', 'Elder', 'Fig'] as const
const DECLARED: Readonly<Record<ValueKind, string>> = {
  int: 'models.IntegerField(',
  text: 'models.CharField(max_length=20',
  bool: 'models.BooleanField(',
  date: 'models.DateField(',
  datetime: 'models.DateTimeField(',
  decimal: 'models.DecimalField(max_digits=8, decimal_places=2',
  float: 'models.FloatField(',
}
const KINDS = Object.keys(DECLARED) as ValueKind[]

export function randomSchema(r: Random): RandomSchema {
  const models: RandomModel[] = []
  for (const name of NAMES.slice(0, r.int(3, 6))) models.push(randomModel(r, name, models))
  for (const model of models) linkBackwards(model, models)
  return { text: source(r, models), models, fixtures: rows(r, models) }
}

function randomModel(r: Random, name: string, before: readonly RandomModel[]): RandomModel {
  const lower = name.toLowerCase()
  const targets = [...before.map((m) => m.name), name]
  const parent = before.length > 1 && r.chance(0.2) ? r.pick(before).name : null
  const fields = Array.from({ length: r.int(1, 4) }, (_, i) => ({
    name: `${lower[0]}${i}`,
    kind: r.pick(KINDS),
    null: r.chance(0.5),
  }))
  const foreignKeys = Array.from({ length: before.length === 0 ? r.int(0, 1) : r.int(1, 2) }, (_, i) => {
    const to = r.pick(targets)
    const unique = to !== name && r.chance(0.15)
    return { name: `${lower}_fk${i}`, to, null: unique || to === name || r.chance(0.5), unique }
  })
  const manyToMany = r.chance(0.4) && before.length > 0 ? [{ name: `${lower}_many`, to: r.pick(before).name }] : []
  const relations: Relation[] = [
    ...foreignKeys.map((key) => ({ name: key.name, to: key.to, many: false })),
    ...manyToMany.map((many) => ({ name: many.name, to: many.to, many: true })),
  ]
  return { name, fields, foreignKeys, manyToMany, parent, relations }
}

/** Reverse names are given in the text, so that they never clash. */
function reverseName(model: RandomModel, field: string): string {
  return `${model.name.toLowerCase()}_by_${field.split('_').at(-1)}`
}

function linkBackwards(model: RandomModel, models: readonly RandomModel[]): void {
  for (const key of model.foreignKeys) {
    find(models, key.to).relations.push({ name: reverseName(model, key.name), to: model.name, many: !key.unique })
  }
  for (const many of model.manyToMany) {
    find(models, many.to).relations.push({ name: reverseName(model, many.name), to: model.name, many: true })
  }
  if (model.parent !== null) {
    find(models, model.parent).relations.push({ name: model.name.toLowerCase(), to: model.name, many: false })
  }
}

function find(models: readonly RandomModel[], name: string): RandomModel {
  const model = models.find((m) => m.name === name)
  if (model === undefined) throw new Error(`no model ${name}`)
  return model
}

function source(r: Random, models: readonly RandomModel[]): string {
  const classes = models.map((model) => {
    const lines = [`class ${model.name}(${model.parent ?? 'models.Model'}):`]
    for (const { name, kind, null: nullable } of model.fields) {
      const declared = DECLARED[kind]
      lines.push(`    ${name} = ${declared}${nullable ? `${declared.endsWith('(') ? '' : ', '}null=True` : ''})`)
    }
    for (const key of model.foreignKeys) {
      const kind = key.unique ? 'OneToOneField' : 'ForeignKey'
      const to = key.to === model.name ? `'self'` : key.to
      lines.push(
        `    ${key.name} = models.${kind}(${to}, models.CASCADE, null=${key.null ? 'True' : 'False'}, related_name='${reverseName(model, key.name)}')`,
      )
    }
    for (const many of model.manyToMany) {
      lines.push(
        `    ${many.name} = models.ManyToManyField(${many.to}, related_name='${reverseName(model, many.name)}')`,
      )
    }
    const [first] = model.fields
    if (first !== undefined && model.parent === null && r.chance(0.4)) {
      lines.push('', '    class Meta:', `        ordering = ['${r.pick(['', '-'])}${first.name}', 'pk']`)
    }
    return lines.join('\n')
  })
  return `from django.db import models\n\n\n${classes.join('\n\n\n')}\n`
}

const ROWS = 6
const TEXTS = ['Ann', 'bob', 'ann', '50%', 'a_b', 'Ünal', ''] as const

export function randomValue(r: Random, kind: ValueKind): string | number | boolean {
  const day = (): string => `20${r.int(19, 21)}-0${r.int(1, 9)}-1${r.int(0, 9)}`
  switch (kind) {
    case 'int':
      return r.int(0, 4)
    case 'text':
      return r.pick(TEXTS)
    case 'bool':
      return r.chance(0.5)
    case 'date':
      return day()
    case 'datetime':
      return `${day()}T1${r.int(0, 9)}:30:00`
    case 'decimal':
      return r.pick(['1.50', '2.00', '10.25'])
    case 'float':
      return r.pick([0.5, 1.5, 2])
  }
}

/** Children's rows take keys of their own, beyond those of their parents' own rows. */
function rows(r: Random, models: readonly RandomModel[]): readonly OracleFixture[] {
  const keys = new Map<string, number[]>()
  const fixtures: OracleFixture[] = []
  for (const [index, model] of models.entries()) {
    const base = model.parent === null ? 0 : 100 * (index + 1)
    const pks = Array.from({ length: ROWS }, (_, i) => base + i + 1)
    const ancestors = lineage(models, model)
    for (const ancestor of ancestors) keys.set(ancestor.name, [...(keys.get(ancestor.name) ?? []), ...pks])
    const free = new Map<string, number[]>()
    for (const pk of pks) {
      // A child's parents come first, with their own values.
      for (const owner of ancestors.toReversed()) fixtures.push(row(r, owner, pk, keys, free))
    }
  }
  return fixtures
}

function lineage(models: readonly RandomModel[], model: RandomModel): readonly RandomModel[] {
  return model.parent === null ? [model] : [model, ...lineage(models, find(models, model.parent))]
}

function row(
  r: Random,
  model: RandomModel,
  pk: number,
  keys: ReadonlyMap<string, readonly number[]>,
  free: Map<string, number[]>,
): OracleFixture {
  const values: Record<string, unknown> = {}
  for (const { name, kind, null: nullable } of model.fields)
    values[name] = nullable && r.chance(0.3) ? null : randomValue(r, kind)
  for (const key of model.foreignKeys) {
    // A row refers to rows of a target that are there already, or to itself.
    const known = key.to === model.name ? [pk] : (keys.get(key.to) ?? [])
    if (key.unique || (key.null && r.chance(0.3)))
      values[key.name] = uniqueTarget(r, key.unique, `${model.name}.${key.name}`, known, free)
    else values[key.name] = r.pick(known)
  }
  for (const many of model.manyToMany) values[many.name] = r.some(keys.get(many.to) ?? [], r.int(0, 3))
  return { model: `app.${model.name.toLowerCase()}`, pk, fields: values }
}

function uniqueTarget(
  r: Random,
  isUnique: boolean,
  name: string,
  known: readonly number[],
  free: Map<string, number[]>,
): number | null {
  if (!isUnique || free.has(name) || r.chance(0.3)) return null
  free.set(name, [])
  return r.pick(known)
}
