/**
 * Random models with what the narrower ones lack: eleven types, text keys, odd column names, `to_field`,
 * proxies, an abstract base, query names that differ from accessors.
 */
import type { OracleFixture } from '../../../cli/oracle/oracle-case.ts'
import type { Random } from './random.ts'

export interface WideField {
  readonly name: string
  readonly kind: string
  readonly null: boolean
}
export interface WideRelation {
  readonly name: string
  readonly to: string
  readonly many: boolean
}
interface WideKey {
  readonly name: string
  readonly to: string
  readonly null: boolean
  readonly isOneToOne: boolean
  readonly toField: string
}
export interface WideModel {
  readonly name: string
  readonly parent: string | null
  pk: 'int' | 'text'
  unique: string | null
  readonly fields: WideField[]
  readonly relations: WideRelation[]
  readonly keys: WideKey[]
  readonly many: { readonly name: string; readonly to: string }[]
}
export interface WideSchema {
  readonly text: string
  readonly names: readonly string[]
  readonly proxies: readonly string[]
  readonly models: ReadonlyMap<string, WideModel>
  readonly fixtures: readonly OracleFixture[]
  /** Keys of each model's rows, its children's included. */
  readonly pks: ReadonlyMap<string, readonly (number | string)[]>
}

interface Type {
  readonly declared: string
  /** As Python writes them. */
  readonly literals: readonly string[]
}

export const TYPES: Readonly<Record<string, Type>> = {
  int: { declared: 'models.IntegerField(', literals: ['0', '1', '2', '3', '-1', '7'] },
  text: {
    declared: 'models.CharField(max_length=20',
    literals: [`'Ann'`, `'bob'`, `'ann'`, `'50%'`, `'a_b'`, `'Ünal'`, `''`, `'x y'`],
  },
  bool: { declared: 'models.BooleanField(', literals: ['True', 'False'] },
  date: {
    declared: 'models.DateField(',
    literals: [`'2019-01-31'`, `'2020-02-29'`, `'2020-12-31'`, `'2021-03-15'`],
  },
  datetime: {
    declared: 'models.DateTimeField(',
    literals: [`'2019-01-31T10:20:30'`, `'2020-02-29T00:00:00'`, `'2020-12-31T23:59:59.5'`, `'2021-03-15T12:00:00'`],
  },
  decimal: {
    declared: 'models.DecimalField(max_digits=8, decimal_places=2',
    literals: [`'1.50'`, `'2.00'`, `'10.25'`, `'-3.10'`, `'0'`],
  },
  float: { declared: 'models.FloatField(', literals: ['0.5', '1.5', '-2.25', '0.0'] },
  duration: { declared: 'models.DurationField(', literals: [`'1 02:00:00'`, `'00:30:00'`, `'-1 00:00:00'`] },
  json: {
    declared: 'models.JSONField(',
    literals: [
      `{'a': 1}`,
      `{'a': {'b': [1, 2]}}`,
      '[1, 2]',
      `'t'`,
      'None',
      '5',
      `{'a': None}`,
      `{'a': 'x', 'c': True}`,
    ],
  },
  uuid: {
    declared: 'models.UUIDField(',
    literals: [`'00000000-0000-0000-0000-00000000000a'`, `'00000000-0000-0000-0000-00000000000b'`],
  },
  time: { declared: 'models.TimeField(', literals: [`'10:20:00'`, `'00:00:00'`, `'23:59:59'`] },
}
const KINDS = Object.keys(TYPES)
const DOCUMENTS = [{ a: 1 }, { a: { b: [1, 2] } }, [1, 2], 't', 5, { a: null }, { a: 'x', c: true }] as const

export const NUMBERS: readonly string[] = ['int', 'decimal', 'float']

export function literal(r: Random, kind: string): string {
  return r.pick(TYPES[kind]?.literals ?? ['None'])
}

/** What a literal says, for a fixture. */
function fixtureValue(r: Random, { kind, null: isNull }: WideField): unknown {
  if (isNull && r.chance(0.3)) return null
  if (kind === 'json') return r.pick(DOCUMENTS)
  const text = literal(r, kind)
  if (text.startsWith(`'`)) return text.slice(1, -1)
  return kind === 'bool' ? text === 'True' : Number(text)
}

