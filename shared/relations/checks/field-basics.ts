/** Checks that every field undergoes. Source: django/db/models/fields/__init__.py `Field.check` (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isExpr } from '../../document/records.ts'
import type { Value } from '../../document/records.ts'
import { parseExpression } from '../../python/parse.ts'
import { literalValue, printValue } from '../../python/literal.ts'
import type { PyExpr } from '../../python/ast.ts'
import type { ResolvedField } from '../types.ts'
import { optionFix } from './context.ts'
import type { Check, CheckContext, FieldFix, Finding } from './context.ts'
import { hasListValues } from './postgres-values.ts'

export const checkFieldBasics: Check = (context) =>
  [...context.model.localFields, ...context.model.localManyToMany].flatMap((field) => [
    ...checkName(context, field),
    ...checkChoices(context, field),
    ...checkDbIndex(context, field),
    ...checkNullKey(context, field),
    ...checkValidators(context, field),
    ...checkRemoved(context, field),
  ])

function renameFix(name: string): FieldFix {
  return { label: `Rename to ${name}`, type: 'field.rename', params: { name } }
}

export function checkName(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  const { name } = field
  if (field.className === 'CompositePrimaryKey') {
    if (name === 'pk') return []
    return [
      context.field(field, {
        code: 'fields.E013',
        message: "'CompositePrimaryKey' must be named 'pk'.",
        fixes: [renameFix('pk')],
      }),
    ]
  }
  if (name.endsWith('_')) {
    const fixes = [renameFix(name.replace(/_+$/, '') || 'field')]
    return [
      context.field(field, { code: 'fields.E001', message: 'Field names must not end with an underscore.', fixes }),
    ]
  }
  if (name.includes('__')) {
    const fixes = [renameFix(name.replace(/_{2,}/g, '_'))]
    return [context.field(field, { code: 'fields.E002', message: 'Field names must not contain "__".', fixes })]
  }
  if (name !== 'pk') return []
  const message = "'pk' is a reserved word that cannot be used as a field name."
  return [context.field(field, { code: 'fields.E003', message, fixes: [renameFix('key')] })]
}

const NOT_CHOICES = "'choices' must be a mapping (e.g. a dictionary) or an iterable (e.g. a list or tuple)."
const NOT_PAIRS =
  "'choices' must be a mapping of actual values to human readable names or an iterable containing " +
  '(actual value, human readable name) tuples.'

function checkChoices(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  const written = writtenChoices(field)
  if (written === 'text') return [context.field(field, { code: 'fields.E004', message: NOT_CHOICES })]
  if (written === 'no pairs') return [context.field(field, { code: 'fields.E005', message: NOT_PAIRS })]
  if (field.maxLength === null || field.choices === null) return []
  const lengths = field.choices.flatMap(({ value }) => (typeof value === 'string' ? [[...value].length] : []))
  const longest = Math.max(0, ...lengths)
  if (longest <= field.maxLength) return []
  const message = `'max_length' is too small to fit the longest value in 'choices' (${longest} characters).`
  const fixes = [optionFix(`Set max_length to ${longest}`, 'max_length', longest)]
  return [context.field(field, { code: 'fields.E009', message, fixes })]
}

/** Literals that no choices can be; names and calls are taken to be right. */
function writtenChoices(field: ResolvedField): 'fine' | 'text' | 'no pairs' {
  const kept = field.source?.kind === 'scalar' ? field.source.choices : null
  const source = kept?.kind === 'source' ? kept.expr : optionText(field.options['choices'])
  if (source === null) return 'fine'
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0) return 'fine'
  const literal = literalValue(expr)
  if (literal === null || literal === '' || literal === 0 || literal === false) return 'fine'
  if (literal !== undefined && !Array.isArray(literal)) return 'text'
  if (expr.type !== 'List' && expr.type !== 'Tuple' && expr.type !== 'Set') return 'fine'
  return expr.items.every((item) => isChoice(item, hasListValues(field))) ? 'fine' : 'no pairs'
}

function optionText(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null
  if (isExpr(value)) return value.expr
  return typeof value === 'string' || Array.isArray(value) ? printValue(value) : null
}

/**
 * A pair of plain things, or a heading with pairs.
 *
 * @param lists values of the field may be lists themselves
 */
