/** How the functions of `django.db.models.functions` take their arguments. */
interface FunctionParameters {
  /** Names by position; `**` first: any names, kept as options (JSONObject). */
  readonly params: readonly string[]
  /** Fewest expressions. */
  readonly required: number
  /** Parameters that are not expressions: they become options of the node. */
  readonly options: readonly string[]
  /** Positions where a text is a value, not a field. */
  readonly values: readonly number[]
}

function takes(params: string, required: number, options = '', values: readonly number[] = []): FunctionParameters {
  const words = (text: string): string[] => text.split(' ').filter((w) => w !== '')
  return { params: words(params), required, options: words(options), values }
}

const one = takes('', 1)
const none = takes('', 0)
const extract = takes('expression', 1, 'tzinfo')
const truncation = takes('expression', 1, 'tzinfo')

export const FUNCTION_PARAMETERS: Readonly<Record<string, FunctionParameters>> = {
  Cast: takes('expression output_field', 1),
  Coalesce: takes('', 2),
  Collate: takes('expression collation', 1, 'collation'),
  Greatest: takes('', 2),
  Least: takes('', 2),
  NullIf: takes('', 2),
  ConcatPair: takes('', 2),
  JSONObject: takes('**', 0),
  JSONArray: none,
  Extract: takes('expression lookup_name tzinfo', 1, 'lookup_name tzinfo'),
  ...Object.fromEntries(
    ['Year', 'IsoYear', 'Month', 'Day', 'Week', 'WeekDay', 'IsoWeekDay', 'Quarter', 'Hour', 'Minute', 'Second'].map(
      (n) => [`Extract${n}`, extract],
    ),
  ),
  Trunc: takes('expression kind output_field tzinfo', 1, 'kind tzinfo'),
  ...Object.fromEntries(
    ['Year', 'Quarter', 'Month', 'Week', 'Day', 'Date', 'Time', 'Hour', 'Minute', 'Second'].map((n) => [
      `Trunc${n}`,
      truncation,
    ]),
  ),
  Now: none,
  Concat: takes('', 2),
  Chr: one,
  Left: takes('expression length', 2, '', [1]),
  Length: one,
  Lower: one,
  LPad: takes('expression length fill_text', 2, '', [1]),
  LTrim: one,
  MD5: one,
  Ord: one,
  Repeat: takes('expression number', 2, '', [1]),
  Replace: takes('expression text replacement', 2),
  Reverse: one,
  Right: takes('expression length', 2, '', [1]),
  RPad: takes('expression length fill_text', 2, '', [1]),
  RTrim: one,
  SHA1: one,
  SHA224: one,
  SHA256: one,
  SHA384: one,
  SHA512: one,
  StrIndex: takes('', 2),
  Substr: takes('expression pos length', 2, '', [1]),
  Trim: one,
  Upper: one,
  ...Object.fromEntries(
    [
      'Abs',
      'ACos',
      'ASin',
      'ATan',
      'Ceil',
      'Cos',
      'Cot',
      'Degrees',
      'Exp',
      'Floor',
      'Ln',
      'Radians',
      'Sign',
      'Sin',
      'Sqrt',
      'Tan',
    ].map((n) => [n, one]),
  ),
  ATan2: takes('', 2),
  Log: takes('', 2),
  Mod: takes('', 2),
  Pi: none,
  Power: takes('', 2),
  Random: none,
  Round: takes('expression precision', 1),
  CumeDist: none,
  DenseRank: none,
  FirstValue: one,
  Lag: takes('expression offset default', 1),
  LastValue: one,
  Lead: takes('expression offset default', 1),
  NthValue: takes('expression nth', 1),
  Ntile: takes('num_buckets', 0),
  PercentRank: none,
  Rank: none,
  RowNumber: none,
}

const MODULES: Readonly<Record<string, string>> = {
  comparison: 'Cast Coalesce Collate Greatest Least NullIf',
  json: 'JSONObject JSONArray',
  window: 'CumeDist DenseRank FirstValue Lag LastValue Lead NthValue Ntile PercentRank Rank RowNumber',
  math: 'Abs ACos ASin ATan ATan2 Ceil Cos Cot Degrees Exp Floor Ln Log Mod Pi Power Radians Random Round Sign Sin Sqrt Tan',
}

/** The module of `django.db.models.functions` that a class is in. */
export function functionModule(name: string): string {
  if (/^(?:Extract|Trunc|Now$)/.test(name)) return 'datetime'
  return Object.keys(MODULES).find((module) => MODULES[module]?.split(' ').includes(name)) ?? 'text'
}
