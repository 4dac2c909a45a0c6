/** Django’s words that completion offers: queryset methods, functions, lookups. */

type Gives = 'queryset' | 'instance' | 'value'

const METHODS: Record<Gives, string> = {
  queryset:
    'all filter exclude order_by reverse distinct values values_list annotate alias only defer none select_related ' +
    'prefetch_related union intersection difference dates datetimes',
  instance: 'get first last earliest latest create get_or_create update_or_create',
  value: 'count exists aggregate update delete bulk_create bulk_update in_bulk contains explain iterator',
}

export const QUERYSET_METHODS: readonly { readonly name: string; readonly gives: Gives }[] = (
  ['queryset', 'instance', 'value'] as const
).flatMap((gives) => METHODS[gives].split(' ').map((name) => ({ name, gives })))

export const MANAGER_METHODS = ['add', 'remove', 'set', 'clear'] as const

export const INSTANCE_METHODS = ['save', 'delete', 'refresh_from_db', 'full_clean'] as const

const ASYNCHRONOUS: ReadonlySet<string> = new Set([
  ...`${METHODS.instance} ${METHODS.value}`.split(' '),
  ...MANAGER_METHODS,
  ...INSTANCE_METHODS.filter((name) => name !== 'full_clean'),
])

/** The method without the `a` that makes it asynchronous: `count` of `acount`. */
export function plainName(name: string): string {
  return name.startsWith('a') && ASYNCHRONOUS.has(name.slice(1)) ? name.slice(1) : name
}

/** `acount` of `count`; the name itself where there is no asynchronous one. */
export function asyncName(name: string): string {
  return ASYNCHRONOUS.has(name) ? `a${name}` : name
}

/** Methods whose keyword arguments are filter paths. */
export const PATH_KEYWORDS: ReadonlySet<string> = new Set([
  'filter',
  'exclude',
  'get',
  'get_or_create',
  'update_or_create',
  'Q',
  'FilteredRelation',
])
/** Methods whose keyword arguments are the model's own fields. */
export const FIELD_KEYWORDS: ReadonlySet<string> = new Set(['create', 'update'])
/** Methods and functions whose string arguments are paths. */
export const PATH_STRINGS: ReadonlySet<string> = new Set(
  (
    'order_by values values_list only defer select_related prefetch_related earliest latest dates datetimes ' +
    'F Count Sum Avg Min Max StdDev Variance Lower Upper Length Trim Coalesce Concat Substr Extract Trunc TruncYear ' +
    'TruncMonth TruncDay ExtractYear ExtractMonth ExtractDay OuterRef Prefetch in_bulk'
  ).split(' '),
)

export const FUNCTIONS = [
  'Q',
  'F',
  'Count',
  'Sum',
  'Avg',
  'Min',
  'Max',
  'Value',
  'Case',
  'When',
  'Subquery',
  'OuterRef',
  'Exists',
  'Coalesce',
  'Concat',
  'Lower',
  'Upper',
  'Length',
  'Substr',
  'Replace',
  'Cast',
  'Greatest',
  'Least',
  'NullIf',
  'Now',
  'Extract',
  'Trunc',
  'TruncMonth',
  'TruncYear',
  'ExtractYear',
  'ExtractMonth',
  'Prefetch',
  'print',
  'len',
  'list',
] as const

const COMPARE = ['exact', 'in', 'isnull', 'gt', 'gte', 'lt', 'lte', 'range']
const TEXT = [
  'exact',
  'iexact',
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'endswith',
  'iendswith',
  'in',
  'isnull',
  'regex',
  'iregex',
]
const DATE = [...COMPARE, 'year', 'iso_year', 'month', 'day', 'week', 'week_day', 'iso_week_day', 'quarter']

/** What Django takes behind a relation; others it refuses. */
export const RELATION_LOOKUPS = ['exact', 'in', 'isnull', 'gt', 'gte', 'lt', 'lte'] as const

/** Behind parts of dates and times: `pub_date__year__gte`. */
export function lookupsAfter(part: string): readonly string[] {
  if (part === 'date') return DATE
  if (part === 'time') return [...COMPARE, 'hour', 'minute', 'second']
  return DATE_PARTS.has(part) ? COMPARE : []
}

const DATE_PARTS: ReadonlySet<string> = new Set([...DATE.slice(COMPARE.length), 'hour', 'minute', 'second'])

/** The lookups that make sense after a field of the class. */
export function lookupsOf(className: string): readonly string[] {
  if (/^(Char|Text|Slug|Email|URL|File|Image|FilePath|UUID|GenericIPAddress)/.test(className)) return TEXT
  if (className === 'DateTimeField') return [...DATE, 'date', 'time', 'hour', 'minute', 'second']
  if (className === 'DateField') return DATE
  if (className === 'TimeField') return [...COMPARE, 'hour', 'minute', 'second']
  if (className === 'BooleanField') return ['exact', 'isnull']
  if (className === 'JSONField') return ['exact', 'isnull', 'has_key', 'has_keys', 'has_any_keys']
  return COMPARE
}