function isChoice(item: PyExpr, lists: boolean): boolean {
  if (item.type === 'Name' || item.type === 'Call' || item.type === 'Starred' || item.type === 'Attribute') return true
  if (item.type !== 'Tuple' && item.type !== 'List') return false
  const [value, label] = item.items
  if (value === undefined || label === undefined || item.items.length !== 2) return false
  if (isSequence(value) && !lists) return false
  return isSequence(label) ? label.items.every((pair) => isPair(pair, lists)) || lists : true
}

/** A choice under a heading: a value and a text, no further heading. */
function isPair(pair: PyExpr, lists: boolean): boolean {
  if (!isSequence(pair)) return pair.type !== 'Constant'
  return pair.items.length === 2 && (lists || !pair.items.some(isSequence))
}

function isSequence(expr: PyExpr): expr is Extract<PyExpr, { type: 'List' | 'Tuple' | 'Set' }> {
  return expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set'
}

function checkDbIndex(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  const written = field.options['db_index']
  if (written === undefined || written === null || typeof written === 'boolean' || isExpr(written)) return []
  if (written === 0 || written === 1) return []
  const message = "'db_index' must be None, True or False."
  return [
    context.field(field, {
      code: 'fields.E006',
      message,
      fixes: [optionFix('Set db_index to True', 'db_index', true)],
    }),
  ]
}

function checkNullKey(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  if (!field.primaryKey || !field.null) return []
  return [
    context.field(field, {
      code: 'fields.E007',
      message: 'Primary keys must not have null=True.',
      hint: 'Set null=False on the field, or remove primary_key=True argument.',
      fixes: [optionFix('Make it required', 'null', undefined), optionFix('No primary key', 'primary_key', undefined)],
    }),
  ]
}

/** Classes with a validator of their own, which comes before those that are given. */
const OWN_VALIDATOR: ReadonlySet<string> = new Set(['EmailField', 'GenericIPAddressField', 'SlugField', 'URLField'])

/** Only what is plainly not callable: a text or a number in the list. */
function checkValidators(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  const first = OWN_VALIDATOR.has(field.className) ? 1 : 0
  return validatorItems(field.options['validators']).flatMap((item, i) => {
    const shown =
      typeof item === 'string'
        ? repr2(item)
        : item === null
          ? 'None'
          : typeof item === 'boolean'
            ? item
              ? 'True'
              : 'False'
            : typeof item === 'number'
              ? String(item)
              : null
    if (shown === null) return []
    return [
      context.field(field, {
        code: 'fields.E008',
        message: "All 'validators' must be callable.",
        hint: `validators[${first + i}] (${shown}) isn't a function or instance of a validator class.`,
      }),
    ]
  })
}

function validatorItems(value: Value | undefined): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isExpr(value)) return []
  const { expr } = parseExpression(value.expr)
  return isSequence(expr) ? expr.items.map((item) => literalValue(item)) : []
}

function repr2(text: string): string {
  return `'${text}'`
}

function removed(code: string, what: string, hint: string): readonly Finding[] {
  return [{ code, message: `${what} removed except for support in historical migrations.`, hint }]
}

/** Ignoring case is a matter of the collation now. */
function caseless(code: string, className: string, instead: string): readonly Finding[] {
  const hint = `Use ${instead}(db_collation="…") with a case-insensitive non-deterministic collation instead.`
  return removed(code, `django.contrib.postgres.fields.${className} is`, hint)
}

const REMOVED: { readonly [className: string]: readonly Finding[] | undefined } = {
  IPAddressField: removed('fields.E900', 'IPAddressField has been', 'Use GenericIPAddressField instead.'),
  CommaSeparatedIntegerField: removed(
    'fields.E901',
    'CommaSeparatedIntegerField is',
    'Use CharField(validators=[validate_comma_separated_integer_list]) instead.',
  ),
  NullBooleanField: removed('fields.E903', 'NullBooleanField is', 'Use BooleanField(null=True, blank=True) instead.'),
  CICharField: caseless('fields.E905', 'CICharField', 'CharField'),
  CIEmailField: caseless('fields.E906', 'CIEmailField', 'EmailField'),
  CITextField: caseless('fields.E907', 'CITextField', 'TextField'),
}

function checkRemoved(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  const isOwn = field.source?.kind === 'custom' && field.source.base !== undefined
  return isOwn ? [] : removedClass(field.className).map((finding) => context.field(field, finding))
}

/** What Django says of a class that is there for old migrations only. */
export function removedClass(className: string): readonly Finding[] {
  return REMOVED[className.slice(className.lastIndexOf('.') + 1)] ?? []
}
