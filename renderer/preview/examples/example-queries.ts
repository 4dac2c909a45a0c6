/** Queries to try, in the design's own words: something to run before one knows what can be asked. */
import type {
  ModelKey,
  ResolvedField,
  ResolvedModel,
  Resolution,
  ReverseRelation,
} from '../../../shared/relations/types.ts'

interface ExampleQuery {
  /** What it shows; a key of the texts. */
  readonly shows: 'all' | 'across' | 'counted' | 'loop'
  readonly code: string
}

type ExampleLanguage = 'orm' | 'sql'

/** Models, and what leads from one to the other, that all examples speak of. */
interface Subject {
  readonly from: ResolvedModel
  readonly field: ResolvedField
  readonly to: ResolvedModel
  /** A text of the target. */
  readonly text: ResolvedField | null
  readonly back: ReverseRelation | null
}

/** Enough to find a good one in; a design of thousands is not walked for it. */
const MOST_MODELS = 500

/** At most four, the plainest first; none without models. */
export function exampleQueries(resolution: Resolution, language: ExampleLanguage): readonly ExampleQuery[] {
  const drawn = resolution.order.flatMap((key) => resolution.models.get(key) ?? []).filter(isDrawn)
  const models = drawn.slice(0, MOST_MODELS)
  const subject = models.flatMap((model) => subjectsOf(model, resolution)).toSorted((a, b) => worth(b) - worth(a))[0]
  const plain = subject?.from ?? models.at(-1)
  if (plain === undefined) return []
  return language === 'orm' ? inOrm(plain, subject) : inSql(plain, subject)
}

function isDrawn({ kind, external, autoCreatedFor, swapped }: ResolvedModel): boolean {
  return kind === 'concrete' && !external && autoCreatedFor === null && !swapped
}

function subjectsOf(from: ResolvedModel, { models, reverse }: Resolution): readonly Subject[] {
  return [...from.localFields, ...from.localManyToMany].flatMap((field): readonly Subject[] => {
    const key: ModelKey | null | undefined = field.relation?.to
    const to = key === null || key === undefined || field.relation?.parentLink === true ? undefined : models.get(key)
    if (to === undefined || to === from) return []
    const back = reverse
      .get(to.key)
      ?.find((one) => one.model === from.key && one.field === field.name && one.accessor !== null)
    return [{ from, field, to, text: textOf(to.fields), back: back ?? null }]
  })
}

function textOf(fields: readonly ResolvedField[]): ResolvedField | null {
  const texts = fields.filter(({ className }) => className === 'CharField' || className === 'TextField')
  return texts.find(({ name }) => /name|title/.test(name)) ?? texts[0] ?? null
}

/** Of all relations the one that says most: with a text, a way back to many, among drawn models. */
function worth({ field, to, text, back }: Subject): number {
  const counts = back !== null && back.kind !== 'one_to_one'
  return (text === null ? 0 : 4) + (counts ? 4 : 0) + (isDrawn(to) ? 2 : 0) + (field.kind === 'foreignKey' ? 1 : 0)
}

function inOrm({ name }: ResolvedModel, subject: Subject | undefined): readonly ExampleQuery[] {
  const all: ExampleQuery = { shows: 'all', code: `${name}.objects.all()` }
  if (subject === undefined) return [all]
  const { from, field, to, text, back } = subject
  const lookup = text === null ? `${field.name}__isnull=False` : `${field.name}__${text.name}__icontains="a"`
  const across: ExampleQuery = { shows: 'across', code: `${from.name}.objects.filter(${lookup})` }
  if (back === null || back.accessor === null || back.kind === 'one_to_one') return [all, across]
  const { queryName, accessor } = back
  const n = to.fields.some((one) => one.name === 'n') ? `${queryName}_count` : 'n'
  return [
    all,
    across,
    {
      shows: 'counted',
      code: `${to.name}.objects.annotate(${n}=Count("${queryName}")).order_by("-${n}")`,
    },
    {
      shows: 'loop',
      code: `for one in ${to.name}.objects.all()[:5]:\n    print(one, one.${accessor}.count())`,
    },
  ]
}

function inSql({ table }: ResolvedModel, subject: Subject | undefined): readonly ExampleQuery[] {
  const all: ExampleQuery = { shows: 'all', code: `SELECT * FROM ${quoted(table)}` }
  const column = subject?.field.column
  if (subject === undefined || column === null || column === undefined) return [all]
  const { from, field, to } = subject
  const text = textOf(to.localFields)
  const key = to.fields.find(({ name }) => name === field.relation?.toField)?.column ?? null
  const shown = text?.column ?? key
  if (key === null || shown === null) return [all]
  const joined = `FROM ${quoted(from.table)} AS a\nJOIN ${quoted(to.table)} AS b ON b.${quoted(key)} = a.${quoted(column)}`
  return [
    all,
    { shows: 'across', code: `SELECT b.${quoted(shown)}, a.*\n${joined}` },
    {
      shows: 'counted',
      code: `SELECT b.${quoted(shown)}, COUNT(*) AS number\n${joined}\nGROUP BY b.${quoted(key)}\nORDER BY number DESC`,
    },
  ]
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
