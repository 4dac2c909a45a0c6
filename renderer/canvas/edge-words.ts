/** A relation in words, both ways, with the accessors that Django makes. */
import { isRelation } from '../../shared/document/records.ts'
import type { SceneEdge } from '../../shared/layout/scene.ts'
import { ON_DELETE_WORDS } from '../../shared/layout/type-text.ts'
import { t } from '../texts/texts.ts'
import type { Compiled } from '../state/compiled-store.ts'

/** How Python walks the relation, each way: `post.category`, `category.posts`. null: it cannot. */
export interface EdgeNames {
  readonly forth: string | null
  readonly back: string | null
}

const NO_NAMES: EdgeNames = { forth: null, back: null }

export function edgeNames({ edge, from, to }: SceneEdge, compiled: Compiled): EdgeNames {
  const declared = compiled.doc.models[edge.from]?.fields.find((f) => f.id === edge.field)
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

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
