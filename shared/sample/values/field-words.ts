/** The words of names, and what they say of whole rows: which fields are of one person or place, and of dates their order. */
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import { hashText } from './random.ts'

/** `dateOfBirth` → `date of birth`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_\s-]+/g, ' ')
    .trim()
    .toLowerCase()
}

/** The same in the singular, of a model or a table: `OrderItems` → `order item`. */
export function bareWordsOf(name: string): string {
  const words = wordsOf(name)
  if (words.endsWith('ies')) return words === 'series' ? words : `${words.slice(0, -3)}y`
  return /([^s])s$/.test(words) && !/(us|is|news)$/.test(words) ? words.slice(0, -1) : words
}

/** Models whose `name` is a person's. */
export const PEOPLE =
  /user|author|reader|person|people|student|teacher|customer|client|employee|member|patient|doctor|contact$|player|guest|instructor|passenger|speaker|attendee|participant|volunteer|donor|tenant|owner|staff|nurse|physician|driver|pilot|actor|director|composer|translator|editor|reviewer|candidate|applicant|coach|trainer|cardholder|traveller|beneficiary|waiter|chef|lecturer|professor|pupil|child|parent|agent|lead$|subscriber|writer|poet|salesperson|worker/i

const PERSON =
  /\b(name|first ?name|last ?name|surname|e ?mail|user ?name|gender|sex|salutation|title|login|forename)\b.*$/
const PLACE =
  /\b(city|town|state|province|region|county|country|zip|postal|postcode|post|street|address|line|lat|lng|lon|latitude|longitude|time ?zone|tz|location|place|origin|destination)\b.*$/

/** Seeds of what belongs together; fields of one person share one, and so do those of one address. */
export function groupSalt(model: ResolvedModel, field: ResolvedField): number {
  const words = wordsOf(field.name)
  if (/^(origin|destination|birth ?place|pick ?up|drop ?off)/.test(words)) return saltOf(`place ${words}`)
  const place = words.replace(PLACE, '').trim()
  if (PLACE.test(words)) return /^(work|home|main|primary|mailing|state)?$/.test(place) ? 0 : saltOf(`place ${place}`)
  if (/\b(phone|mobile|fax|tel|telephone|cell)\b/.test(words)) return 0
  if (!PERSON.test(words)) return isAboutOther(words) ? saltOf(`person ${words}`) : 0
  const person = words.replace(PERSON, '').trim()
  if (OWN_PERSON.test(person) || bareWordsOf(model.name) === person) return aloneSalt(model)
  return saltOf(`person ${person}`)
}

const OWN_PERSON = /^(full|display|user|legal|work|home|personal|private|contact|primary|)$/

/** `manager`, `emergency contact`: texts that are somebody else's name. */
const isAboutOther = (words: string): boolean =>
  /\b(contact|manager|author|composer|director|owner|created by|updated by)$/.test(words)

/** `email` beside `author_name` alone is the author's. */
function aloneSalt(model: ResolvedModel): number {
  if (PEOPLE.test(model.name)) return 0
  const others = new Set(
    model.localFields
      .map(({ name }) => wordsOf(name))
      .filter((words) => words.endsWith(' name'))
      .map((words) => words.replace(PERSON, '').trim())
      .filter((person) => !OWN_PERSON.test(person)),
  )
  const [only] = others
  return others.size === 1 && only !== undefined ? saltOf(`person ${only}`) : 0
}

const saltOf = (text: string): number => hashText(text)

/** Tables of addresses that name no country and write states in two letters. */
export function isAmerican({ localFields }: ResolvedModel): boolean {
  const names = localFields.map((field) => ({ words: wordsOf(field.name), field }))
  const isState = ({ words, field }: (typeof names)[number]) => /\bstate$/.test(words) && field.maxLength === 2
  return names.some(isState) && !names.some(({ words }) => /\bcountry\b/.test(words))
}

/** In the order of a row's life; the first that matches decides, see `GeneratorColumn.phase`. */
const PHASES: readonly (readonly [RegExp, number])[] = [
  [/\b(enrol?lment|registration|application|sign ?up|booking) deadline\b/, -2],
  [/\b(founded|hired?|hiring|joined|registered|registration|sign(ed)? ?up|employed|enrolment date)\b/, -30],
  [/\b(booked|ordered|order date|requested|applied|submitted on behalf|sales start)\b/, -2],
  [/\b(died|death|deceased|terminat(ed|ion)|retired|fired|dissolved|disbanded)\b/, 5],
  [/\b(maturity|expir(es?|ed|y|ation)|warranty|valid (until|to|through|till)|renewal)\b/, 40],
  [
    /\b(deleted|closed?|closes|closing|finish(ed)?|completed|end(ed|s|ing)?|return(ed)?|until|till|stop(ped)?|to|out|check ?out|discharged?|deadline|cancell?ed|resolved|archived|graduat(ed|ion)|left|thru|through|drop ?off|sales end)\b/,
    4,
  ],
  [
    /\b(delivered|delivery|received|arrived|arrivals?|landed|opened by|read|viewed|answered|graded|decided|approved|rejected)\b/,
    3,
  ],
  [/\b(due|shipp?(ed|ing)?|sent|dispatched|expected|deadline for|required)\b/, 2],
  [/\b(paid|payment)\b/, 1.3],
  [
    /\b(updated?|modified|changed|edited|published?|last|reviewed|confirmed|adopted|processed|converted|activated|used)\b/,
    1,
  ],
]

/** Where in a row's life a date of that name lies. */
export function datePhase(name: string): number {
  const words = wordsOf(name)
  return PHASES.find(([pattern]) => pattern.test(words))?.[1] ?? 0
}

/** What rarely happens, or not yet: empty in most rows where it may be. */
const RARE =
  /\b(died|death|deceased|terminat(ed|ion)|retired|fired|deleted|cancell?ed|archived|closed|blocked|banned|suspended|disbanded|dissolved|refunded|resigned|lost|left)\b/

/** Share of empty values that a date has by its name; null: that of all columns. */
export function dateNulls(name: string): number | null {
  if (RARE.test(wordsOf(name))) return 0.85
  const phase = datePhase(name)
  return phase > 1 && phase < 5 ? 0.1 * phase : null
}

/** Models of which start and end lie on the same day. */
const SHORT =
  /(flight|meeting|shift|appointment|session|lecture|event|visit|call|match|game|exam|talk|class|time ?entry|timesheet|slot|ride|lesson|workout|log|run|screening|showing|show|interview)$/

const DAY_MS = 86_400_000
/** Phases are up to twenty days apart; the four from start to end of a meeting up to three hours. */
const PACES = { days: 20 * DAY_MS, stay: 6 * DAY_MS, minutes: DAY_MS / 32 }
/** Of which they are days apart. */
const STAYS =
  /(booking|reservation|stay|rental|leave( request)?|vacation|holiday|absence|trip|hire|loan request|admission)$/

export function paceOf(model: ResolvedModel): number {
  const isShort = SHORT.test(bareWordsOf(model.name)) && model.localFields.some((f) => f.className === 'DateTimeField')
  if (isShort) return PACES.minutes
  return STAYS.test(bareWordsOf(model.name)) ? PACES.stay : PACES.days
}
