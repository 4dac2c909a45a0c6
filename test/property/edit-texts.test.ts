/** SQL after small edits, one after the other, reads as if it had been written from nothing. Seeded. */
import { expect, it } from 'vitest'
import type { ConstraintId } from '../../shared/document/ids.ts'
import { isRelation } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model } from '../../shared/document/records.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import type { Exported, Exporter, ExportOptions } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument } from '../support/big-document.ts'
import { dice } from '../support/random-commands.ts'

type Dice = ReturnType<typeof dice>

function put(doc: ErDocument, model: Model): ErDocument {
  return { ...doc, models: { ...doc.models, [model.id]: model } }
}

function withField(doc: ErDocument, model: Model, field: Field | undefined, to: Partial<Field>): ErDocument {
  const fields = model.fields.map((f) => (f === field ? ({ ...f, ...to } as Field) : f))
  return field === undefined ? doc : put(doc, { ...model, fields })
}

const LETTER = (doc: ErDocument, model: Model): ErDocument => put(doc, { ...model, name: `${model.name}x` })

/** Names that grow, meet others, differ in capitals only; numbers that get a sign; keys that lead elsewhere. */
const EDITS: readonly ((doc: ErDocument, model: Model, d: Dice) => ErDocument)[] = [
  LETTER,
  LETTER,
  (doc, model) => put(doc, { ...model, name: model.name.slice(0, -1) || 'M' }),
  (doc, model, d) => put(doc, { ...model, name: d.pick(['Model3', 'MODEL3', 'Aa', 'Zz', 'model3']) }),
  (doc, model, d) => put(doc, { ...model, meta: { db_table: d.pick(['shop_model3', 'a"."b', 'late', 'auth_user']) } }),
  (doc, model, d) => withField(doc, model, d.pick(model.fields), { name: d.pick(['name', 'Name', 'notes', 'extra']) }),
  (doc, model, d) => {
    const types = ['PositiveIntegerField', 'IntegerField', 'TextField', 'CharField'] as const
    const plain = model.fields.filter((f) => !isRelation(f))
    const options = { primary_key: d.pick([true, false]), unique: d.pick([true, false]) }
    return withField(doc, model, plain[0], { type: d.pick(types), options } as Partial<Field>)
  },
  (doc, model, d) => {
    const key = model.fields.find(isRelation)
    return withField(doc, model, key, { to: d.pick(Object.values(doc.models)).id } as Partial<Field>)
  },
  (doc, model, d) => {
    const key = model.fields.find(isRelation)
    const onDelete = d.pick(['CASCADE', 'PROTECT', 'SET_NULL', 'SET_DEFAULT'])
    return withField(doc, model, key, { onDelete } as Partial<Field>)
  },
  (doc, model) => put(doc, { ...model, constraints: [EXCLUSION] }),
  (doc, model) => put(doc, { ...model, constraints: [] }),
]

const EXCLUSION: Model['constraints'][number] = {
  id: 'constraint:overlap' as ConstraintId,
  kind: 'custom',
  name: 'no_overlap',
  options: {},
  source: 'ExclusionConstraint(name="no_overlap", expressions=[("name", "=")])',
}

function text({ pieces, diagnostics }: Exported) {
  return { text: pieces.map((piece) => piece.text).join(''), diagnostics }
}

const OPTIONS: readonly ExportOptions[] = [
  DEFAULT_EXPORT_OPTIONS,
  { ...DEFAULT_EXPORT_OPTIONS, onDelete: 'database' },
  { ...DEFAULT_EXPORT_OPTIONS, extra: { drop: true, external: true } },
]

it.each([postgresql, sqlite, mysql].flatMap((exporter) => [1, 2, 3].map((seed) => [exporter, seed] as const)))(
  '%#: 150 small edits one by one, as all at once',
  (exporter: Exporter, seed) => {
    const d = dice(seed)
    const options = OPTIONS[seed % OPTIONS.length] ?? DEFAULT_EXPORT_OPTIONS
    let compiled: CompiledDesign = compileDesign(bigDocument(30))
    for (let i = 0; i < 150; i++) {
      // A design with names that clash goes the long way for good.
      if (i % 6 === 0) compiled = compileDesign(bigDocument(30))
      exporter.export({ ...compiled, options })
      const edit = d.pick(EDITS)
      const doc = edit(compiled.doc, d.pick(Object.values(compiled.doc.models)), d)
      compiled = compileDesign(doc, compiled)
      const found = text(exporter.export({ ...compiled, options }))
      const fresh = compileDesign(structuredClone(doc))
      expect(compiled.schema.tables.map(({ name }) => name)).toEqual(fresh.schema.tables.map(({ name }) => name))
      // Other options in between: nothing of the last text can be taken over.
      exporter.export({ ...fresh, options: { ...options, extra: { ifNotExists: true } } })
      expect(found, `seed ${seed}, after edit ${i}: ${String(edit)}`).toEqual(
        text(exporter.export({ ...fresh, options })),
      )
    }
  },
)
