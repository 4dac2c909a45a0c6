/** Which generator fits a field, from its class, its choices and the words in its name. */
import type { ResolvedField } from '../relations/types.ts'
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

export function guessGenerator(field: ResolvedField, modelName: string): GeneratorName {
  if (field.choices !== null && field.choices.length > 0) return 'choice'
  const words = wordsOf(field.name)
  const plain = BY_CLASS[field.className] ?? 'title'
  if (plain === 'boolean') return hinted(FLAG_HINTS, words) ?? plain
  if (plain === 'integer') return hinted(NUMBER_HINTS, words) ?? plain
  if (plain === 'date') return /\bbirth(day| date)?\b|\bborn\b/.test(words) ? 'birthday' : plain
  if (plain !== 'title' && plain !== 'paragraph') return plain
  if (/^(full )?name$/.test(words) && PEOPLE.test(modelName)) return 'fullName'
  if (words === 'name' && /tag|label|keyword/i.test(modelName)) return 'tag'
  return hinted(TEXT_HINTS, words) ?? plain
}

function hinted(hints: readonly (readonly [RegExp, GeneratorName])[], words: string): GeneratorName | undefined {
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
  if (/\b(deleted|closed|finished|completed|ended?|expires?|expiry|returned|until|stop)\b/.test(words)) return 3
  if (/\b(due|shipped|delivered|paid)\b/.test(words)) return 2
  if (/\b(updated|modified|changed|edited|published|last)\b/.test(words)) return 1
  if (/\b(founded|hired|joined)\b/.test(words)) return -30
  return 0
}