/** The model and its parents, nearest first. */
export function lineage(models: ReadonlyMap<string, WideModel>, name: string): readonly WideModel[] {
  const model = models.get(name)
  if (model === undefined) throw new Error(`no model ${name}`)
  return model.parent === null ? [model] : [model, ...lineage(models, model.parent)]
}

const BASE = [
  'class Base(models.Model):',
  '    stamp = models.IntegerField(null=True)',
  '',
  '    class Meta:',
  '        abstract = True',
  `        ordering = ['stamp']`,
  '',
]

export function wideSchema(r: Random): WideSchema {
  const names = Array.from({ length: r.int(3, 6) }, (_, i) => `M${i}`)
  const models = new Map<string, WideModel>()
  const proxies: string[] = []
  const lines = ['from django.db import models', '', ...BASE]
  for (const [index, name] of names.entries()) {
    lines.push(...addModel(r, models, names, index))
    if (!r.chance(0.15)) continue
    proxies.push(`P${index}`)
    lines.push(`class P${index}(${name}):`, '    class Meta:', '        proxy = True', '')
  }
  return { text: lines.join('\n'), names, proxies, models, ...rows(r, models, names) }
}

function addModel(r: Random, models: Map<string, WideModel>, names: readonly string[], index: number): string[] {
  const name = `M${index}`
  const before = names.slice(0, index)
  const parent = before.length > 0 && r.chance(0.25) ? r.pick(before) : null
  const pk = parent === null ? 'int' : (models.get(parent)?.pk ?? 'int')
  const model: WideModel = { name, parent, pk, unique: null, fields: [], relations: [], keys: [], many: [] }
  models.set(name, model)
  const isBased = parent === null && r.chance(0.2)
  if (isBased) model.fields.push({ name: 'stamp', kind: 'int', null: true })
  const lines = [`class ${name}(${parent ?? (isBased ? 'Base' : 'models.Model')}):`]
  if (parent === null && r.chance(0.2)) {
    model.pk = 'text'
    lines.push(
      `    code = models.CharField(max_length=5, primary_key=True${r.chance(0.4) ? `, db_column='the code'` : ''})`,
    )
  }
  lines.push(...addFields(r, model, index))
  const keys = Array.from({ length: r.int(index === 0 ? 0 : 1, 2) }, (_, i) => `k${index}${i}`)
  for (const key of keys) lines.push(addKey(r, models, model, key, r.pick([...before, name])))
  if (index > 0 && r.chance(0.4)) lines.push(addMany(r, models, model, `mm${index}`, r.pick([...before, name])))
  if (parent !== null) {
    models.get(parent)?.relations.push({ name: name.toLowerCase(), to: name, many: false })
    model.relations.push({ name: `${parent.toLowerCase()}_ptr`, to: parent, many: false })
  }
  return [...lines, ...meta(r, model), '']
}

function addFields(r: Random, model: WideModel, index: number): string[] {
  const lines: string[] = []
  for (let i = 0; i < r.int(1, 4); i++) {
    const field = { name: `f${index}${i}`, kind: r.pick(KINDS), null: r.chance(0.5) }
    const declared = TYPES[field.kind]?.declared ?? ''
    const options = [...(field.null ? ['null=True'] : []), ...(r.chance(0.15) ? [`db_column='c ${index}${i}'`] : [])]
    const comma = declared.endsWith('(') || options.length === 0 ? '' : ', '
    lines.push(`    ${field.name} = ${declared}${comma}${options.join(', ')})`)
    model.fields.push(field)
  }
  if (model.parent === null && r.chance(0.3)) {
    model.unique = `u${index}`
    model.fields.push({ name: model.unique, kind: 'text', null: false })
    lines.push(`    ${model.unique} = models.CharField(max_length=9, unique=True)`)
  }
  return lines
}

/** How a reverse relation is called, and the option that says so. '': none. */
function reverseNames(r: Random, model: WideModel, key: string): { readonly query: string; readonly option: string } {
  const plain = `${model.name.toLowerCase()}_${key}`
  switch (r.int(0, 4)) {
    case 0:
      return { query: '', option: `related_name='+'` }
    case 1:
      return { query: `q_${plain}`, option: `related_name='q_${plain}s', related_query_name='q_${plain}'` }
    case 2:
      return { query: plain, option: `related_name='%(class)s_${key}'` }
    default:
      return { query: plain, option: `related_name='${plain}'` }
  }
}

