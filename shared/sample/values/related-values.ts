/**
 * Values that follow from others of their row, by the names of fields: the total of a line, the nights of a booking,
 * whether an invoice is paid. What follows is one small calculation a row, and asks for no value that follows from it.
 */
import type { SampleValue } from '../../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { wordsOf } from './field-words.ts'
import { slugOf } from '../plan/fit-value.ts'
import type { RowValue } from './generators.ts'
import { mix } from './random.ts'

interface RowFields {
  readonly model: ResolvedModel
  readonly field: ResolvedField
  /** A field's values as they are in its rows. */
  value(field: ResolvedField): RowValue
  /** A field's values as its own generator draws them, whatever they follow from. */
  drawn(field: ResolvedField): RowValue
}

/** null: this field follows from no other one. */
type Rule = (fields: RowFields, words: string) => RowValue | null

/** The values of a field that follows from others; null: it has values of its own. */
export function relatedValue(fields: RowFields): RowValue | null {
  const words = wordsOf(fields.field.name)
  const rules = RULES.filter(({ of, pattern }) => of.test(fields.field.className) && pattern.test(words))
  for (const { rule } of rules) {
    const found = rule(fields, words)
    if (found !== null) return found
  }
  return null
}

const NUMBER =
  /^(Integer|BigInteger|SmallInteger|PositiveInteger|PositiveBigInteger|PositiveSmallInteger|Decimal|Float)Field$/
const TEXT = /^(Char|Email|URL|Slug|Text)Field$/
const FLAG = /^BooleanField$/
const DATE = /^Date(Time)?Field$/
const DATE_TIME = /^DateTimeField$/

function sibling({ model, field }: RowFields, of: RegExp, pattern: RegExp): ResolvedField | null {
  const fits = (one: ResolvedField): boolean =>
    one !== field && one.column !== null && of.test(one.className) && pattern.test(wordsOf(one.name))
  return model.localFields.find(fits) ?? null
}

/** The number in its place; absent fields and empty values count as 0. */
function amount(fields: RowFields, pattern: RegExp): RowValue<number> {
  const found = sibling(fields, NUMBER, pattern)
  if (found === null) return () => 0
  const value = fields.value(found)
  return (row) => Number(value(row) ?? 0)
}

/** As the field keeps numbers: whole, with its decimals, and never more digits than there is room for. */
function numberFor({ field, drawn }: RowFields, made: RowValue<number>): RowValue {
  const own = drawn(field)
  const places = field.className === 'DecimalField' ? Number(field.options['decimal_places'] ?? 2) : 0
  const most =
    field.className === 'DecimalField' ? 10 ** (Number(field.options['max_digits'] ?? 8) - places) - 1 : 2 ** 31 - 1
  const scale = field.className === 'FloatField' ? 1000 : 10 ** places
  // Texts where the form asks for them: then all of the column's are.
  const isText = typeof own(0) === 'string'
  return (row) => {
    const value = Math.round(Math.min(made(row), most) * scale) / scale
    return isText ? value.toFixed(places) : value
  }
}

const COUNT = /^((order|ordered|line) )?(quantity|qty|nights|hours|units)$/
const PRICE = /^(unit |hourly |daily |nightly |item |list )?(price|rate|cost)( each| per (night|hour|day|unit|item))?$/

const lineTotal: Rule = (fields) => {
  const { value } = fields
  const count = sibling(fields, NUMBER, COUNT)
  const price = sibling(fields, NUMBER, PRICE)
  if (count === null || price === null) return null
  const [counts, prices] = [value(count), value(price)]
  const percent = amount(fields, /^discount( percent(age)?| pct| rate)?$/)
  return numberFor(fields, (row) => {
    const off = percent(row)
    const share = off > 0 && off <= 1 ? off : off / 100
    return Number(counts(row) ?? 0) * Number(prices(row) ?? 0) * (1 - Math.min(1, share))
  })
}

