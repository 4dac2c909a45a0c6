/** Random graphs of models whose keys have every `on_delete`, and deletes over them. */
import type { OracleCase, OracleFixture } from '../../../cli/oracle/oracle-case.ts'
import type { Random } from './random.ts'

const ACTIONS = [
  'CASCADE',
  'CASCADE',
  'CASCADE',
  'CASCADE',
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_NULL',
  'SET_DEFAULT',
  'SET(1)',
  'SET(None)',
  'SET(get_two)',
  'DO_NOTHING',
] as const

interface Key {
  readonly name: string
  readonly to: string
  readonly null: boolean
  readonly isOneToOne: boolean
}
interface Node {
  readonly name: string
  readonly index: number
  readonly parent: Node | null
  readonly keys: Key[]
  readonly many: { readonly name: string; readonly to: string }[]
  readonly pks: number[]
}

const chainOf = (node: Node): readonly Node[] => (node.parent === null ? [node] : [...chainOf(node.parent), node])

export function deleteCase(r: Random, id: string, count: number): OracleCase {
  const names = Array.from({ length: r.int(3, 7) }, (_, i) => `M${i}`)
  const nodes: Node[] = []
  const proxies: string[] = []
  const lines = ['from django.db import models', '', 'def get_two():', '    return 2', '']
  for (const [index, name] of names.entries()) {
    const parent = index > 0 && r.chance(0.25) ? r.pick(nodes) : null
    const node: Node = { name, index, parent, keys: [], many: [], pks: [] }
    nodes.push(node)
    lines.push(`class ${name}(${parent?.name ?? 'models.Model'}):`, `    f${index} = models.IntegerField(default=0)`)
    for (let i = 0; i < r.int(index === 0 ? 0 : 1, 3); i++) lines.push(addKey(r, node, names, `k${index}${i}`))
    if (r.chance(0.35)) {
      const to = r.pick(names.slice(0, index + 1))
      node.many.push({ name: `mm${index}`, to })
      lines.push(`    mm${index} = models.ManyToManyField('${to === name ? 'self' : to}', related_name='m${index}_mm')`)
    }
    if (r.chance(0.2)) lines.push('    class Meta:', `        ordering = ['${r.pick(['', '-'])}f${index}']`)
    lines.push('')
    if (!r.chance(0.15)) continue
    proxies.push(`P${index}`)
    lines.push(`class P${index}(${name}):`, '    class Meta:', '        proxy = True', '')
  }
  const fixtures = rows(r, nodes)
  const deletes = Array.from({ length: count }, () => ({ expr: expression(r, nodes, proxies) }))
  return { id, models: lines.join('\n'), fixtures, deletes }
}

function addKey(r: Random, node: Node, names: readonly string[], name: string): string {
  const to = r.pick(r.chance(0.9) ? names.slice(0, node.index + 1) : names)
  const action = r.pick(ACTIONS)
  const mustBeNull = action === 'SET_NULL' || action === 'SET(None)' || names.indexOf(to) >= node.index
  const isNull = mustBeNull || r.chance(0.5)
  const isOneToOne = isNull && r.chance(0.15)
  const options = [
    `'${to === node.name ? 'self' : to}'`,
    `models.${action}`,
    ...(isNull ? ['null=True'] : []),
    ...(action === 'SET_DEFAULT' ? [`default=${isNull && r.chance(0.5) ? 'None' : '1'}`] : []),
    `related_name='${r.chance(0.2) ? '+' : `m${node.index}_${name}`}'`,
  ]
  node.keys.push({ name, to, null: isNull, isOneToOne })
  return `    ${name} = models.${isOneToOne ? 'OneToOneField' : 'ForeignKey'}(${options.join(', ')})`
}

function rows(r: Random, nodes: readonly Node[]): readonly OracleFixture[] {
  const plan: { readonly node: Node; readonly pk: number }[] = []
  for (const node of nodes) {
    const base = node.parent === null ? 0 : 100 * (node.index + 1)
    for (let pk = base + 1; pk <= base + r.int(2, 6); pk++) {
      for (const owner of chainOf(node)) {
        owner.pks.push(pk)
        plan.push({ node: owner, pk })
      }
    }
  }
  const pksOf = (name: string): readonly number[] => nodes.find((n) => n.name === name)?.pks ?? []
  const taken = new Set<string>()
  return plan.map(({ node, pk }) => {
    const fields: Record<string, unknown> = { [`f${node.index}`]: r.int(0, 3) }
    for (const key of node.keys) {
      const chosen = key.null && r.chance(0.25) ? null : r.pick(pksOf(key.to))
      const place = `${node.name}.${key.name}=${chosen}`
      fields[key.name] = key.isOneToOne && taken.has(place) ? null : chosen
      taken.add(place)
    }
    for (const { name, to } of node.many) fields[name] = r.some(pksOf(to), r.int(0, 3))
    return { model: `app.${node.name.toLowerCase()}`, pk, fields }
  })
}

function expression(r: Random, nodes: readonly Node[], proxies: readonly string[]): string {
  const node = r.pick(nodes)
  const proxy = `P${node.index}`
  const objects = `${proxies.includes(proxy) && r.chance(0.4) ? proxy : node.name}.objects`
  const field = `f${node.index}`
  const key = node.keys[0]
  switch (r.int(0, 8)) {
    case 0:
      return `${objects}.filter(pk__in=[${r.some(node.pks, r.int(1, 3)).join(', ')}])`
    case 1:
      return `${objects}.all()`
    case 2:
      return `${objects}.filter(${field}__gt=${r.int(0, 2)})`
    case 3:
      return `${objects}.exclude(${field}=${r.int(0, 2)})`
    case 4:
      return key === undefined
        ? `${objects}.order_by('${field}')`
        : `${objects}.filter(${key.name}__f${key.to.slice(1)}=${r.int(0, 3)})`
    default:
      return `${objects}.get(pk=${r.pick(node.pks)})`
  }
}
