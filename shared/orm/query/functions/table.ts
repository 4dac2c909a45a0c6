/**
 * Django's database functions by class name: what they are called on SQLite and what they give.
 * A new function is one line here; one whose SQL is more than `NAME(a, b)` also has an entry in `SPECIAL` of
 * `compile/function.ts`.
 */

/**
 * `infer`: the type of the sources, which must agree; `numeric`: Decimal stays, integers become float;
 * `first`: the first source's; `explicit`: as given; else a field class.
 */
export type OutputRule = 'infer' | 'numeric' | 'first' | 'explicit' | `${string}Field`

interface FunctionInfo {
  readonly sql: string
  readonly output: OutputRule
  /** Exact number of arguments; null: any. */
  readonly arity: number | null
  /** Whether a Decimal result is cast to NUMERIC, as Django's SQLite mixin does. */
  readonly casts: boolean
}

function info(sql: string, output: OutputRule, arity: number | null = 1, casts = true): FunctionInfo {
  return { sql, output, arity, casts }
}

export const FUNCTIONS: Readonly<Record<string, FunctionInfo>> = {
  // Aggregates
  Avg: info('AVG', 'numeric'),
  Count: info('COUNT', 'IntegerField'),
  Max: info('MAX', 'infer'),
  Min: info('MIN', 'infer'),
  StdDev: info('STDDEV_POP', 'numeric'),
  Sum: info('SUM', 'infer'),
  Variance: info('VAR_POP', 'numeric'),
  // Comparison and conversion
  Cast: info('CAST', 'explicit', 1, false),
  Coalesce: info('COALESCE', 'infer', null),
  Collate: info('COLLATE', 'infer'),
  Greatest: info('MAX', 'infer', null),
  Least: info('MIN', 'infer', null),
  NullIf: info('NULLIF', 'infer', 2),
  // Text
  Chr: info('CHAR', 'CharField', 1, false),
  Concat: info('', 'infer', null),
  ConcatPair: info('CONCAT', 'infer', 2, false),
  Left: info('SUBSTR', 'CharField', 2, false),
  Length: info('LENGTH', 'IntegerField'),
  Lower: info('LOWER', 'infer'),
  LPad: info('LPAD', 'CharField', null),
  LTrim: info('LTRIM', 'infer'),
  MD5: info('MD5', 'infer'),
  Ord: info('UNICODE', 'IntegerField', 1, false),
  Repeat: info('REPEAT', 'CharField', 2),
  Replace: info('REPLACE', 'infer', null),
  Reverse: info('REVERSE', 'infer'),
  Right: info('SUBSTR', 'CharField', 2, false),
  RPad: info('RPAD', 'CharField', null),
  RTrim: info('RTRIM', 'infer'),
  SHA1: info('SHA1', 'infer'),
  SHA224: info('SHA224', 'infer'),
  SHA256: info('SHA256', 'infer'),
  SHA384: info('SHA384', 'infer'),
  SHA512: info('SHA512', 'infer'),
  StrIndex: info('INSTR', 'IntegerField', 2),
  /** `F('name')[1:3]`. */
  Sliced: info('SUBSTR', 'CharField', null, false),
  Substr: info('SUBSTR', 'CharField', null, false),
  Trim: info('TRIM', 'infer'),
  Upper: info('UPPER', 'infer'),
  // Mathematics
  Abs: info('ABS', 'infer'),
  ACos: info('ACOS', 'numeric'),
  ASin: info('ASIN', 'numeric'),
  ATan: info('ATAN', 'numeric'),
  ATan2: info('ATAN2', 'numeric', 2, false),
  Ceil: info('CEILING', 'infer'),
  Cos: info('COS', 'numeric'),
  Cot: info('COT', 'numeric'),
  Degrees: info('DEGREES', 'numeric'),
  Exp: info('EXP', 'numeric'),
  Floor: info('FLOOR', 'infer'),
  Ln: info('LN', 'numeric'),
  Log: info('LOG', 'numeric', 2, false),
  Mod: info('MOD', 'numeric', 2),
  Pi: info('PI', 'numeric', 0),
  Power: info('POWER', 'numeric', 2),
  Radians: info('RADIANS', 'numeric'),
  Random: info('RAND', 'numeric', 0, false),
  Round: info('ROUND', 'first', null),
  Sign: info('SIGN', 'infer'),
  Sin: info('SIN', 'numeric'),
  Sqrt: info('SQRT', 'numeric'),
  Tan: info('TAN', 'numeric'),
  // Dates
  Now: info('', 'DateTimeField', 0, false),
  Extract: info('', 'IntegerField'),
  ExtractYear: info('year', 'IntegerField'),
  ExtractIsoYear: info('iso_year', 'IntegerField'),
  ExtractMonth: info('month', 'IntegerField'),
  ExtractDay: info('day', 'IntegerField'),
  ExtractWeek: info('week', 'IntegerField'),
  ExtractWeekDay: info('week_day', 'IntegerField'),
  ExtractIsoWeekDay: info('iso_week_day', 'IntegerField'),
  ExtractQuarter: info('quarter', 'IntegerField'),
  ExtractHour: info('hour', 'IntegerField'),
  ExtractMinute: info('minute', 'IntegerField'),
  ExtractSecond: info('second', 'IntegerField'),
  Trunc: info('', 'infer'),
  TruncYear: info('year', 'infer'),
  TruncQuarter: info('quarter', 'infer'),
  TruncMonth: info('month', 'infer'),
  TruncWeek: info('week', 'infer'),
  TruncDay: info('day', 'infer'),
  TruncHour: info('hour', 'infer'),
  TruncMinute: info('minute', 'infer'),
  TruncSecond: info('second', 'infer'),
  TruncDate: info('date', 'DateField'),
  TruncTime: info('time', 'TimeField'),
  // JSON
  JSONObject: info('JSON_OBJECT', 'JSONField', null),
  JSONArray: info('JSON_ARRAY', 'JSONField', null),
  KeyTransform: info('', 'infer'),
  KeyTextTransform: info('', 'TextField'),
  // Window functions
  RowNumber: info('ROW_NUMBER', 'IntegerField', 0),
  Rank: info('RANK', 'IntegerField', 0),
  DenseRank: info('DENSE_RANK', 'IntegerField', 0),
  PercentRank: info('PERCENT_RANK', 'FloatField', 0),
  CumeDist: info('CUME_DIST', 'FloatField', 0),
  FirstValue: info('FIRST_VALUE', 'infer'),
  LastValue: info('LAST_VALUE', 'infer'),
  Lag: info('LAG', 'first', null),
  Lead: info('LEAD', 'first', null),
  NthValue: info('NTH_VALUE', 'first', null),
  Ntile: info('NTILE', 'IntegerField', null),
  /** `Func(…, function="NAME")`. */
  Func: info('', 'infer', null),
  /** One of a script's own classes. */
  Aggregate: info('', 'infer', null),
}

/** Aggregates that may say DISTINCT. */
export const ALLOWS_DISTINCT: ReadonlySet<string> = new Set(['Aggregate', 'Avg', 'Count', 'Sum'])

const AGGREGATES = 'Avg Count Max Min StdDev Sum Variance'
const RANKS = 'RowNumber Rank DenseRank PercentRank CumeDist'
const NEIGHBOURS = 'FirstValue LastValue Lag Lead NthValue Ntile'
/** Functions that may stand before OVER. */
export const WINDOW_FUNCTIONS: ReadonlySet<string> = new Set(`${AGGREGATES} ${RANKS} ${NEIGHBOURS}`.split(' '))

/** The part of a date that an Extract or Trunc class is about; '' where it is an argument. */
export function datePart(name: string): string {
  return FUNCTIONS[name]?.sql ?? ''
}

export function isExtract(name: string): boolean {
  return name.startsWith('Extract')
}

export function isTrunc(name: string): boolean {
  return name.startsWith('Trunc')
}
