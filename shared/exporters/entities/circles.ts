/** Required keys that lead back to where they start: an ORM that orders its entities by them finds no first one. */
import type { Entity, EntityRelation } from './entities.ts'

/**
 * Relations without which no circle of required ones is left. Walks every circle once, without recursion: a chain may
 * be as long as there are entities.
 */
export function circleClosers(entities: readonly Entity[]): ReadonlySet<EntityRelation> {
  const required = new Map(entities.map((e) => [e.name, e.relations.filter((r) => !r.optional)]))
  const closers = new Set<EntityRelation>()
  const done = new Set<string>()
  for (const { name } of entities) {
    if (done.has(name)) continue
    const open = new Set([name])
    const path = [{ name, at: 0 }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const relation = required.get(top.name)?.[top.at++]
      if (relation === undefined) {
        open.delete(top.name)
        done.add(top.name)
        path.pop()
      } else if (open.has(relation.to)) closers.add(relation)
      else if (!done.has(relation.to)) {
        open.add(relation.to)
        path.push({ name: relation.to, at: 0 })
      }
    }
  }
  return closers
}
