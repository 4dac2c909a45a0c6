/**
 * A choices class or its members under another name: whatever source of the design means them says the
 * new name (`default=Size.SMALL`, `Q(state=State.DONE)`, methods). Records that refer by id need nothing.
 */
import type { EnumId, ModelId } from '../../document/ids.ts'
import { isExpr } from '../../document/records.ts'
import type { ChoicesClass, EnumMember, ErDocument, Member, Model } from '../../document/records.ts'
import { renameNames } from '../../python/rename-names.ts'
import { isSame } from '../../util/same.ts'
import type { Draft } from '../edit.ts'

/** Puts the models, apps and choices classes whose source mentions what was renamed into the draft. */
export function renameEnumUses(doc: ErDocument, draft: Draft, before: ChoicesClass, after: ChoicesClass): void {
  const members = renamedMembers(before.members, after.members)
  if (before.name === after.name && members.size === 0) return
  const word = new RegExp(`\\b${before.name.replaceAll(/[^\w\p{L}]/gu, '')}\\b`, 'u')
  const meant = meaningOf(doc, before)
  const renamed = (home: Home) => (source: string, statements: boolean) =>
    word.test(source)
      ? renameNames(
          source,
          (path, name) => {
            if (name === before.name && meant(path, home)) return after.name
            return path.at(-1) === before.name && meant(path.slice(0, -1), home) ? (members.get(name) ?? null) : null
          },
          statements,
        )
      : source
  for (const model of Object.values(doc.models)) {
    const next = modelWith(draft.get('models', model.id) ?? model, renamed({ app: model.app, model: model.id }))
    if (next !== model) draft.put('models', next)
  }
  for (const app of Object.values(doc.apps)) {
    const code = app.code === undefined ? undefined : membersWith(app.code, renamed({ app: app.id, model: null }))
    if (code !== undefined && code !== app.code) draft.put('apps', { ...app, code })
  }
  for (const one of Object.values(doc.enums)) {
    const current = draft.get('enums', one.id) ?? one
    if (current.extra === undefined) continue
    const extra = membersWith(current.extra, renamed({ app: one.app, model: one.model }))
    if (extra !== current.extra) draft.put('enums', { ...current, extra })
  }
}

interface Home {
  readonly app: string
  readonly model: ModelId | null
}
type Rename = (source: string, statements: boolean) => string

/** A member that kept its value under a name that was not there before. */
function renamedMembers(before: readonly EnumMember[], after: readonly EnumMember[]): ReadonlyMap<string, string> {
  const [had, has] = [new Set(before.map((m) => m.name)), new Set(after.map((m) => m.name))]
  const fresh = after.filter((m) => !had.has(m.name))
  const found = new Map<string, string>()
  for (const old of before) {
    if (has.has(old.name)) continue
    const at = fresh.findIndex((m) => isSame(m.value, old.value))
    const [now] = at === -1 ? [] : fresh.splice(at, 1)
    if (now !== undefined) found.set(old.name, now.name)
  }
  return found
}

/** Whether a name, after these parts of a path, is the class: seen from a model or from the app's code. */
function meaningOf(doc: ErDocument, one: ChoicesClass): (path: readonly string[], home: Home) => boolean {
  const twins = Object.values(doc.enums).filter((e) => e.name === one.name)
  const outer = one.model === null ? undefined : doc.models[one.model]
  const nearest = (home: Home): EnumId | null => {
    for (const model of home.model === null ? [] : linesOf(doc, home.model)) {
      const nested = twins.filter((e) => e.model === model)
      if (nested.length > 0) return nested.length === 1 ? (nested[0]?.id ?? null) : null
    }
    const top = twins.filter((e) => e.model === null)
    const local = top.filter((e) => e.app === home.app)
    const [only, second] = local.length > 0 ? local : top
    return only === undefined || second !== undefined ? null : only.id
  }
  return (path, home) => {
    const owner = path.at(-1)
    if (owner === undefined) return nearest(home) === one.id
    if (owner === 'self' || owner === 'cls') return path.length === 1 && nearest(home) === one.id
    return outer === undefined ? one.model === null && /^[a-z_]/.test(owner) : owner === outer.name
  }
}

/** The model and those that it is built on. */
function linesOf(doc: ErDocument, start: ModelId): ReadonlySet<ModelId> {
  const seen = new Set<ModelId>([start])
  for (const id of seen) {
    for (const base of doc.models[id]?.bases ?? []) if (!isExpr(base)) seen.add(base.model)
  }
  return seen
}

/** The model with every source of it renamed; the same object where none changed. */
function modelWith(model: Model, rename: Rename): Model {
  const { members, docstring: _, ...data } = model
  const next = { ...expressionsWith(data, rename), docstring: model.docstring, members: membersWith(members, rename) }
  return isSame(model, next) ? model : next
}

function membersWith(members: readonly Member[], rename: Rename): readonly Member[] {
  const next = members.map((m) => {
    const source = rename(m.source, true)
    return source === m.source ? m : { ...m, source }
  })
  return next.every((m, i) => m === members[i]) ? members : next
}

/** `expr` of a value, `args` of a custom field and `source` of choices hold Python; other texts are data. */
const SOURCE_KEYS: ReadonlySet<string> = new Set(['expr', 'args', 'source'])

function expressionsWith<T>(value: T, rename: Rename): T {
  if (Array.isArray(value)) {
    const next = value.map((item: unknown) => expressionsWith(item, rename))
    return (next.every((item, i) => item === value[i]) ? value : next) as T
  }
  if (typeof value !== 'object' || value === null) return value
  let changed = false
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const next = typeof item === 'string' && SOURCE_KEYS.has(key) ? rename(item, false) : expressionsWith(item, rename)
    changed ||= next !== item
    return [key, next] as const
  })
  return changed ? (Object.fromEntries(entries) as T) : value
}
