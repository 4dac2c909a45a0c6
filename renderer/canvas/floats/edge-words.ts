/** A relation in words, both ways, with the accessors that Django makes. */
import { isRelation } from '../../../shared/document/records.ts'
import type { CustomField, Model } from '../../../shared/document/records.ts'
import {
  genericKeyArgs,
  genericRelationArgs,
  isGenericKeyField,
} from '../../../shared/relations/links/generic-relations.ts'
import type { SceneEdge } from '../../../shared/layout/scene/scene.ts'
import { ON_DELETE_WORDS } from '../../../shared/layout/box/type-text.ts'
import { t } from '../../texts/texts.ts'
import type { Compiled } from '../../state/compiled-store.ts'

/** How Python walks the relation, each way: `post.category`, `category.posts`. null: it cannot. */
export interface EdgeNames {
  readonly forth: string | null
  readonly back: string | null
}

const NO_NAMES: EdgeNames = { forth: null, back: null }

export function edgeNames({ edge, from, to }: SceneEdge, compiled: Compiled): EdgeNames {
  const declared = compiled.doc.models[edge.from]?.fields.find((f) => f.id === edge.field)
  if (declared?.kind === 'custom') {
    const key = genericKeyName(compiled.doc.models[edge.to], declared)
    const [source, target] = [lower(from.box.title), lower(to.box.title)]
    return { forth: `${source}.${declared.name}`, back: key === null ? null : `${target}.${key}` }
  }
  if (declared === undefined || !isRelation(declared)) return NO_NAMES
  const resolved = compiled.resolution.models.get(edge.from)
  const relation = [...(resolved?.localFields ?? []), ...(resolved?.localManyToMany ?? [])].find(
    (f) => f.id === edge.field,
  )?.relation
  const accessor = relation === undefined || relation === null ? declared.relatedName : relation.accessor
  return {
    forth: `${lower(from.box.title)}.${declared.name}`,
    back: accessor === null ? null : `${lower(to.box.title)}.${accessor}`,
  }
}

/** Lines for the label on hover; the first is the heading. */
export function describeEdge(drawn: SceneEdge, compiled: Compiled): readonly string[] {
  const { edge, from, to } = drawn
  const source = from.box.title
  const target = to.box.title
  const words = t.canvas.edge
  if (edge.kind === 'inherits') return [words.isA(source, target), edge.dashed ? words.proxy : '']
  if (edge.kind === 'generic') return describeGeneric(drawn, compiled)
  const { forth, back } = edgeNames(drawn, compiled)
  if (forth === null) return [`${source} → ${target}`]
  const isMany = edge.kind === 'manyToMany'
  const count = isMany ? 'many' : edge.toEnd === 'zeroOne' ? 'oneOrNo' : 'one'
  const lines = [
    `${source}.${forth.slice(forth.indexOf('.') + 1)}`,
    `${forth}${isMany ? '.all()' : ''} → ${words[count]} ${target}`,
  ]
  const one = edge.kind === 'oneToOne'
  lines.push(
    back === null ? words.noWayBack : `${back}${one ? '' : '.all()'} → ${words[one ? 'oneOrNo' : 'many']} ${source}`,
  )
  if (edge.onDelete !== null) lines.push(`${words.onDelete}: ${ON_DELETE_WORDS[edge.onDelete]}`)
  return lines
}

/** What content types join: the way back is the GenericForeignKey, which may lead to other models too. */
function describeGeneric({ edge, from, to }: SceneEdge, { doc }: Compiled): readonly string[] {
  const field = doc.models[edge.from]?.fields.find(({ id }) => id === edge.field)
  if (field?.kind !== 'custom') return []
  const { title: source } = from.box
  const { title: target } = to.box
  const words = t.canvas.edge
  const { queryName } = genericRelationArgs(field.args)
  const key = genericKeyName(doc.models[edge.to], field)
  return [
    `${source}.${field.name}`,
    `${lower(source)}.${field.name}.all() → ${words.many} ${target}`,
    key === null ? words.noGenericKey(target) : `${lower(target)}.${key} → ${words.oneOfAny(source)}`,
    ...(queryName === null ? [] : [`${target}.objects.filter(${queryName}=…)`]),
    `${words.onDelete}: ${ON_DELETE_WORDS.CASCADE}`,
  ]
}

/** The GenericForeignKey that a GenericRelation is the way back of. */
function genericKeyName(target: Model | undefined, relation: CustomField): string | null {
  const { contentType, objectId } = genericRelationArgs(relation.args)
  const key = target?.fields.find((one) => {
    if (one.kind !== 'custom' || !isGenericKeyField(one)) return false
    const args = genericKeyArgs(one.args)
    return args.contentType === contentType && args.objectId === objectId
  })
  return key?.name ?? null
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
