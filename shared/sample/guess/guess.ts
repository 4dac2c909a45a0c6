/** Which generator fits a field, from its class, its choices and the words in its name. */
import type { Options } from '../../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { EVERYDAY_NUMBERS, NUMBERS_OF_MODELS } from './everyday-numbers.ts'
import { EVERYDAY_TEXTS } from './everyday.ts'
import type { Guess } from './everyday.ts'
import { bareWordsOf, PEOPLE, wordsOf } from '../values/field-words.ts'
import type { GeneratorName } from '../values/generators.ts'
import { NAMES_OF_MODELS, TEXTS_OF_MODELS, WORKS } from './names-of-models.ts'

/** First match decides; the name is cut at underscores and capitals: `dateOfBirth` → `date of birth`. */
const TEXT_HINTS: readonly (readonly [RegExp, GeneratorName])[] = [
  [/\b(first|given) ?name\b|\bforename\b/, 'firstName'],
  [/\b(last|family) ?name\b|\bsurname\b/, 'lastName'],
  [/\bfull ?name\b/, 'fullName'],
  [/\buser ?name\b|\blogin\b|\bhandle\b|\bnick(name)?\b/, 'username'],
  [/\bpassword\b/, 'password'],
  [/\be ?mail\b/, 'email'],
  [/\bphone\b|\bmobile\b|\bfax\b|\btelephone\b|\btel\b|\bcell\b|\bwhats ?app\b/, 'phone'],
  [/\bcity\b|\btown\b/, 'city'],
  [/\bcountry\b|\bnationality\b/, 'country'],
  [/\b(address|line|street) ?(2|two)\b/, 'empty'],
  [/\bstreet\b|\baddress\b|^line ?1$/, 'street'],
  [/\bzip ?(code)?\b|\bpost(al)? ?code\b|\bplz\b/, 'postcode'],
  [/\bcompany\b|\bemployer\b|\bpublisher\b|\bbrand\b|\bvendor\b|\bsupplier\b/, 'company'],
  [/\bcolou?r\b/, 'color'],
  [/\bslug\b/, 'slug'],
  [/\burl\b|\bwebsite\b|\blink\b|\bhomepage\b/, 'url'],
  [/\bcode\b|\bsku\b|\bisbn\b|\bnumber\b|\bno\b|\breference\b|\bref\b|\btoken\b|\bkey\b|\bserial\b|\bid\b/, 'code'],
  [/\bquestion\b/, 'question'],
  [/\btitle\b|\bsubject\b|\bheadline\b|\bname\b|\blabel\b/, 'title'],
  [/\b(comment|feedback|remark|review)s?\b/, 'remark'],
  [/\bdescription\b|\bsummary\b|\bbio\b|\bnotes?\b|\bcaption\b|\btagline\b|\babstract\b|\bslogan\b/, 'sentence'],
  [/\bcontent\b|\bbody\b|\btext\b|\bmessage\b/, 'paragraph'],
]

const NUMBER_HINTS: readonly (readonly [RegExp, GeneratorName])[] = [
  [/\byear\b(?!s)(?! of birth)|\b(founded|established|formed|disbanded)( in)?$/, 'year'],
  [/\bage\b/, 'age'],
  [/\bquantity\b|\bqty\b|\bcount\b|\bstock\b|\bcopies\b|\bseats left\b/, 'quantity'],
  [
    /\border\b|\bposition\b|\brank\b|\bindex\b|\b(track|line|item|chapter|lesson|episode|step|sequence) (number|no)\b/,
    'sequence',
  ],
]

const FLAG_HINTS: readonly (readonly [RegExp, GeneratorName])[] = [
  [
    /\b(active|published|enabled|visible|public|available|verified|confirmed|open|clean|vaccinated|billable)\b/,
    'mostlyTrue',
  ],
  [
    /\b(deleted|archived|staff|superuser|admin|banned|hidden|blocked|locked|frozen|refunded|cancelled|discontinued|featured|spam|do not|suspended|deceased|flagged)\b/,
    'mostlyFalse',
  ],
]

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
  const model = bareWordsOf(modelName)
  const plain = BY_CLASS[field.className] ?? 'title'
  if (plain === 'boolean') return plainly(hinted(FLAG_HINTS, words) ?? plain)
  if (plain === 'integer' || plain === 'decimal' || plain === 'float') return guessNumber(plain, words, model)
  if (plain === 'date' || plain === 'dateTime') return guessDate(plain, words, model)
  if (plain === 'duration') return plainly(plain)
  if (plain !== 'title' && plain !== 'paragraph') return plainly(plain)
  return withOrder(guessText(field, words, modelName, plain), modelName)
}

const plainly = (kind: GeneratorName): Guess => ({ kind, options: {} })

/** Ages of those whose birthday it is, by their model. */
const BIRTHS: readonly (readonly [RegExp, Options])[] = [
  [/^(pet|animal|dog|cat|horse)$/, { min: 4, max: 14 }],
  [/\b(student|pupil)$/, { min: 18, max: 30 }],
  [/\b(child|kid)$/, { min: 3, max: 16 }],
  [/\b(patient)$/, { min: 4, max: 90 }],
]

/** What has come out over decades, and not in the last three years. */
const RELEASES =
  /\b(release|released|publication|published|premiere|first aired|founded|established|opened|built|manufactured)\b/

