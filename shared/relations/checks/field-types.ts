/** Checks of single field classes. Source: django/db/models/fields/ (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isExpr } from '../../document/records.ts'
import type { Value } from '../../document/records.ts'
import { isSet } from '../values/option-values.ts'
import { fieldCallOf } from '../values/field-call.ts'
import type { CalledField } from '../values/field-call.ts'
import type { ResolvedField } from '../types.ts'
import { NO_DEFAULT } from '../values/values.ts'
import { optionFix } from './context.ts'
import type { Check, CheckContext, Finding } from './context.ts'

type TypeCheck = (field: ResolvedField) => readonly Finding[]

export const checkFieldTypes: Check = (context) =>
  context.model.localFields.flatMap((field) => checkType(context, field))

/** Django looks whether Pillow can be imported; from a design that cannot be told, so the caller says it. */
export const checkPillow: Check = (context) =>
  context.model.localFields
    .filter(
      ({ className, source }) => (source?.kind === 'custom' ? (source.base ?? className) : className) === 'ImageField',
    )
    .map((field) =>
      context.field(field, {
        code: 'fields.E210',
        message: 'Cannot use ImageField because Pillow is not installed.',
        hint: 'Get Pillow at https://pypi.org/project/Pillow/ or run command "python -m pip install Pillow".',
      }),
    )

function checkType(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  if (field.kind !== 'scalar') return []
  return findingsOf(field).map((finding) => context.field(field, finding))
}

export function findingsOf(field: ResolvedField): readonly Finding[] {
  return (BY_CLASS[field.className] ?? []).flatMap((check) => check(field))
}

/** SQLite, the reference, has texts without a limit, so a missing max_length is fine for it (E120). */
const maxLength: TypeCheck = (field) => {
  const written = field.options['max_length']
  if (written === undefined || written === null || isExpr(written)) return []
  if (typeof written === 'number' && Number.isInteger(written) && written > 0) return []
  const fixes = [optionFix('Set max_length to 255', 'max_length', 255)]
  return [{ code: 'fields.E121', message: "'max_length' must be a positive integer.", fixes }]
}

const ignoredMaxLength: TypeCheck = (field) => {
  const written = field.options['max_length']
  if (written === undefined || written === null) return []
  return [
    {
      code: 'fields.W122',
      message: `'max_length' is ignored when used with ${field.className}.`,
      hint: "Remove 'max_length' from field",
      fixes: [optionFix('Remove max_length', 'max_length', undefined)],
    },
  ]
}

const autoKey: TypeCheck = (field) =>
  field.primaryKey
    ? []
    : [
        {
          code: 'fields.E100',
          message: 'AutoFields must set primary_key=True.',
          fixes: [optionFix('Make it the primary key', 'primary_key', true)],
        },
      ]

const dateOptions: TypeCheck = (field) => {
  const given = [field.options['auto_now_add'], field.options['auto_now']].filter(
    (value) => value !== undefined && value !== null && value !== false,
  )
  const count = given.length + (field.default.kind === 'none' ? 0 : 1)
  if (count < 2) return []
  return [
    {
      code: 'fields.E160',
      message:
        'The options auto_now, auto_now_add, and default are mutually exclusive. ' +
        'Only one of these options may be present.',
      fixes: [
        optionFix('Keep auto_now_add', 'auto_now', undefined),
        optionFix('Keep auto_now', 'auto_now_add', undefined),
      ],
    },
  ]
}

/** A call of a clock, evaluated once when the server starts. */
const CLOCK_CALL =
  /^(?:(?:datetime\.)?(?:datetime|date)\.(?:now|today|utcnow)|timezone\.now|(?:timezone\.)?localdate|(?:timezone\.)?localtime|now)\([^()]*\)(?:\.(?:date|time|timetz)\(\))?$/

const fixedDefault: TypeCheck = (field) => {
  const written = field.options['default']
  if (!isExpr(written) || !CLOCK_CALL.test(written.expr.trim())) return []
  return [
    {
      code: 'fields.W161',
      message: 'Fixed default value provided.',
      hint:
        'It seems you set a fixed date / time / datetime value as default for this field. This may not be ' +
        'what you want. If you want to have the current date as default, use `django.utils.timezone.now`',
      fixes: [optionFix('Use timezone.now', 'default', { expr: 'timezone.now' })],
    },
  ]
}

/** Python's `int()`: a number for what it takes, 'type' or 'value' for the error that it raises. */
function toInt(value: Value | undefined): number | 'type' | 'value' | 'unknown' {
  if (value === undefined || value === null || Array.isArray(value)) return 'type'
  if (isExpr(value)) return 'unknown'
  if (typeof value === 'number') return Math.trunc(value)
  if (typeof value === 'boolean') return Number(value)
  return /^\s*[-+]?\d+\s*$/.test(String(value)) ? Number(value) : 'value'
}

const decimals: TypeCheck = (field) => {
  const places = toInt(field.options['decimal_places'])
  const digits = toInt(field.options['max_digits'])
  const found: Finding[] = []
  if (places === 'type') {
    found.push({
      code: 'fields.E130',
      message: "DecimalFields must define a 'decimal_places' attribute.",
      fixes: [optionFix('Set decimal_places to 2', 'decimal_places', 2)],
    })
  } else if (places === 'value' || (typeof places === 'number' && places < 0)) {
    found.push({ code: 'fields.E131', message: "'decimal_places' must be a non-negative integer." })
  }
  if (digits === 'type') {
    found.push({
      code: 'fields.E132',
      message: "DecimalFields must define a 'max_digits' attribute.",
      fixes: [optionFix('Set max_digits to 10', 'max_digits', 10)],
    })
  } else if (digits === 'value' || (typeof digits === 'number' && digits <= 0)) {
    found.push({ code: 'fields.E133', message: "'max_digits' must be a positive integer." })
  }
  if (found.length > 0 || typeof places !== 'number' || typeof digits !== 'number' || places <= digits) return found
  return [
    {
      code: 'fields.E134',
      message: "'max_digits' must be greater or equal to 'decimal_places'.",
      fixes: [optionFix(`Set max_digits to ${places + digits}`, 'max_digits', places + digits)],
    },
  ]
}

