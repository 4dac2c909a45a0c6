/** What a program puts into a column (`$defaultFn(() => crypto.randomUUID())`), where Django makes the same. */
import type { Options } from '../../document/records.ts'
import type { Bound, Program } from '../typescript/program.ts'
import type { TsExpr } from '../typescript/syntax.ts'
import { importedName } from './chain.ts'

const MOMENT = /^(?:timestamp|datetime)/
const DAY = /^date$/
const TEXT = /^(?:uuid|char|varchar|text|longtext)/
const JSON_TYPE = /^jsonb?$/

/** Options of the field in Django; null: what is made cannot be told, or is nothing for a column of this type. */
export function madeDefault(program: Program, given: Bound | undefined, type: string): Options | null {
  const made = given === undefined ? null : valueOf(program, given)
  if (made === null) return null
  const { expr, scope } = made
  if (expr.kind === 'word' || expr.kind === 'number' || expr.kind === 'string') return plainDefault(expr, type)
  if (expr.kind === 'object' && expr.entries.length === 0) return JSON_TYPE.test(type) ? python('dict') : null
  if (expr.kind === 'array' && expr.items.length === 0) return JSON_TYPE.test(type) ? python('list') : null
  if (isNow(made.expr)) {
    return MOMENT.test(type) ? python('timezone.now') : DAY.test(type) ? python('datetime.date.today') : null
  }
  const name = expr.kind === 'call' ? nameOf({ expr: expr.callee, scope }) : nameOf(made)
  return name !== null && UUID.test(name) && TEXT.test(type) ? python('uuid.uuid4') : null
}

/** `$onUpdate(() => new Date())`. */
export function madeOnUpdate(program: Program, given: Bound | undefined, type: string): Options | null {
  const made = given === undefined ? null : valueOf(program, given)
  return made !== null && (MOMENT.test(type) || DAY.test(type)) && isNow(made.expr) ? { auto_now: true } : null
}

const UUID = /^(?:crypto\.)?(?:randomUUID|uuid|uuidv?4|v4)$/i

function python(expr: string): Options {
  return { default: { expr } }
}

function plainDefault(expr: { readonly kind: string; readonly value: string }, type: string): Options | null {
  if (expr.kind === 'word') {
    const isSaid = /^(?:true|false)$/.test(expr.value) && type.startsWith('bool')
    return isSaid ? { default: expr.value === 'true' } : null
  }
  if (expr.kind === 'number') {
    return /int|serial|double|real|float/.test(type) && Number.isFinite(Number(expr.value))
      ? { default: Number(expr.value) }
      : null
  }
  return TEXT.test(type) && !type.startsWith('uuid') ? { default: expr.value } : null
}

/** What the function gives, or the function itself where it is only named: `$defaultFn(randomUUID)`. */
function valueOf(program: Program, given: Bound): Bound | null {
  const found = program.resolve(given)
  if (found.expr.kind !== 'function') return found
  const body = program.apply(found, [])
  return body === null ? null : program.resolve(body)
}

/** `new Date()`, and what of it is said in another form: `new Date().toISOString().slice(0, 10)`; SQL's `now()`. */
function isNow(expr: TsExpr): boolean {
  if (expr.kind === 'template')
    return /^\s*\(?(?:now\(\)|current_timestamp|current_date)\)?\s*$/i.test(expr.texts.join(''))
  if (expr.kind !== 'call') return false
  if (expr.isNew) return expr.args.length === 0 && expr.callee.kind === 'name' && expr.callee.name === 'Date'
  const { callee } = expr
  if (callee.kind !== 'member') return false
  if (callee.object.kind === 'name') return callee.object.name === 'Date' && callee.name === 'now'
  return /^(?:to|slice|replace|split)/.test(callee.name) && isNow(callee.object)
}

/** Under the name that its own module gives it. */
function nameOf({ expr, scope }: Bound): string | null {
  if (expr.kind === 'name') return importedName(expr.name, scope)
  return expr.kind === 'member' ? expr.name : null
}
