/** Checks of the field classes of django.contrib.postgres. Source: django/contrib/postgres/fields (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isExpr } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { parseExpression } from '../../python/parse.ts'
import { fieldCall } from '../values/field-call.ts'
import type { ResolvedField } from '../types.ts'
import type { Check, Finding } from './context.ts'
import { checkName, removedClass } from './field-basics.ts'
import { findingsOf, heldField } from './field-types.ts'
import { isPostgresField, lastName } from './postgres-values.ts'

export const checkPostgresFields: Check = (context) =>
  context.model.localFields.filter(isPostgresField).flatMap((field): readonly Diagnostic[] => {
    const base = lastName(field.className) === 'ArrayField' ? baseField(field) : null
    const found = [...sharedDefault(field), ...(base === null ? [] : baseFindings(field, base, context))]
    return found.map((finding) => context.field(field, finding))
  })

const FACTORY: { readonly [className: string]: readonly [factory: string, example: string] | undefined } = {
  ArrayField: ['list', '[]'],
  HStoreField: ['dict', '{}'],
}

/** A list or dict that is given as it is belongs to all rows. */
function sharedDefault(field: ResolvedField): readonly Finding[] {
  const className = lastName(field.className)
  const written = field.options['default']
  const [factory, example] = FACTORY[className] ?? []
  if (factory === undefined || written === undefined || written === null) return []
  // Names and calls may well be functions.
  if (isExpr(written) && !/^\s*[[{('"\d]/.test(written.expr)) return []
  return [
    {
      code: 'fields.E010',
      severity: 'warning',
      message: `${className} default should be a callable instead of an instance so that it's not shared between all field instances.`,
      hint: `Use a callable instead, e.g., use \`${factory}\` instead of \`${example}\`.`,
      fixes: [
        {
          label: `Use ${factory}`,
          type: 'field.setOption',
          params: { keyword: 'default', value: { expr: factory } },
        },
      ],
    },
  ]
}

type Call = PyExpr & { readonly type: 'Call' }

function baseField({ source }: ResolvedField): Call | null {
  if (source?.kind !== 'custom') return null
  const { expr, errors } = parseExpression(`f(${source.args})`)
  return errors.length > 0 || expr.type !== 'Call' ? null : baseOf(expr)
}

function baseOf({ args }: Call): Call | null {
  const base = args.find(({ name }) => name === 'base_field') ?? args.find(({ name }) => name === null)
  return base?.value.type === 'Call' ? base.value : null
}

const RELATIONS: ReadonlySet<string> = new Set(['ForeignKey', 'ForeignObject', 'OneToOneField', 'ManyToManyField'])

/** What the array says of the field that it holds, whose name is its own. */
function baseFindings(field: ResolvedField, base: Call, context: Parameters<Check>[0]): readonly Finding[] {
  const called = fieldCall(base)
  if (called === null) return []
  if (RELATIONS.has(called.className)) {
    return [{ code: 'postgres.E002', message: 'Base field for array cannot be a related field.' }]
  }
  const inner = called.className === 'ArrayField' ? baseOf(base) : null
  const findings = [
    ...checkName(context, field),
    ...removedClass(called.className),
    ...findingsOf(heldField(field, called)),
    ...(inner === null ? [] : baseFindings(field, inner, context)),
  ]
  const said = (letter: string): string =>
    findings
      .filter(({ code }) => new RegExp(`\\.${letter}\\d`).test(code))
      .map(({ code, message }) => `${message} (${code})`)
      .join('\n    ')
  const [errors, warnings] = [said('E'), said('W')]
  return [
    ...(errors === '' ? [] : [{ code: 'postgres.E001', message: `Base field for array has errors:\n    ${errors}` }]),
    ...(warnings === ''
      ? []
      : [{ code: 'postgres.W004', message: `Base field for array has warnings:\n    ${warnings}` }]),
  ]
}
