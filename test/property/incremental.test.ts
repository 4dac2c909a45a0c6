/** Working out only what an edit touches gives the same as working out everything anew. Seeded. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import { CommandError } from '../../shared/commands/define-command.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model } from '../../shared/document/records.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { typescript } from '../../shared/exporters/typescript.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { checkModels, checkedCount } from '../../shared/relations/checks/check-models.ts'
import { describeModels, describeRelations } from '../../shared/relations/describe.ts'
import { computedCounts, resolveDocument, visitedCount } from '../../shared/relations/resolve.ts'
import type { Checked, Resolution } from '../../shared/relations/types.ts'
import { compileSchema, compiledCounts } from '../../shared/schema/compile-schema.ts'
import { typeNameFrom } from '../../shared/schema/describe.ts'
import type { Schema } from '../../shared/schema/types.ts'
import { bigDocument, bigModelId } from '../support/big-document.ts'
import { dice, randomCall, randomDocument } from '../support/random-commands.ts'
import type { Call } from '../support/random-commands.ts'

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
    problemsByModel: checked.byModel,
    labels: [...resolution.byLabel],
    abstract: [...resolution.abstract.keys()],
    tableOf: [...schema.byModel].map(([key, table]) => [key, table.name]),
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

/** Edits on which the compiler does not go the short way: models, apps, bases, enums, settings come and go. */
it.each([1, 2, 3])('[R60] 300 random commands, seed %i: one by one, as all at once', (seed) => {
  const d = dice(seed)
  let compiled = compile(randomDocument(seed, 40, (doc, call) => applied(doc, call)))
  for (let i = 0; i < 300; i++) {
    const call = randomCall(compiled.doc, d)
    compiled = compile(applied(compiled.doc, call), compiled)
    const fresh = compile(compiled.doc)
    expect(shown(compiled), `seed ${seed}, after command ${i}, ${call.type}`).toEqual(shown(fresh))
    const texts = exported(compiled)
    // Another option in between: nothing of the last text can be taken over.
    for (const exporter of [postgresql, mysql]) {
      exporter.export({ ...fresh, options: { ...DEFAULT_EXPORT_OPTIONS, extra: { ifNotExists: true } } })
    }
    expect(exported(fresh), `seed ${seed}, after command ${i}, ${call.type}`).toEqual(texts)
    exported(compiled)
  }
})

it('[R60] an undone edit, and a result taken up again that is not the last one', () => {
  const d = dice(7)
  const first = compile(randomDocument(7, 80, (doc, call) => applied(doc, call)))
  const later: Compiled[] = []
  let compiled = first
  for (let i = 0; i < 20; i++)
    later.push((compiled = compile(applied(compiled.doc, randomCall(compiled.doc, d)), compiled)))
  for (const one of [...later.toReversed(), first, ...later]) {
    compiled = compile(one.doc, compiled)
    expect(shown(compiled)).toEqual(shown(compile(one.doc)))
    expect(shown(compile(one.doc, first))).toEqual(shown(compile(one.doc)))
  }
})

function exported(compiled: Compiled): readonly unknown[] {
  return [postgresql, mysql, typescript].map((exporter) => {
    const found = exporter.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS })
    return [exportedText(found), found.diagnostics]
  })
}

function applied(doc: ErDocument, { type, params }: Call): ErDocument {
  try {
    return applyPatch(doc, applyCommand(doc, type, params as never))
  } catch (thrown) {
    // What a command refuses (a second app of that name) changes nothing.
    if (thrown instanceof CommandError) return doc
    throw thrown
  }
}

const LARGE = 2_000

describe(`[R60] one edit in ${LARGE} models`, () => {
  const before = compile(bigDocument(LARGE))
  const model = before.doc.models[bigModelId(LARGE - 2)]
  if (model === undefined) throw new Error('no model')

  /** Values computed, and cells looked at, for an edit; everything else keeps its identity. */
  function cost(type: CommandType, params: unknown) {
    const counts = (one: Compiled) => {
      const all = [computedCounts(one.resolution), compiledCounts(one.schema)]
      return all.map((map) => [...map.values()].reduce((sum, n) => sum + n, 0)).reduce((sum, n) => sum + n, 0)
    }
    const start = compile(before.doc)
    const computed = counts(start)
    const checked = checkedCount(start.checked)
    const visited = visitedCount(start.resolution)
    const after = compile(applied(start.doc, { type, params }), start)
    const fresh = [...after.resolution.models].filter(([key, m]) => start.resolution.models.get(key) !== m).length
    const tables = after.schema.tables.filter((t) => start.schema.byModel.get(t.model) !== t).length
    const lists = [...after.resolution.reverse].filter(([key, l]) => start.resolution.reverse.get(key) !== l).length
    return {
      computed: counts(after) - computed,
      visited: visitedCount(after.resolution) - visited,
      checked: checkedCount(after.checked) - checked,
      fresh,
      tables,
      lists,
    }
  }

  it('a field renamed: one model, one table, no list of reverse relations', () => {
    const found = cost('field.rename', { model: model.id, id: model.fields[0]?.id, name: 'renamed' })
    expect(found).toMatchObject({ fresh: 1, tables: 1, lists: 0 })
    expect(found.computed).toBeLessThan(20)
    expect(found.visited).toBeLessThan(20)
    expect(found.checked).toBeLessThan(10)
  })

  it('a model added: itself', () => {
    const found = cost('model.add', { name: 'Added', x: 0, y: 0 })
    expect(found).toMatchObject({ fresh: 1, tables: 1, lists: 1 })
    expect(found.computed).toBeLessThan(20)
    expect(found.visited).toBeLessThan(30)
    expect(found.checked).toBeLessThan(10)
  })
})
