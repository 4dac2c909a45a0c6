/** Which generator fits a field, from its class, its choices and the words in its name. */
import type { ResolvedField, ResolvedModel } from '../relations/types.ts'
import { EVERYDAY_NUMBERS, EVERYDAY_TEXTS, NAMES_OF_MODELS } from './everyday.ts'
import type { Guess } from './everyday.ts'
import type { GeneratorName } from './generators.ts'

/** First match decides; the name is cut at underscores and capitals: `dateOfBirth` → `date of birth`. */
const TEXT_HINTS: readonly (readonly [RegExp, GeneratorName])[] = [
  [/\bfirst name\b|\bgiven name\b|\bforename\b/, 'firstName'],
  [/\blast name\b|\bsurname\b|\bfamily name\b/, 'lastName'],
  [/\buser ?name\b|\blogin\b|\bhandle\b|\bnick(name)?\b/, 'username'],
  [/\bpassword\b/, 'password'],
  [/\be ?mail\b/, 'email'],
  [/\bphone\b|\bmobile\b|\bfax\b/, 'phone'],
  [/\bcity\b|\btown\b/, 'city'],
  [/\bcountry\b|\bnationality\b/, 'country'],
  [/\bstreet\b|\baddress\b/, 'street'],
  [/\bzip\b|\bpost(al)? ?code\b/, 'postcode'],
  [/\bcompany\b|\bemployer\b|\bpublisher\b|\bbrand\b|\bvendor\b|\bsupplier\b/, 'company'],
  [/\bcolou?r\b/, 'color'],
  [/\bslug\b/, 'slug'],
  [/\burl\b|\bwebsite\b|\blink\b|\bhomepage\b/, 'url'],
  [/\bcode\b|\bsku\b|\bisbn\b|\bnumber\b|\breference\b|\btoken\b|\bkey\b/, 'code'],
  [/\btitle\b|\bsubject\b|\bheadline\b|\bname\b|\blabel\b/, 'title'],
  [/\bdescription\b|\bsummary\b|\bbio\b|\bnote\b|\bcomment\b|\bcaption\b/, 'sentence'],
  [/\bcontent\b|\bbody\b|\btext\b|\bmessage\b/, 'paragraph'],
]

const NUMBER_HINTS: readonly (readonly [RegExp, GeneratorName])[] = [
  [/\byear\b/, 'year'],
  [/\bage\b/, 'age'],
  [/\bquantity\b|\bcount\b|\bstock\b|\bcopies\b|\bseats\b/, 'quantity'],
  [/\border\b|\bposition\b|\brank\b|\bindex\b/, 'sequence'],
]

const FLAG_HINTS: readonly (readonly [RegExp, GeneratorName])[] = [
  [/\bactive\b|\bpublished\b|\benabled\b|\bvisible\b|\bpublic\b|\bavailable\b/, 'mostlyTrue'],
  [/\bdeleted\b|\barchived\b|\bstaff\b|\bsuperuser\b|\bbanned\b|\bhidden\b/, 'mostlyFalse'],
]

/** Models whose `name` is a person's. */
const PEOPLE =
  /user|author|reader|person|student|teacher|customer|client|employee|member|patient|doctor|contact|player/i

const BY_CLASS: Readonly<Record<string, GeneratorName>> = {
  ArrayField: 'array',
  BigIntegerRangeField: 'range',
  BinaryField: 'bytes',
  BooleanField: 'boolean',
  DateField: 'date',
  DateRangeField: 'range',
  DateTimeRangeField: 'range',
  DecimalRangeField: 'range',
  HStoreField: 'pairs',
  IntegerRangeField: 'range',
  SearchVectorField: 'lexemes',
  DateTimeField: 'dateTime',
  DecimalField: 'decimal',
  DurationField: 'duration',
  EmailField: 'email',
  FileField: 'file',
  FilePathField: 'file',
  FloatField: 'float',
  GenericIPAddressField: 'ipAddress',
  ImageField: 'image',
  IntegerField: 'integer',
  BigIntegerField: 'integer',
  SmallIntegerField: 'integer',
  PositiveIntegerField: 'integer',
  PositiveBigIntegerField: 'integer',
  PositiveSmallIntegerField: 'integer',
  OrderWrt: 'sequence',
  AutoField: 'sequence',
  BigAutoField: 'sequence',
  SmallAutoField: 'sequence',
  JSONField: 'json',
  SlugField: 'slug',
  TextField: 'paragraph',
  TimeField: 'time',
  URLField: 'url',
  UUIDField: 'uuid',
}

