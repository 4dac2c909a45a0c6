/** How the methods and functions of the ORM are called, as Python writes it; what they do stands in the texts. */

export interface Signature {
  readonly name: string
  /** One entry a parameter, `*fields` and `name=None` included. */
  readonly params: readonly string[]
}

const QUERYSET = `
  all()
  filter(*conditions, **lookups)
  exclude(*conditions, **lookups)
  get(*conditions, **lookups)
  create(**fields)
  get_or_create(defaults=None, **lookups)
  update_or_create(defaults=None, create_defaults=None, **lookups)
  bulk_create(objects, batch_size=None, ignore_conflicts=False, update_conflicts=False, update_fields=None, unique_fields=None)
  bulk_update(objects, fields, batch_size=None)
  update(**fields)
  delete()
  first()
  last()
  earliest(*fields)
  latest(*fields)
  order_by(*fields)
  reverse()
  distinct(*fields)
  values(*fields, **expressions)
  values_list(*fields, flat=False, named=False)
  annotate(*aggregates, **expressions)
  alias(*aggregates, **expressions)
  aggregate(*aggregates, **expressions)
  count()
  exists()
  contains(object)
  in_bulk(id_list=None, field_name='pk')
  only(*fields)
  defer(*fields)
  select_related(*fields)
  prefetch_related(*lookups)
  union(*querysets, all=False)
  intersection(*querysets)
  difference(*querysets)
  none()
  dates(field, kind, order='ASC')
  datetimes(field, kind, order='ASC', tzinfo=None)
  explain(format=None, **options)
  iterator(chunk_size=None)
  using(alias)
`

const RELATED = `
  add(*objects, through_defaults=None)
  remove(*objects)
  set(objects, clear=False, through_defaults=None)
  clear()
`

const INSTANCE = `
  save(force_insert=False, force_update=False, using=None, update_fields=None)
  delete(using=None, keep_parents=False)
  refresh_from_db(using=None, fields=None)
  full_clean(exclude=None)
`

const FUNCTIONS = `
  Q(*conditions, **lookups)
  F(name)
  Value(value, output_field=None)
  Count(expression, distinct=False, filter=None)
  Sum(expression, distinct=False, filter=None, default=None)
  Avg(expression, distinct=False, filter=None, default=None)
  Min(expression, filter=None, default=None)
  Max(expression, filter=None, default=None)
  StdDev(expression, sample=False, filter=None, default=None)
  Variance(expression, sample=False, filter=None, default=None)
  Case(*cases, default=None, output_field=None)
  When(condition, then, **lookups)
  Subquery(queryset, output_field=None)
  OuterRef(field)
  Exists(queryset)
  Prefetch(lookup, queryset=None, to_attr=None)
  FilteredRelation(relation_name, condition=Q())
  ExpressionWrapper(expression, output_field)
  Coalesce(*expressions)
  Concat(*expressions)
  Greatest(*expressions)
  Least(*expressions)
  NullIf(expression1, expression2)
  Cast(expression, output_field)
  Lower(expression)
  Upper(expression)
  Length(expression)
  Trim(expression)
  Substr(expression, pos, length=None)
  Replace(expression, text, replacement=Value(''))
  Left(expression, length)
  Right(expression, length)
  Round(expression, precision=0)
  Abs(expression)
  Now()
  Extract(expression, lookup_name=None, tzinfo=None)
  Trunc(expression, kind, output_field=None, tzinfo=None)
  ExtractYear(expression, tzinfo=None)
  ExtractMonth(expression, tzinfo=None)
  ExtractDay(expression, tzinfo=None)
  TruncYear(expression, output_field=None, tzinfo=None)
  TruncMonth(expression, output_field=None, tzinfo=None)
  TruncDay(expression, output_field=None, tzinfo=None)
  Window(expression, partition_by=None, order_by=None, frame=None)
  print(*values, sep=' ', end='\\n')
  len(collection)
  list(iterable)
  get_object_or_404(model_or_queryset, *conditions, **lookups)
`

function table(text: string): ReadonlyMap<string, Signature> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name, inside] = /^\s*(\w+)\((.*)\)$/.exec(line) ?? []
    return name === undefined || inside === undefined ? [] : [{ name, params: splitParams(inside) }]
  })
  return new Map(lines.map((line) => [line.name, line]))
}

/** At the commas between parameters; `Q()` and `Value('')` have none inside. */
function splitParams(inside: string): readonly string[] {
  return inside === '' ? [] : inside.split(', ')
}

export const SIGNATURES = {
  queryset: table(QUERYSET),
  related: table(RELATED),
  instance: table(INSTANCE),
  function: table(FUNCTIONS),
} as const

export type SignatureKind = keyof typeof SIGNATURES