const BASE = /^(sub ?total|net( amount| total| price)?)( amount)?$/
const TAX = /^(sales )?(tax|vat|gst)( amount| amt| total)?$/

const grandTotal: Rule = (fields, words) => {
  const base = sibling(fields, NUMBER, BASE)
  if (base === null || (words.startsWith('gross') && sibling(fields, NUMBER, TAX) === null)) return null
  const bases = fields.value(base)
  const added = [
    TAX,
    /^(shipping|freight|delivery|postage)( cost| fee| price| amount| total| charge)?$/,
    /^tips?( amount)?$/,
  ]
  const more = added.map((pattern) => amount(fields, pattern))
  const less = amount(fields, /^discount( amount| total)?$/)
  return numberFor(fields, (row) =>
    Math.max(0, more.reduce((sum, one) => sum + one(row), Number(bases(row) ?? 0)) - less(row)),
  )
}

const taxAmount: Rule = (fields) => {
  const base = sibling(fields, NUMBER, BASE)
  const rate = sibling(fields, NUMBER, /^(sales )?(tax|vat|gst) (rate|percent(age)?|pct)$/)
  if (base === null || rate === null) return null
  const [bases, rates] = [fields.value(base), fields.value(rate)]
  return numberFor(fields, (row) => (Number(bases(row) ?? 0) * Number(rates(row) ?? 0)) / 100)
}

const netPay: Rule = (fields) => {
  const gross = sibling(fields, NUMBER, /^gross( pay| salary| amount)?$/)
  const less = sibling(fields, NUMBER, /^(deductions?|taxes|withheld)( amount| total)?$/)
  if (gross === null || less === null) return null
  const [all, off] = [fields.value(gross), fields.value(less)]
  return numberFor(fields, (row) => Math.max(0, Number(all(row) ?? 0) - Number(off(row) ?? 0)))
}