function addKey(r: Random, models: Map<string, WideModel>, model: WideModel, name: string, to: string): string {
  const isSelf = to === model.name
  const isOneToOne = !isSelf && r.chance(0.2)
  const isNull = isOneToOne || isSelf || r.chance(0.5)
  const target = models.get(to)
  const unique = target?.unique ?? null
  const toField = unique !== null && r.chance(0.5) ? unique : 'pk'
  const { query, option } = reverseNames(r, model, name)
  const options = [
    isSelf ? `'self'` : `'${to}'`,
    'models.CASCADE',
    ...(isNull ? ['null=True'] : []),
    option,
    ...(toField === 'pk' ? [] : [`to_field='${toField}'`]),
    ...(r.chance(0.15) ? [`db_column='fk ${name}'`] : []),
  ]
  model.keys.push({ name, to, null: isNull, isOneToOne, toField })
  model.relations.push({ name, to, many: false })
  if (query !== '') target?.relations.push({ name: query, to: model.name, many: !isOneToOne })
  return `    ${name} = models.${isOneToOne ? 'OneToOneField' : 'ForeignKey'}(${options.join(', ')})`
}

function addMany(r: Random, models: Map<string, WideModel>, model: WideModel, name: string, to: string): string {
  const isSelf = to === model.name
  const isSymmetrical = isSelf && r.chance(0.5)
  const reverse = `${model.name.toLowerCase()}_${name}`
  model.many.push({ name, to })
  model.relations.push({ name, to, many: true })
  if (!isSymmetrical) models.get(to)?.relations.push({ name: reverse, to: model.name, many: true })
  const options = isSelf
    ? `'self'${isSymmetrical ? '' : `, symmetrical=False, related_name='${reverse}'`}`
    : `'${to}', related_name='${reverse}'`
  return `    ${name} = models.ManyToManyField(${options})`
}

function meta(r: Random, model: WideModel): string[] {
  const own = model.fields.filter((f) => f.kind !== 'json')
  if (own.length === 0 || !r.chance(0.5)) return []
  const names = [`'${r.pick(['', '-'])}${r.pick(own).name}'`]
  const key = model.keys.find((k) => k.to !== model.name)
  if (key !== undefined && r.chance(0.4)) names.splice(r.int(0, 1), 0, `'${key.name}'`)
  if (r.chance(0.5)) names.push(`'pk'`)
  return ['    class Meta:', `        ordering = [${names.join(', ')}]`]
}

function rows(
  r: Random,
  models: ReadonlyMap<string, WideModel>,
  names: readonly string[],
): Pick<WideSchema, 'fixtures' | 'pks'> {
  const pks = new Map<string, (number | string)[]>(names.map((name) => [name, []]))
  const plan: { readonly model: WideModel; readonly pk: number | string }[] = []
  for (const [index, name] of names.entries()) {
    const chain = lineage(models, name).toReversed()
    for (let i = 1; i <= r.int(3, 6); i++) {
      const number = (chain.length === 1 ? 0 : 100 * (index + 1)) + i
      const pk = chain[0]?.pk === 'text' ? `c${number}` : number
      for (const model of chain) {
        pks.get(model.name)?.push(pk)
        plan.push({ model, pk })
      }
    }
  }
  const taken = new Set<string>()
  const fixtures = plan.map(({ model, pk }) => {
    const values: Record<string, unknown> = {}
    for (const field of model.fields)
      values[field.name] = field.name === model.unique ? `u${pk}` : fixtureValue(r, field)
    for (const key of model.keys) values[key.name] = target(r, model, key, pks.get(key.to) ?? [], taken)
    for (const { name, to } of model.many) values[name] = r.some(pks.get(to) ?? [], r.int(0, 3))
    return { model: `app.${model.name.toLowerCase()}`, pk, fields: values }
  })
  return { fixtures, pks }
}

function target(
  r: Random,
  model: WideModel,
  key: WideKey,
  pks: readonly (number | string)[],
  taken: Set<string>,
): number | string | null {
  const chosen = key.null && r.chance(0.25) ? null : r.pick(pks)
  if (chosen === null) return null
  const place = `${model.name}.${key.name}=${chosen}`
  if (key.isOneToOne && taken.has(place)) return null
  taken.add(place)
  return key.toField === 'pk' ? chosen : `u${chosen}`
}
