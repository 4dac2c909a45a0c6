/** Working out only what an edit touches gives the same as working out everything anew. Seeded. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model } from '../../shared/document/records.ts'
import { checkModels } from '../../shared/relations/checks/check-models.ts'
import { describeModels, describeRelations } from '../../shared/relations/describe.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import type { Checked, Resolution } from '../../shared/relations/types.ts'
import { compileSchema } from '../../shared/schema/compile-schema.ts'
import { typeNameFrom } from '../../shared/schema/describe.ts'
import type { Schema } from '../../shared/schema/types.ts'

const CASES = join(dirname(fileURLToPath(import.meta.url)), '..', 'oracle', 'cases')
const EDITS = 12

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Compiled {
  readonly doc: ErDocument
  readonly resolution: Resolution
  readonly schema: Schema
  readonly checked: Checked
}

function compile(doc: ErDocument, previous?: Compiled): Compiled {
  const resolution = resolveDocument(doc, previous)
  const schema = compileSchema(doc, resolution, previous)
  return { doc, resolution, schema, checked: checkModels(doc, resolution, previous) }
}

function shown({ resolution, schema, checked }: Compiled): unknown {
  return {
    order: resolution.order,
    models: describeModels(resolution, typeNameFrom(schema)),
    relations: describeRelations(resolution),
    reverse: [...resolution.reverse],
    tables: schema.tables,
    external: schema.external,
    problems: checked.all,
    errors: resolution.importErrors,
  }
}

type Edit = (doc: ErDocument, model: Model, pick: <T>(items: readonly T[]) => T | undefined) => ErDocument

function put(doc: ErDocument, model: Model): ErDocument {
  return { ...doc, models: { ...doc.models, [model.id]: model } }
}

function editField(doc: ErDocument, model: Model, field: Field | undefined, to: (field: Field) => Field): ErDocument {
  if (field === undefined) return doc
  return put(doc, { ...model, fields: model.fields.map((f) => (f === field ? to(f) : f)) })
}

const EDIT_KINDS: readonly Edit[] = [
  (doc, model, pick) => put(doc, { ...model, name: pick(['Renamed', 'Post', 'A__b', 'x', '']) ?? 'y' }),
  (doc, model, pick) =>
    editField(doc, model, pick(model.fields), (f) => ({
      ...f,
      name: pick(['renamed', 'id', 'name', 'pk', 'a_', '']) ?? '',
    })),
  (doc, model, pick) =>
    editField(doc, model, pick(model.fields), (f) => ({
      ...f,
      options: { ...f.options, null: true, primary_key: pick([true, false]) ?? true },
    })),
  (doc, model, pick) => {
    const target = pick(Object.keys(doc.models)) as ModelId | undefined
    return editField(doc, model, pick(model.fields.filter(isRelation)), (f) => ({ ...f, to: target ?? null }) as Field)
  },
  (doc, model, pick) => {
    const field = pick(model.fields)
    return put(doc, { ...model, fields: model.fields.filter((f) => f !== field) })
  },
  (doc, model) => {
    const { [model.id]: _gone, ...models } = doc.models
    const root = rootOf(doc)
    return { ...doc, models, root: { root: { ...root, modelOrder: root.modelOrder.filter((id) => id !== model.id) } } }
  },
  (doc, model, pick) => put(doc, { ...model, kind: pick(['concrete', 'abstract', 'proxy'] as const) ?? 'concrete' }),
  (doc, model, pick) => {
    const base = pick(Object.keys(doc.models)) as ModelId | undefined
    return put(doc, { ...model, bases: base === undefined ? [] : [{ model: base }] })
  },
  (doc, model, pick) => put(doc, { ...model, meta: { ...model.meta, db_table: pick(['t', 'odd "x"']) ?? 't' } }),
  (doc) => {
    const root = rootOf(doc)
    return { ...doc, root: { root: { ...root, modelOrder: root.modelOrder.toReversed() } } }
  },
]

const files = ['public', 'own'].flatMap((folder) => readdirSync(join(CASES, folder)).map((name) => join(folder, name)))

it.each(files.toSorted())('[R60] %s: edits one by one, as all at once', async (path) => {
  const asked = JSON.parse(readFileSync(join(CASES, path), 'utf8')) as OracleCase
  const next = random(files.indexOf(path) + 1)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)]
  let compiled = compile((await readDesign(asked)).doc)
  for (let i = 0; i < EDITS; i++) {
    const model = pick(Object.values(compiled.doc.models))
    const edit = pick(EDIT_KINDS)
    if (model === undefined || edit === undefined) break
    compiled = compile(edit(compiled.doc, model, pick), compiled)
    expect(shown(compiled), `after edit ${i}`).toEqual(shown(compile(compiled.doc)))
  }
})