const sumOfTimes: Rule = (fields) => {
  const parts = [/^prep(aration)?( time| minutes)?$/, /^cook(ing)?( time| minutes)?$/]
  if (parts.some((pattern) => sibling(fields, NUMBER, pattern) === null)) return null
  const values = parts.map((pattern) => amount(fields, pattern))
  return numberFor(fields, (row) => values.reduce((sum, one) => sum + one(row), 0))
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Texts of both forms: a day, with or without a time behind T or a space. */
const msOf = (value: SampleValue): number => Date.parse(String(value).slice(0, 10))

const daysBetween: Rule = (fields) => {
  const from = sibling(fields, DATE, /\b(check ?in|start(s|ed)?|from|begins?|arrival|pick ?up)\b/)
  const to = sibling(fields, DATE, /\b(check ?out|end(s|ed)?|to|until|finish(ed|es)?|departure|return)\b/)
  if (from === null || to === null) return null
  const [first, last] = [fields.value(from), fields.value(to)]
  return numberFor(fields, (row) => Math.max(1, Math.round((msOf(last(row)) - msOf(first(row))) / DAY_MS) || 1))
}

const hoursBetween: Rule = (fields) => {
  const from = sibling(fields, DATE_TIME, /\b(start(s|ed)?|from|begins?|began|clock(ed)? in)\b/)
  const to = sibling(fields, DATE_TIME, /\b(end(s|ed)?|to|until|finish(ed|es)?|stop(s|ped)?|clock(ed)? out)\b/)
  if (from === null || to === null) return null
  const [first, last] = [fields.value(from), fields.value(to)]
  return numberFor(
    fields,
    (row) => Math.max(0, Date.parse(String(last(row))) - Date.parse(String(first(row)))) / HOUR_MS || 0,
  )
}

const TODAY = Date.UTC(2024, 11, 31)

const ageOf: Rule = (fields) => {
  const born = sibling(fields, DATE, /\b(birth ?(day|date)?|born|dob)\b/)
  if (born === null) return null
  const days = fields.value(born)
  return numberFor(fields, (row) => Math.floor(((TODAY - msOf(days(row))) / DAY_MS || 9000) / 365.25))
}

/** `release_year` beside `release_date`. */
const yearOf: Rule = (fields, words) => {
  const stem = words.replace(/ ?year$/, '')
  if (stem === '') return null
  const date = sibling(fields, DATE, new RegExp(`^${stem}(d| date| on| at)?$`))
  if (date === null || date.null) return null
  const days = fields.value(date)
  return numberFor(fields, (row) => Number(String(days(row)).slice(0, 4)))
}

/** `is_paid` beside `paid_at`. */
const hasHappened: Rule = (fields, words) => {
  const stem = words.replace(/^(is|was|has been|been) /, '').replace(/[^a-z ]/g, '')
  const verb = stem === 'done' ? '(done|completed|finished)' : stem
  const date = sibling(fields, DATE, new RegExp(`^${verb} ?(at|on|date|time)?$|^date ${verb}$`))
  if (date === null || !date.null) return null
  const dates = fields.value(date)
  return (row) => dates(row) !== null
}

/** Of two numbers one is never more than the other: the smaller of both that were drawn. */
const PAIRS: readonly (readonly [low: RegExp, high: RegExp])[] = [
  [/^(min(imum)?|low(est)?|lower|from|start(ing)?|first)\b/, /^(max(imum)?|high(est)?|upper|to|end(ing)?|last)\b/],
  [/\b(min(imum)?|low(est)?|lower|from|start(ing)?|before)$/, /\b(max(imum)?|high(est)?|upper|to|end(ing)?|after)$/],
  [/^(cost( price)?|purchase price|standard cost|unit cost)$/, /^((selling|sale|sales|retail|list|unit) )?price$/],
  [/^(used|times used|used count|redeemed|redemptions|usage count)$/, /^(max(imum)? uses|usage limit|use limit)$/],
  [/^(score|points|marks?|grade|obtained)$/, /^(max(imum)?|total|out of) ?(score|points|marks?|grade)?$/],
  [/^pass(ing)? (score|mark|grade|points)$/, /^((max(imum)?|total) )?(score|points|marks?)$/],
  [/\b(sold|enrolled|attending|booked|filled)$/, /\b(available|capacity|max(imum)?|limit)\b/],
  [/^(spent|actual cost)$/, /^budget$/],
  [/^(outstanding|remaining)( balance| amount)?$/, /^(principal|amount|loan amount)$/],
  [/^reorder (level|point)$/, /^reorder quantity$/],
  [/^diastolic/, /^systolic/],
  [/^founded|^formed/, /^(closed|disbanded|dissolved)/],
  [/^enrol?lment year$/, /^graduation year$/],
]

const rest = (words: string, pattern: RegExp): string => words.replace(pattern, '').trim()

const pairOf: Rule = (fields, words) => {
  for (const [low, high] of PAIRS) {
    for (const [own, other, pick] of [
      [low, high, Math.min],
      [high, low, Math.max],
    ] as const) {
      if (!own.test(words)) continue
      const isEdge = low === PAIRS[0]?.[0] || low === PAIRS[1]?.[0]
      const found = fields.model.localFields.find((one) => {
        const its = wordsOf(one.name)
        const isOther = one !== fields.field && one.className === fields.field.className && other.test(its)
        return isOther && !isDerived(its) && (!isEdge || rest(its, other) === rest(words, own))
      })
      if (found === undefined) continue
      const [mine, theirs] = [fields.drawn(fields.field), fields.drawn(found)]
      return (row) => {
        const [a, b] = [mine(row), theirs(row)]
        const isMine = pick(Number(a), Number(b)) === Number(a)
        return isMine ? a : b
      }
    }
  }
  return null
}

const isDerived = (words: string): boolean => words.endsWith('total')

const NAMED =
  /^(name|title|full name|legal name|(company|organi[sz]ation|shop|store|business|brand|hotel|school|restaurant|airline) name)$/

/** Of a company: `office@granite-foods.example`. People's are made of their names. */
const mailOfCompany: Rule = (fields) =>
  companyText(fields, (slug, row) => `${BOXES[mix(11, row) % BOXES.length]}@${slug}.example`)
const siteOfCompany: Rule = (fields) => companyText(fields, (slug) => `https://www.${slug}.example`)
const hostOfCompany: Rule = (fields) => companyText(fields, (slug) => `${slug}.example`)

/** `Granite Foods Ltd`; most films are called alike in their own language. */
const sameName: Rule = (fields, words) => {
  const name = sibling(fields, TEXT, /^(name|title)$/)
  if (name === null || name.choices !== null) return null
  const names = fields.value(name)
  return words.startsWith('legal') ? (row) => `${String(names(row) ?? '')} Ltd` : names
}

const BOXES = ['office', 'info', 'hello', 'contact']

/** The words that tell people's names and not those of companies. */
const isOfPerson = (words: string): boolean => /^(first|last|full|given|family|sur|user|contact) ?name$/.test(words)

function companyText(fields: RowFields, text: (slug: string, row: number) => string): RowValue | null {
  const { model } = fields
  if (!ORGANIZATIONS.test(wordsOf(model.name))) return null
  if (model.localFields.some(({ name }) => isOfPerson(wordsOf(name)))) return null
  const name = sibling(fields, TEXT, NAMED)
  if (name === null || name.choices !== null) return null
  const names = fields.value(name)
  return (row) => text(slugOf(String(names(row) ?? 'office')), row)
}

const ORGANIZATIONS =
  /(compan(y|ies)|organi[sz]ations?|publishers?|suppliers?|vendors?|brands?|manufacturers?|shops?|stores?|agenc(y|ies)|airlines?|banks?|employers?|partners?|sponsors?|hotels?|restaurants?|schools?|clubs?|universit(y|ies)|hospitals?|clinics?|venues?|librar(y|ies)|museums?|studios?)$/

interface Entry {
  readonly of: RegExp
  readonly pattern: RegExp
  readonly rule: Rule
}

const RULES: readonly Entry[] = [
  { of: NUMBER, pattern: /\b(total|amount|subtotal|sum)\b/, rule: lineTotal },
  {
    of: NUMBER,
    pattern: /^((grand|order|invoice) )?total( amount| due| price| sum)?$|^gross( amount| total| price)?$|^amount due$/,
    rule: grandTotal,
  },
  { of: NUMBER, pattern: /^(tax|vat|gst) (amount|amt|total)$/, rule: taxAmount },
  { of: NUMBER, pattern: /^net( pay| salary| amount)?$/, rule: netPay },
  { of: NUMBER, pattern: /^total (time|minutes)$/, rule: sumOfTimes },
  { of: NUMBER, pattern: /^(nights|days|number of (nights|days)|duration days|total days)$/, rule: daysBetween },
  { of: NUMBER, pattern: /^(hours|duration hours|hours worked)$/, rule: hoursBetween },
  { of: NUMBER, pattern: /^age$/, rule: ageOf },
  { of: NUMBER, pattern: /\byear$/, rule: yearOf },
  { of: FLAG, pattern: /./, rule: hasHappened },
  { of: NUMBER, pattern: /./, rule: pairOf },
  { of: TEXT, pattern: /^((company|office|main|general) )?e ?mail( address)?$/, rule: mailOfCompany },
  { of: TEXT, pattern: /^((company|main) )?(website|url|homepage|site|web ?site)( url)?$/, rule: siteOfCompany },
  { of: TEXT, pattern: /^(legal|original) (name|title)$/, rule: sameName },
  { of: TEXT, pattern: /^domain( name)?$/, rule: hostOfCompany },
]
