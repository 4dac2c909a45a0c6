/** A relation in words, both ways, with the accessors that Django makes. */
import { isRelation } from '../../shared/document/records.ts'
import type { SceneEdge } from '../../shared/layout/scene.ts'
import { ON_DELETE_WORDS } from '../../shared/layout/type-text.ts'
import type { Compiled } from '../state/compiled-store.ts'

/** Lines for the label on hover; the first is the heading. */
export function describeEdge({ edge, from, to }: SceneEdge, compiled: Compiled): readonly string[] {
  const source = from.box.title
  const target = to.box.title
  if (edge.kind === 'inherits')
    return [`${source} is a ${target}`, edge.dashed ? 'A proxy: same table, other Python class.' : '']
  const declared = compiled.doc.models[edge.from]?.fields.find((f) => f.id === edge.field)
  if (declared === undefined || !isRelation(declared)) return [`${source} → ${target}`]
  const resolved = compiled.resolution.models.get(edge.from)
  const relation = [...(resolved?.localFields ?? []), ...(resolved?.localManyToMany ?? [])].find(
    (f) => f.id === edge.field,
  )?.relation
  const accessor = relation === undefined || relation === null ? declared.relatedName : relation.accessor
  const one = lower(source)
  const other = lower(target)
  const forth = `${one}.${declared.name}${edge.kind === 'manyToMany' ? '.all()' : ''}`
  const back =
    accessor === null
      ? 'no way back (related_name ends in “+”)'
      : `${other}.${accessor}${edge.kind === 'oneToOne' ? '' : '.all()'}`
  const lines = [
    `${source}.${declared.name}`,
    `${forth} → ${edge.kind === 'manyToMany' ? 'many' : edge.toEnd === 'zeroOne' ? 'one or no' : 'one'} ${target}`,
  ]
  lines.push(accessor === null ? back : `${back} → ${edge.kind === 'oneToOne' ? 'one or no' : 'many'} ${source}`)
  if (edge.onDelete !== null) lines.push(`on delete: ${ON_DELETE_WORDS[edge.onDelete]}`)
  return lines
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
