/** Designs that put together what rarely meets; each has broken an exporter once. Nobody draws them, somebody has them. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AppId, FieldId, ModelId } from '../../shared/document/ids.ts'
import type { ErDocument, Field, Model, RowSet, SampleRow } from '../../shared/document/records.ts'
import { firstRows } from '../../shared/sample/make-rows.ts'
import { planSample } from '../../shared/sample/plan/plan.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { importText } from './import-fixture.ts'
import { oneAppDesign } from './one-app-design.ts'

const FOLDER = join(import.meta.dirname, 'nasty')

/** The files of `nasty/` by their names, and the design of odd signs. */
export async function nastyDesigns(): Promise<readonly (readonly [name: string, doc: ErDocument])[]> {
  const files = readdirSync(FOLDER).toSorted()
  const imported = files.map(async (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8')
    const path = file.endsWith('.py') ? 'models.py' : file
    const { doc } = await importText(path, text, file.endsWith('.py') ? { app: 'shop' } : { dialect: 'postgresql' })
    return [`nasty_${file.replace(/\..*$/, '')}`, doc] as const
  })
  return [...(await Promise.all(imported)), ['nasty_signs', signsDocument()]]
}

/** What begins, ends or escapes something in one of the formats; what is not ASCII, not in the BMP, or nothing to see. */
const SIGNS = [
  "'quoted",
  '"double"',
  '`ticked`',
  '[bracket]',
  '{brace}',
  '(paren)',
  '<angle>',
  '#hash',
  '-minus',
  '--dashes',
  '+plus',
  '~tilde',
  '*star*',
  '/*open',
  '//slashes',
  '\\back\\',
  '%percent%',
  '%%',
  '$1',
  '$$',
  '${x}',
  '@at',
  '!bang',
  '?what',
  ':colon:',
  ';semi;',
  ',comma,',
  '.dot.',
  '..',
  '=equals',
  '|pipe|',
  '&amp;',
  '^',
  '1st',
  '1',
  ' blanks ',
  'tab\there',
  'line\nend',
  'é',
  'e\u0301',
  'שלום',
  '👩‍👩‍👧',
  'ﬁ',
  'ı',
  'null',
  'true',
  'undefined',
  'NaN',
  '--',
  '==',
  '__',
  '_',
  '@startuml',
  'end',
] as const

/** Every sign as a table, as a column, as a choice, as a default, as a comment, as a key to the next table. */
function signsDocument(): ErDocument {
  const app = 'app:signs' as AppId
  const models = SIGNS.map((sign, i): Model => ({
    id: `model:s${i}` as ModelId,
    app,
    name: `Sign${i}`,
    kind: 'concrete',
    external: false,
    bases: [],
    fields: [field(i, sign), key(i)],
    // Catalogs are read line by line: signs that break lines stand in columns only.
    meta: { db_table: isLine(sign) ? `blank ${i}` : sign, db_table_comment: `${sign} of ${i}` },
    indexes: [],
    constraints: [],
    members: [],
    docstring: sign,
  }))
  return oneAppDesign(SIGNS.join(''), app, models)
}

function isLine(sign: string): boolean {
  return /[\t\n]/.test(sign)
}

function field(index: number, sign: string): Field {
  return {
    id: `field:s${index}a` as FieldId,
    kind: 'scalar',
    name: `sign${index}`,
    type: 'CharField',
    choices: {
      kind: 'pairs',
      pairs: [
        { value: sign, label: sign },
        { value: `${sign}2`, label: 'two' },
      ],
    },
    options: { max_length: 80, db_default: sign, db_column: sign, db_comment: sign, help_text: sign },
  }
}

function key(index: number): Field {
  return {
    id: `field:s${index}b` as FieldId,
    kind: 'foreignKey',
    name: `next${index}`,
    to: `model:s${(index + 1) % SIGNS.length}` as ModelId,
    toSource: null,
    onDelete: 'CASCADE',
    relatedName: null,
    through: null,
    className: null,
    options: { null: true, db_column: `to ${isLine(SIGNS[index] ?? '') ? index : SIGNS[index]}` },
  }
}

/** The design with rows of its own, made by the sample generator, so that an export can carry them. */
export function withRows(doc: ErDocument, count: number): ErDocument {
  const { resolution, schema } = compileDesign(doc)
  const plans = planSample(doc, resolution, schema, { rows: count, seed: 7 })
  const rows: Record<string, RowSet> = {}
  for (const plan of plans) {
    const model = resolution.models.get(plan.model)
    if (model === undefined || model.id === null || model.autoCreatedFor !== null) continue
    const fields = plan.columns.map((c) => model.localFields.find((f) => f.column === c.name))
    const made = firstRows(plan, count).map((values): SampleRow => {
      const cells = values.map((value, i) => [fields[i]?.id ?? `name:${fields[i]?.name}`, value] as const)
      const key = fields.findIndex((f) => f?.primaryKey === true)
      return { pk: values[key] ?? null, values: Object.fromEntries(cells) }
    })
    rows[model.id] = { id: model.id, rows: made }
  }
  return { ...doc, rows }
}
