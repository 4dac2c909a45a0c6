/**
 * The rows that a design carries, by table: foreign keys as columns, many-to-many lists as rows of
 * their join tables. Values stay as JSON; a dialect or a database writes them its way.
 */
import type { ErDocument, RowSet, SampleRow, SampleValue } from '../document/records.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../relations/types.ts'

export interface TableRows {
  readonly model: ModelKey
  readonly columns: readonly RowColumn[]
  /** As long as `columns`. */
  readonly rows: readonly (readonly SampleValue[])[]
}

export interface RowColumn {
  readonly name: string
  /** Django class of what the column holds: of a foreign key, that of the key it points at. */
  readonly className: string
}

/** What a row says of a field: by its id, or by `name:…` for fields without a record (built-in models, automatic keys). */
function rowValue(row: SampleRow, field: ResolvedField): SampleRow['values'][string] | undefined {
  const own = field.id === null ? undefined : row.values[field.id]
  return own ?? row.values[`name:${field.name}`]
}

/** Tables with rows, in registry order; join tables after the models that declare them. */
export function tableRows(doc: ErDocument, resolution: Resolution): readonly TableRows[] {
  // Most designs carry none, and are asked after each edit.
  if (Object.keys(doc.rows).length === 0) return []
  const found = resolution.order.flatMap((key) => {
    const model = resolution.models.get(key)
    const set: RowSet | undefined = model?.id === null || model === undefined ? undefined : doc.rows[model.id]
    return model === undefined || set === undefined ? [] : rowsOfModel(model, set, resolution)
  })
  return found.filter((table) => table.rows.length > 0)
}

function rowsOfModel(model: ResolvedModel, set: RowSet, resolution: Resolution): readonly TableRows[] {
  const fields = model.localFields.filter((f) => f.column !== null && f.className !== 'GeneratedField')
  const own: TableRows = {
    model: model.key,
    columns: fields.map((f) => ({ name: f.column ?? '', className: storedClass(f, resolution) })),
    rows: set.rows.map((row) => fields.map((f) => cell(f, row))),
  }
  return [own, ...model.localManyToMany.flatMap((f) => joinRows(f, set, resolution))]
}

function cell(field: ResolvedField, row: SampleRow): SampleValue {
  if (field.primaryKey) return row.pk
  const value = rowValue(row, field)
  if (value !== undefined && !isList(value)) return value
  return fallback(field)
}

/** What Django would store where a row is silent: the default, else null, else an empty text. */
function fallback(field: ResolvedField): SampleValue {
  const { default: given } = field
  if (given.kind === 'value' && (given.value === null || typeof given.value !== 'object')) return given.value
  const { dbDefault } = field
  if (dbDefault !== undefined && dbDefault !== null && typeof dbDefault !== 'object') return dbDefault
  if (field.null || field.relation !== null) return null
  return EMPTY[field.className] ?? ''
}

const EMPTY: Readonly<Record<string, SampleValue>> = {
  BooleanField: false,
  IntegerField: 0,
  BigIntegerField: 0,
  SmallIntegerField: 0,
  PositiveIntegerField: 0,
  PositiveBigIntegerField: 0,
  PositiveSmallIntegerField: 0,
  FloatField: 0,
  DecimalField: '0',
  DurationField: 0,
  GenericIPAddressField: '0.0.0.0',
  UUIDField: '00000000-0000-0000-0000-000000000000',
  DateField: '2024-01-01',
  DateTimeField: '2024-01-01T00:00:00',
  TimeField: '00:00:00',
  JSONField: 'null',
}

function joinRows(field: ResolvedField, set: RowSet, resolution: Resolution): readonly TableRows[] {
  const relation = field.relation
  const through = relation?.through == null ? undefined : resolution.models.get(relation.through)
  if (relation === null || through === undefined || !relation.throughAuto) return []
  const column = (name: string | null) => through.localFields.find((f) => f.name === name)
  const source = column(relation.sourceField)
  const target = column(relation.targetField)
  if (source?.column == null || target?.column == null) return []
  const rows = set.rows.flatMap((row) => {
    const values = rowValue(row, field)
    return isList(values) ? values.map((pk) => [row.pk, pk] as const) : []
  })
  return [
    {
      model: through.key,
      columns: [
        { name: 'id', className: 'BigAutoField' },
        { name: source.column, className: storedClass(source, resolution) },
        { name: target.column, className: storedClass(target, resolution) },
      ],
      rows: rows.map(([from, to], i) => [i + 1, from, to]),
    },
  ]
}

function storedClass(field: ResolvedField, resolution: Resolution, depth = 0): string {
  const target = field.relation?.to == null ? undefined : resolution.models.get(field.relation.to)
  const key = target?.fields.find((f) => f.name === field.relation?.toField)
  return key === undefined || depth > 8 ? field.className : storedClass(key, resolution, depth + 1)
}

function isList(value: unknown): value is readonly SampleValue[] {
  return Array.isArray(value)
}
