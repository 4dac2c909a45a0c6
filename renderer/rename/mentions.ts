/** Places in kept source that say a name: methods, managers, conditions, code of the app. Pure. */
import type { ModelId } from '../../shared/document/ids.ts'
import type { ErDocument, Member, Model } from '../../shared/document/records.ts'

export interface Mention {
  /** `Post.save`, `blog: SIGNALS`. */
  readonly where: string
  readonly line: string
  readonly model: ModelId | null
}

/** More than a person goes through. */
const LIMIT = 60

export function mentionsOf(doc: ErDocument, name: string): readonly Mention[] {
  if (name === '') return []
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${name.replaceAll(/[^\w\p{L}]/gu, '')}(?![\\p{L}\\p{N}])`, 'u')
  const found: Mention[] = []
  const look = (where: string, source: string, model: ModelId | null): void => {
    for (const line of source.split('\n')) if (word.test(line)) found.push({ where, line: line.trim(), model })
  }
  for (const model of Object.values(doc.models)) {
    for (const { name: member, source } of model.members) look(`${model.name}.${member}`, source, model.id)
    for (const [where, source] of expressionsOf(model)) look(`${model.name}.${where}`, source, model.id)
  }
  for (const app of Object.values(doc.apps)) members(app.code, (m) => look(`${app.label}: ${m.name}`, m.source, null))
  for (const one of Object.values(doc.enums))
    members(one.extra, (m) => look(`${one.name}.${m.name}`, m.source, one.model))
  return found.slice(0, LIMIT)
}

function members(list: readonly Member[] | undefined, look: (member: Member) => void): void {
  list?.forEach(look)
}

/** Every piece of Python source in the record, by where it stands. */
function expressionsOf(model: Model): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  const walk = (where: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { expr } = value as { readonly expr?: unknown }
    if (typeof expr === 'string') found.push([where, expr])
    else for (const inner of Object.values(value)) walk(where, inner)
  }
  for (const field of model.fields) {
    walk(field.name, field.options)
    if (field.kind === 'custom') found.push([field.name, field.args])
  }
  walk('Meta', model.meta)
  for (const index of model.indexes) walk(index.name ?? 'Meta.indexes', index)
  for (const constraint of model.constraints) {
    walk(constraint.name, constraint)
    if (constraint.kind === 'custom') found.push([constraint.name, constraint.source])
  }
  return found
}