/** The generator, with what is to be set of it: bounds, a list, a pattern. */
export function guessValues(field: ResolvedField, modelName: string): Guess {
  if (field.choices !== null && field.choices.length > 0) return plainly('choice')
  const words = wordsOf(field.name)
  const plain = BY_CLASS[field.className] ?? 'title'
  if (plain === 'boolean') return plainly(hinted(FLAG_HINTS, words) ?? plain)
  if (plain === 'integer' || plain === 'decimal' || plain === 'float') return guessNumber(plain, words)
  if (plain === 'date') return plainly(/\bbirth(day| date)?\b|\bborn\b/.test(words) ? 'birthday' : plain)
  if (plain !== 'title' && plain !== 'paragraph') return plainly(plain)
  return withOrder(guessText(field, words, modelName, plain), modelName)
}

const plainly = (kind: GeneratorName): Guess => ({ kind, options: {} })

function guessNumber(plain: GeneratorName, words: string): Guess {
  const known = plain === 'integer' ? hinted(NUMBER_HINTS, words) : undefined
  if (known !== undefined) return plainly(known)
  const options = hinted(EVERYDAY_NUMBERS, words)
  if (options === undefined) return plainly(plain)
  // Whole numbers of a share are all or nothing.
  const isShare = options['max'] === 1 && options['min'] === 0
  return { kind: plain, options: plain === 'integer' && isShare ? { min: 0, max: 100 } : options }
}

function guessText(field: ResolvedField, words: string, modelName: string, plain: GeneratorName): Guess {
  const model = wordsOf(modelName)
  if (/^(full )?name$/.test(words) && PEOPLE.test(modelName)) return plainly('fullName')
  if (words === 'name' && /tag|label|keyword/i.test(modelName)) return plainly('tag')
  if (words === 'name' || words === 'title' || words === `${model} name`) {
    const own = hinted(NAMES_OF_MODELS, model.replace(/^.* /, ''))
    if (own !== undefined) return own
  }
  // A long text called `type` or `state` tells of it: it is none. In files of SQLite all texts are long ones.
  const isLong =
    plain === 'paragraph' &&
    field.maxLength === null &&
    /\b(notes?|comments?|description|body|content|text)\b/.test(words)
  const everyday = isLong ? undefined : hinted(EVERYDAY_TEXTS, words)
  // What its column cannot hold whole would be cut to pieces.
  if (everyday !== undefined && isRoomFor(everyday, field.maxLength)) return everyday
  return plainly(hinted(TEXT_HINTS, words) ?? plain)
}

/** Shortest texts of these kinds. */
const LENGTHS: Partial<Record<GeneratorName, number>> = { iban: 22, isbn: 13, barcode: 13, macAddress: 17 }

function isRoomFor({ kind, options }: Guess, maxLength: number | null): boolean {
  const least = kind === 'pattern' ? String(options['pattern'] ?? '').length : (LENGTHS[kind] ?? 0)
  return maxLength === null || maxLength >= least
}

/** Of a table of countries each row is another one, and its columns are of the same. */
function withOrder(guess: Guess, modelName: string): Guess {
  const isOne = IN_COUNTRIES.has(guess.kind) && /^countr(y|ies)$/i.test(modelName)
  return isOne ? { ...guess, options: { ...guess.options, inOrder: true } } : guess
}

const IN_COUNTRIES: ReadonlySet<GeneratorName> = new Set([
  'country',
  'countryCode',
  'countryCode3',
  'currency',
  'capital',
  'nationality',
  'diallingCode',
])

function hinted<T>(hints: readonly (readonly [RegExp, T])[], words: string): T | undefined {
  return hints.find(([pattern]) => pattern.test(words))?.[1]
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
}

/** Where in a row's life a date of that name lies, see `GeneratorInput.phase`. */
export function datePhase(name: string): number {
  const words = wordsOf(name)
  if (
    /\b(deleted|closed|finished|completed|end(ed|s|ing)?|expires?|expir(y|ation)|returned|until|stop(ped)?)\b/.test(
      words,
    )
  )
    return 4
  if (/\b(delivered|received|arrived|arrival)\b/.test(words)) return 3
  if (/\b(due|shipped|paid|sent|departed)\b/.test(words)) return 2
  if (/\b(updated|modified|changed|edited|published|last)\b/.test(words)) return 1
  if (/\b(founded|hired|joined)\b/.test(words)) return -30
  return 0
}

/** The field that a slug is made of; null: the slug has words of its own. */
export function titleOf(model: ResolvedModel): ResolvedField | null {
  const isText = ({ className, column, choices }: ResolvedField): boolean =>
    column !== null && (className === 'CharField' || className === 'TextField') && choices === null
  const names = ['title', 'name', 'headline', 'subject', 'label', 'full_name']
  const found = names.flatMap((name) => model.localFields.find((field) => field.name === name && isText(field)) ?? [])
  return found[0] ?? null
}
