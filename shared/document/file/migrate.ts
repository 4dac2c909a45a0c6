/** Older versions of the file, brought up to date step by step. A migration works on parsed JSON and is never edited. */
import { isObject } from './codec.ts'
import { VERSION } from './write.ts'

type Json = Record<string, unknown>

/** By the version that it starts from; each leads to the next one. */
const MIGRATIONS: { readonly [version: number]: (file: Json) => Json } = {
  0: fromPrototype,
}

/** The file as the current version would have it. A version of which nothing is known stays as it is. */
export function migrate(file: Json, version: number): Json {
  let current = file
  for (let v = version; v < VERSION && Object.hasOwn(MIGRATIONS, v); v += 1) {
    current = { ...(MIGRATIONS[v] as (file: Json) => Json)(current), version: v + 1 }
  }
  return current
}

/** Keys that the prototype wrote with underscores, where records have them now. */
const RENAMED: { readonly [key: string]: string } = {
  default_app: 'defaultApp',
  field_type: 'type',
  on_delete: 'onDelete',
  related_name: 'relatedName',
  doc: 'docstring',
}

/** The prototype: underscores in keys, options beside the field's own keys, one list of placements. */
function fromPrototype(file: Json): Json {
  const { positions, ...rest } = renamed(file)
  const views = rest['views'] ?? [{ id: 'view:main', name: 'Main', everything: true, placements: positions ?? [] }]
  return { ...rest, views, models: mapped(rest['models'], prototypeModel) }
}

function prototypeModel(model: Json): Json {
  return { ...renamed(model), fields: mapped(model['fields'], prototypeField) }
}

const FIELD_KEYS = new Set([
  'id',
  'name',
  'kind',
  'type',
  'to',
  'onDelete',
  'relatedName',
  'through',
  'choices',
  'options',
])

function prototypeField(field: Json): Json {
  const entries = Object.entries(renamed(field))
  const own = entries.filter(([key]) => FIELD_KEYS.has(key))
  const options = entries.filter(([key]) => !FIELD_KEYS.has(key))
  const given = field['options']
  return { ...Object.fromEntries(own), options: { ...(isObject(given) ? given : {}), ...Object.fromEntries(options) } }
}

function renamed(record: Json): Json {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [Object.hasOwn(RENAMED, key) ? (RENAMED[key] as string) : key, value]),
  )
}

function mapped(list: unknown, edit: (record: Json) => Json): unknown {
  return Array.isArray(list) ? list.map((item) => (isObject(item) ? edit(item) : item)) : list
}