const filePath: TypeCheck = (field) => {
  const files = field.options['allow_files']
  const folders = field.options['allow_folders']
  if (files !== false || isSet(folders) || isExpr(folders)) return []
  const message = "FilePathFields must have either 'allow_files' or 'allow_folders' set to True."
  return [{ code: 'fields.E140', message, fixes: [optionFix('Allow files', 'allow_files', undefined)] }]
}

const ipAddress: TypeCheck = (field) => {
  if (field.null || !field.blank) return []
  return [
    {
      code: 'fields.E150',
      message: 'GenericIPAddressFields cannot have blank=True if null=False, as blank values are stored as nulls.',
      fixes: [optionFix('Make nullable', 'null', true)],
    },
  ]
}

const binaryDefault: TypeCheck = (field) => {
  if (field.default.kind !== 'value' || typeof field.default.value !== 'string') return []
  const message = "BinaryField's default cannot be a string. Use bytes content instead."
  return [{ code: 'fields.E170', message, fixes: [optionFix('Remove the default', 'default', undefined)] }]
}

const fileKey: TypeCheck = (field) => {
  if (field.options['primary_key'] === undefined) return []
  const message = `'primary_key' is not a valid argument for a ${field.className}.`
  return [{ code: 'fields.E201', message, fixes: [optionFix('Remove primary_key', 'primary_key', undefined)] }]
}

const uploadTo: TypeCheck = (field) => {
  const written = field.options['upload_to']
  if (typeof written !== 'string' || !written.startsWith('/')) return []
  return [
    {
      code: 'fields.E202',
      message: `${field.className}'s 'upload_to' argument must be a relative path, not an absolute path.`,
      hint: 'Remove the leading slash.',
      fixes: [optionFix('Remove the leading slash', 'upload_to', written.replace(/^\/+/, ''))],
    },
  ]
}

/** A literal list or dict as default is shared by all rows. */
function mutableDefault(factory: string, example: string, literal: (value: Value) => boolean): TypeCheck {
  return (field) => {
    if (field.default.kind !== 'value' || field.default.value === null || !literal(field.default.value)) return []
    return [
      {
        code: 'fields.E010',
        severity: 'warning',
        message: `${field.className} default should be a callable instead of an instance so that it's not shared between all field instances.`,
        hint: `Use a callable instead, e.g., use \`${factory}\` instead of \`${example}\`.`,
        fixes: [optionFix(`Use ${factory}`, 'default', { expr: factory })],
      },
    ]
  }
}

/** A field that another one holds and names after itself. */
export function heldField(holder: ResolvedField, called: CalledField): ResolvedField {
  const { options } = called
  const isOn = (keyword: string): boolean => isSet(options[keyword])
  const written = options['default']
  return {
    ...holder,
    ...called,
    kind: 'scalar',
    null: isOn('null'),
    blank: isOn('blank'),
    primaryKey: isOn('primary_key'),
    default: written === undefined ? NO_DEFAULT : { kind: 'value', value: written },
    source: null,
  }
}

/** The class checks its output_field as a field of the same name. */
const generatedOutput: TypeCheck = (field) => {
  const output = fieldCallOf(field.options['output_field'])
  if (output === null) return []
  const findings = findingsOf(heldField(field, output))
  const said = (letter: string): string =>
    findings
      .filter((f) => f.code.includes(`.${letter}`))
      .map((f) => `${f.message} (${f.code})`)
      .join('\n    ')
  const [errors, warnings] = [said('E'), said('W')]
  return [
    ...(errors === ''
      ? []
      : [{ code: 'fields.E223', message: `GeneratedField.output_field has errors:\n    ${errors}` }]),
    ...(warnings === ''
      ? []
      : [{ code: 'fields.W224', message: `GeneratedField.output_field has warnings:\n    ${warnings}` }]),
  ]
}

const integer = [ignoredMaxLength]
const char = [maxLength]
const date = [dateOptions, fixedDefault]
const auto = [ignoredMaxLength, autoKey]
const isContainer = (value: Value): boolean =>
  Array.isArray(value) || (isExpr(value) && /^\s*[[{]/.test(value.expr)) || !isExpr(value)

const BY_CLASS: { readonly [className: string]: readonly TypeCheck[] | undefined } = {
  AutoField: auto,
  BigAutoField: auto,
  SmallAutoField: auto,
  BigIntegerField: integer,
  BinaryField: [binaryDefault],
  CharField: char,
  DateField: date,
  DateTimeField: date,
  DecimalField: [decimals],
  EmailField: char,
  FileField: [fileKey, uploadTo],
  FilePathField: [filePath],
  GeneratedField: [generatedOutput],
  GenericIPAddressField: [ipAddress],
  ImageField: [fileKey, uploadTo],
  IntegerField: integer,
  JSONField: [mutableDefault('dict', '{}', isContainer)],
  PositiveBigIntegerField: integer,
  PositiveIntegerField: integer,
  PositiveSmallIntegerField: integer,
  SlugField: char,
  SmallIntegerField: integer,
  TimeField: date,
  URLField: char,
}