function guessDate(plain: 'date' | 'dateTime', words: string, model: string): Guess {
  if (/\bbirth ?(day|date)?\b|\bborn\b|\bdob\b/.test(words)) {
    const options = hinted(BIRTHS, model) ?? {}
    return { kind: plain === 'date' ? 'birthday' : 'birthTime', options }
  }
  const isWork =
    WORKS.test(model) && !/(post|article|comment|news|blog|note|entry|photo|survey|poll|listing)$/.test(model)
  const isOld =
    plain === 'date' && RELEASES.test(words) && (isWork || /founded|established|built|manufactured/.test(words))
  return isOld ? { kind: plain, options: { from: '1975-01-01', to: '2024-12-31' } } : plainly(plain)
}

function guessNumber(plain: 'integer' | 'decimal' | 'float', words: string, model: string): Guess {
  if (plain !== 'integer' && /\b(lat|latitude)\b/.test(words)) return plainly('latitude')
  if (plain !== 'integer' && /\b(lng|lon|long|longitude)\b/.test(words)) return plainly('longitude')
  const own = hinted(NUMBERS_OF_MODELS, `${model}.${words}`)
  const known = plain === 'integer' && own === undefined ? hinted(NUMBER_HINTS, words) : undefined
  if (known !== undefined) return plainly(known)
  const options = own ?? hinted(EVERYDAY_NUMBERS, words)
  if (options === undefined) return plainly(plain)
  // Whole numbers of a share are all or nothing.
  const isShare = Number(options['max']) <= 1 && options['min'] === 0
  return { kind: plain, options: plain === 'integer' && isShare ? { min: 0, max: 100 } : options }
}

function guessText(field: ResolvedField, words: string, modelName: string, plain: 'title' | 'paragraph'): Guess {
  const model = bareWordsOf(modelName)
  const isName = words === 'name' || words === 'title' || words === `${model} name` || words === `${model} title`
  if (/^(full )?name$/.test(words) && PEOPLE.test(modelName)) return plainly('fullName')
  if (words === 'title' && PEOPLE.test(modelName)) return jobOrSalutation(field)
  if (words === 'name' && /tag|label|keyword/i.test(modelName)) return plainly('tag')
  if (isName) {
    const own = hinted(NAMES_OF_MODELS, model) ?? hinted(NAMES_OF_MODELS, model.replace(/^.* /, ''))
    if (own !== undefined) return own
  }
  const said = hinted(TEXTS_OF_MODELS, `${model}.${words}`)
  const fitting = said === undefined ? null : inRoom(said, field.maxLength)
  if (fitting !== null) return fitting
  // A long text called `type` or `state` tells of it: it is none. In files of SQLite all texts are long ones.
  const isLong =
    plain === 'paragraph' &&
    field.maxLength === null &&
    /\b(notes?|comments?|description|body|content|text)\b/.test(words)
  const everyday = isLong ? undefined : hinted(EVERYDAY_TEXTS, words)
  // What its column cannot hold whole would be cut to pieces.
  const whole = everyday === undefined ? null : inRoom(everyday, field.maxLength)
  if (whole !== null) return whole
  const kind = inShort(hinted(TEXT_HINTS, words) ?? plain, field.maxLength)
  const isTitle = kind === 'title' && isName && words !== 'title' && !WORKS.test(model)
  return shortened(isTitle ? { kind: 'named', options: { value: model } } : plainly(kind), field.maxLength)
}

/** `Ms` where there is room for no more, what somebody does otherwise. */
function jobOrSalutation({ maxLength }: ResolvedField): Guess {
  if (maxLength !== null && maxLength < 16) return plainly('salutation')
  return EVERYDAY_TEXTS.find(([pattern]) => pattern.test('job title'))?.[1] ?? plainly('title')
}

/** The longest of these kinds; one that does not fit would be cut in the middle of a word. */
const LONGEST: Partial<Record<GeneratorName, number>> = {
  title: 32,
  sentence: 50,
  remark: 32,
  question: 48,
  paragraph: 50,
}

function shortened(guess: Guess, maxLength: number | null): Guess {
  const longest = guess.kind === 'named' ? String(guess.options['value']).length + 8 : (LONGEST[guess.kind] ?? 0)
  if (maxLength === null || maxLength >= longest) return guess
  return plainly(maxLength >= 32 ? 'title' : maxLength >= 8 ? 'word' : 'code')
}

/** Shortest texts of these kinds. */
const LENGTHS: Partial<Record<GeneratorName, number>> = { iban: 22, isbn: 13, barcode: 13, macAddress: 17 }

/** The guess with what fits into the column whole; null: nothing does. */
function inRoom(guess: Guess, maxLength: number | null): Guess | null {
  const { kind, options } = guess
  if (kind !== 'list') {
    const least = kind === 'pattern' ? String(options['pattern'] ?? '').length : (LENGTHS[kind] ?? 0)
    return maxLength === null || maxLength >= least ? guess : null
  }
  const texts = String(options['values'] ?? '').split(/\s*[,\n]\s*/)
  const short = texts.filter(({ length }) => maxLength === null || length <= maxLength)
  if (short.length === texts.length) return guess
  return short.length > 1 ? { kind, options: { ...options, values: short.join(', ') } } : null
}

/** Countries in columns of two or three letters are codes. */
function inShort(kind: GeneratorName, maxLength: number | null): GeneratorName {
  if (kind !== 'country' || maxLength === null || maxLength > 3) return kind
  return maxLength === 3 ? 'countryCode3' : 'countryCode'
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

/** The field that a slug is made of; null: the slug has words of its own. */
export function titleOf(model: ResolvedModel): ResolvedField | null {
  const isText = ({ className, column, choices }: ResolvedField): boolean =>
    column !== null && (className === 'CharField' || className === 'TextField') && choices === null
  const names = ['title', 'name', 'headline', 'subject', 'label', 'full_name']
  const found = names.flatMap((name) => model.localFields.find((field) => field.name === name && isText(field)) ?? [])
  return found[0] ?? null
}
