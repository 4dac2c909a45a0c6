/** Values typed in a cell, as the field's class takes them: `default now` of a date is not that of a text. */
import type { FieldClass } from '../../../shared/document/fields/field-options.ts'
import type { EnumId } from '../../../shared/document/ids.ts'
import type { Choice, Choices, Value } from '../../../shared/document/records.ts'
import { partsOf, unquoted } from './tokens.ts'

type Reading = (text: string) => Value | undefined

const isTrue = /^(?:true|yes|on|1)$/i
const isFalse = /^(?:false|no|off|0)$/i

export const asBoolean: Reading = (text) => (isTrue.test(text) ? true : isFalse.test(text) ? false : undefined)
export const asInteger: Reading = (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined)
const asNumber: Reading = (text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined)
/** `Status.DRAFT` is a member of a choices class; `example.com` is a text. */
const isMember = fitting(/^(?:[A-Z]\w*\.)+[A-Z][A-Z\d_]*$/)
const asText: Reading = (text) => (isMember(text) === undefined ? unquoted(text) : { expr: text })
function fitting(pattern: RegExp): Reading {
  return (text) => (pattern.test(text) ? text : undefined)
}
/** A call, a path or a name that no word looks like: Python, kept as it is. */
const isSource = (text: string): boolean =>
  /^[A-Za-z_][\w.]*\(.*\)$/s.test(text) || /^[A-Za-z_]\w*(?:[._]\w+)+$/.test(text) || /^[A-Z][A-Z\d_]+$/.test(text)
/** What `read` makes of it, else source. */
const orSource =
  (read: Reading): Reading =>
  (text) =>
    read(unquoted(text)) ?? (isSource(text) ? { expr: text } : undefined)
const asMoment = orSource(fitting(/^[\d:T.+ Z-]+$/))
const asDecimal: Reading = (text) =>
  asInteger(text) ?? (asNumber(text) === undefined ? undefined : { expr: `Decimal("${text}")` })
/** These words, else as another reading has it. */
const words =
  (known: { readonly [word: string]: string }, otherwise: Reading): Reading =>
  (text) => {
    const expr = Object.hasOwn(known, text.toLowerCase()) ? known[text.toLowerCase()] : undefined
    return expr === undefined ? otherwise(text) : { expr }
  }

const INTEGER = orSource(asInteger)

/** Classes whose values are not texts. */
const READINGS: { readonly [fieldClass in FieldClass]?: Reading } = {
  IntegerField: INTEGER,
  BigIntegerField: INTEGER,
  SmallIntegerField: INTEGER,
  PositiveIntegerField: INTEGER,
  PositiveBigIntegerField: INTEGER,
  PositiveSmallIntegerField: INTEGER,
  FloatField: orSource(asNumber),
  DecimalField: orSource(asDecimal),
  BooleanField: orSource(asBoolean),
  DateTimeField: words(
    {
      now: 'timezone.now',
      'now()': 'timezone.now',
      current_timestamp: 'timezone.now',
      'current_timestamp()': 'timezone.now',
      'getdate()': 'timezone.now',
      sysdate: 'timezone.now',
    },
    asMoment,
  ),
  DateField: words(
    {
      now: 'datetime.date.today',
      today: 'datetime.date.today',
      current_date: 'datetime.date.today',
      'now()': 'datetime.date.today',
    },
    asMoment,
  ),
  TimeField: asMoment,
  DurationField: asMoment,
  UUIDField: words(
    {
      uuid: 'uuid.uuid4',
      uuid4: 'uuid.uuid4',
      random: 'uuid.uuid4',
      new: 'uuid.uuid4',
      // What databases call it.
      'gen_random_uuid()': 'uuid.uuid4',
      'uuid_generate_v4()': 'uuid.uuid4',
      'uuid()': 'uuid.uuid4',
      'newid()': 'uuid.uuid4',
    },
    orSource(fitting(/^[\da-f-]+$/i)),
  ),
  JSONField: words(
    { '[]': 'list', '{}': 'dict', "'{}'": 'dict', "'[]'": 'list', '"{}"': 'dict', list: 'list', dict: 'dict' },
    orSource(asNumber),
  ),
  ForeignKey: INTEGER,
  OneToOneField: INTEGER,
}

/** @returns undefined: no value of that class */
export function valueFor(fieldClass: FieldClass, text: string): Value | undefined {
  if (/^(?:none|null)$/i.test(text)) return null
  return (READINGS[fieldClass] ?? asText)(text)
}

export interface QuickEnum {
  readonly id: EnumId
  readonly name: string
}

/**
 * `draft, published`, `d:Draft, p:"In print"`, `(A B AB O)`; the name of a choices class of the design; Python's list or
 * name, which stays as it is.
 *
 * @returns a text: what is no value of that class
 */
export function choicesFor(fieldClass: FieldClass, text: string, enums: readonly QuickEnum[]): Choices | string {
  const name = text.replace(/\.choices$/, '')
  const known = enums.find((one) => one.name === name) ?? enums.find(({ name: one }) => one.endsWith(`.${name}`))
  if (known !== undefined) return { kind: 'enum', enum: known.id }
  if (/^\[|^\(\s*[([]/.test(text) || /^[A-Z]\w*\.choices$|^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(text))
    return { kind: 'source', expr: text }
  const pairs: Choice[] = []
  for (const part of partsOf(text)) {
    const [, said = part, label] = /^("[^"]*"|'[^']*'|[^:=]+)\s*[:=]\s*(.+)$/s.exec(part) ?? []
    const value = valueFor(fieldClass, said.trim())
    if (value === undefined) return part
    pairs.push({ value, label: label === undefined ? labelOf(unquoted(said.trim())) : unquoted(label) })
  }
  return { kind: 'pairs', pairs }
}

/** `in_print` → `In print`; `AB` stays. */
function labelOf(value: string): string {
  const said = value.replaceAll(/[_-]+/g, ' ').trim()
  return said === '' ? value : said[0]?.toUpperCase() + said.slice(1)
}
