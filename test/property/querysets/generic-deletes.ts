/**
 * Random deletes where generic relations take part: models with a GenericForeignKey, themselves inherited, referred to
 * and tagged; base managers that hide rows; join models of their own; rows ordered with respect to others.
 */
import type { OracleCase, OracleFixture } from '../../../cli/oracle/oracle-case.ts'
import type { Random } from './random.ts'

const ACTIONS = [
  'CASCADE',
  'CASCADE',
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_DEFAULT',
  'SET(None)',
  'DO_NOTHING',
] as const

const HEAD = `from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Few(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(n__gt=0)

`

interface Node {
  readonly name: string
  readonly parent: Node | null
  readonly isTag: boolean
  readonly keys: { readonly name: string; readonly to: Node }[]
  readonly many: { readonly name: string; readonly to: Node; readonly through: string | null }[]
  readonly pks: number[]
}

const rootOf = (node: Node): Node => (node.parent === null ? node : rootOf(node.parent))
const isTag = (node: Node): boolean => rootOf(node).isTag

function declare(r: Random, node: Node, before: readonly Node[], tags: readonly string[]): readonly string[] {
  const i = node.name.slice(1)
  const lines = [`class ${node.name}(${node.parent?.name ?? 'models.Model'}):`]
  if (node.parent === null) lines.push('    n = models.IntegerField(default=1)')
  else lines.push(`    x${i} = models.IntegerField(default=0)`)
  if (node.isTag) {
    const isNull = r.chance(0.3)
    lines.push(
      `    content_type = models.ForeignKey(ContentType, models.${r.pick(['CASCADE', 'DO_NOTHING'])}${isNull ? ', null=True' : ''}, related_name='t${i}')`,
      `    object_id = models.PositiveIntegerField(${isNull ? 'null=True' : ''})`,
      '    content_object = GenericForeignKey()',
    )
  }
  for (const [at, to] of r.some(before, r.int(0, 2)).entries()) {
    const action = r.pick(ACTIONS)
    const name = `k${i}${at}`
    const kind = r.chance(0.2) ? 'OneToOneField' : 'ForeignKey'
    const fallback = action === 'SET_DEFAULT' ? ', default=None' : ''
    lines.push(
      `    ${name} = models.${kind}('${to.name}', models.${action}, null=True${fallback}, related_name='r${i}${at}')`,
    )
    node.keys.push({ name, to })
  }
  if (r.chance(0.3) && before.length > 0) {
    const to = r.pick(before)
    const through = r.chance(0.4) ? `J${i}` : null
    node.many.push({ name: `mm${i}`, to, through })
    lines.push(
      `    mm${i} = models.ManyToManyField('${to.name}', related_name='rm${i}'${through === null ? '' : `, through='${through}'`})`,
    )
  }
  for (const tag of tags.filter(() => r.chance(0.4))) {
    lines.push(`    g${i}${tag} = GenericRelation('${tag}', related_query_name='q${i}${tag}')`)
  }
  const kind = node.parent === null ? r.int(0, 5) : 0
  if (kind === 1)
    lines.push(
      '    objects = models.Manager()',
      '    few = Few()',
      '    class Meta:',
      `        base_manager_name = 'few'`,
    )
  else if (kind === 2 && node.keys[0] !== undefined)
    lines.push('    class Meta:', `        order_with_respect_to = '${node.keys[0].name}'`)
  lines.push('')
  for (const { to, through } of node.many) {
    if (through === null) continue
    const [a, b] = [r.pick(['CASCADE', 'CASCADE', 'PROTECT', 'RESTRICT']), r.pick(['CASCADE', 'SET_NULL'])]
    lines.push(
      `class ${through}(models.Model):`,
      `    a = models.ForeignKey(${node.name}, models.${a}, related_name='+')`,
      `    b = models.ForeignKey('${to.name}', models.${b}, null=True, related_name='j${i}')`,
      '',
    )
  }
  return lines
}

export function genericDeleteCase(r: Random, id: string, count: number): OracleCase {
  const nodes: Node[] = []
  const lines: string[] = [HEAD]
  const total = r.int(3, 6)
  const tags = Array.from({ length: r.int(1, 2) }, (_, i) => `M${total - 1 - i}`)
  for (let i = 0; i < total; i++) {
    const name = `M${i}`
    const tagged = tags.includes(name)
    const parent = !tagged && i > 0 && r.chance(0.3) ? r.pick(nodes) : null
    const node: Node = { name, parent, isTag: tagged, keys: [], many: [], pks: [] }
    lines.push(...declare(r, node, nodes, tags))
    nodes.push(node)
  }
  const fixtures = rowsOf(r, nodes)
  const deletes = Array.from({ length: count }, () => ({ expr: asked(r, nodes) }))
  return { id, models: lines.join('\n'), fixtures, deletes }
}

function rowsOf(r: Random, nodes: readonly Node[]): readonly OracleFixture[] {
  const rows: OracleFixture[] = []
  const taken = new Set<string>()
  for (const [index, node] of nodes.entries()) {
    const base = node.parent === null ? 0 : 100 * (index + 1)
    for (let pk = base + 1; pk <= base + r.int(2, 5); pk++) {
      const line: Node[] = []
      for (let at: Node | null = node; at !== null; at = at.parent) line.unshift(at)
      for (const one of line) one.pks.push(pk)
      for (const one of line) rows.push(rowOf(r, one, pk, nodes, taken))
    }
  }
  for (const node of nodes) {
    for (const { to, through } of node.many) {
      if (through === null) continue
      for (let pk = 1; pk <= r.int(1, 4); pk++)
        rows.push({ model: `app.${through.toLowerCase()}`, pk, fields: { a: r.pick(node.pks), b: r.pick(to.pks) } })
    }
  }
  return rows
}

function rowOf(r: Random, node: Node, pk: number, nodes: readonly Node[], taken: Set<string>): OracleFixture {
  const fields: Record<string, unknown> =
    node.parent === null ? { n: r.int(0, 2) } : { [`x${node.name.slice(1)}`]: r.int(0, 2) }
  if (node.isTag) {
    const to = r.pick(nodes.filter((one) => one.pks.length > 0))
    fields['content_type'] = ['app', to.name.toLowerCase()]
    fields['object_id'] = r.pick(to.pks)
  }
  for (const { name, to } of node.keys) {
    const chosen = r.chance(0.25) ? null : r.pick(to.pks)
    const place = `${name}=${chosen}`
    // Taken or not: what is one to one and what is not has the same name in every seed.
    fields[name] = taken.has(place) ? null : chosen
    taken.add(place)
  }
  for (const { name, to, through } of node.many) if (through === null) fields[name] = r.some(to.pks, r.int(0, 3))
  return { model: `app.${node.name.toLowerCase()}`, pk, fields }
}

function asked(r: Random, nodes: readonly Node[]): string {
  const node = r.pick(nodes)
  const objects = `${node.name}.objects`
  const [key] = node.keys
  switch (r.int(0, 7)) {
    case 0:
      return `${objects}.filter(pk__in=[${r.some(node.pks, r.int(1, 3)).join(', ')}])`
    case 1:
      return `${objects}.all()`
    case 2:
      return `${objects}.filter(n__gt=${r.int(0, 1)})`
    case 3:
      return isTag(node) ? `${objects}.filter(content_type__model='m0')` : `${objects}.exclude(n=${r.int(0, 2)})`
    case 4:
      return key === undefined ? `${objects}.order_by('n')` : `${objects}.filter(${key.name}__n=${r.int(0, 2)})`
    default:
      return `${objects}.get(pk=${r.pick(node.pks)})`
  }
}
