/** full_clean(): required values, choices, lengths and uniqueness, with Django's messages. */
import { isAutoField } from '../../../../relations/fields/auto-fields.ts'
import { isForeignObject } from '../../../../relations/links/column-pairs.ts'
import { DictObject, ListObject, SetObject } from '../../types/collections.ts'
import { exceptionOf, PyError } from '../../errors.ts'
import type { ExceptionObject } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { NON_FIELD_ERRORS, ValidationErrorObject, validationErrorOf } from '../../django/validation-error.ts'
import { NO_ARGS } from '../../values.ts'
import type { Value } from '../../values.ts'
import { classMember } from '../classes/class-members.ts'
import { constraintFindings, uniqueFindings } from './constraint-validation.ts'
import type { Finding } from './constraint-validation.ts'
import { cleanValue, isEmptyValue } from './field-clean.ts'
import type { Instance } from '../instances/instance.ts'
import { readForward } from '../related/related-objects.ts'

/** Errors by field, in the order in which they were found. */
type Problems = Map<string, Value[]>

function add(problems: Problems, name: string, error: Value): void {
  const list = problems.get(name)
  if (list === undefined) problems.set(name, [error])
  else list.push(error)
}

/** What a method of the model says: of fields by name, or of the whole. */
function addAll(problems: Problems, exception: ExceptionObject, rt: Runtime): void {
  if (!(exception instanceof ValidationErrorObject)) {
    add(problems, NON_FIELD_ERRORS, exception.str(rt))
    return
  }
  const lists = exception.byField?.entries.values() ?? [[NON_FIELD_ERRORS, exception.list] as const]
  for (const [name, list] of lists)
    for (const error of list instanceof ListObject ? list.items : []) add(problems, str(name, rt), error)
}

function fail(problems: Problems, rt: Runtime): void {
  if (problems.size === 0) return
  const entries = [...problems].map(([name, list]) => [name, new ListObject(list)] as const)
  throw new PyError(validationErrorOf(DictObject.of(entries, rt), null, rt))
}

interface CleanParts {
  readonly unique: boolean
  readonly constraints: boolean
}

export function fullClean(
  instance: Instance,
  exclude: readonly string[],
  rt: Runtime,
  parts: CleanParts = { unique: true, constraints: true },
): void {
  const problems: Problems = new Map()
  const left = (): readonly string[] => [
    ...new Set([...exclude, ...[...problems.keys()].filter((name) => name !== NON_FIELD_ERRORS)]),
  ]
  /** A step of Django's, or the model's own method of that name. */
  const step = (name: string, excluded: readonly string[] | null, usual: () => void): void => {
    const own = classMember(instance.cls, name, instance, rt)
    if (own === undefined) {
      usual()
      return
    }
    const kwargs =
      excluded === null ? NO_ARGS.kwargs : new Map<string, Value>([['exclude', SetObject.of(excluded, rt)]])
    try {
      rt.call(own, { args: [], kwargs })
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception?.cls.name !== 'ValidationError') throw error
      addAll(problems, exception, rt)
    }
  }
  step('clean_fields', exclude, () => collectFieldProblems(instance, exclude, problems, rt))
  step('clean', null, () => {})
  if (parts.unique) {
    const excluded = left()
    step('validate_unique', excluded, () => addFindings(problems, uniqueFindings(instance, excluded, rt), rt))
  }
  if (parts.constraints) {
    const excluded = left()
    step('validate_constraints', excluded, () => addFindings(problems, constraintFindings(instance, excluded, rt), rt))
  }
  fail(problems, rt)
}

export function cleanFields(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  collectFieldProblems(instance, exclude, problems, rt)
  fail(problems, rt)
}

export function validateUnique(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  addFindings(problems, uniqueFindings(instance, exclude, rt), rt)
  fail(problems, rt)
}

function collectFieldProblems(instance: Instance, exclude: readonly string[], problems: Problems, rt: Runtime): void {
  // A relation over other fields' columns is read as any field, which fails where there is nothing to read.
  for (const field of instance.cls.model.fields) {
    if (isForeignObject(field) && !field.blank && !exclude.includes(field.name)) readForward(instance, field, rt)
  }
  for (const field of instance.cls.concreteFields) {
    if (exclude.includes(field.name) || field.className === 'GeneratedField') continue
    const value =
      instance.cls.hanging(field.attname, rt) === undefined
        ? (instance.values.get(field.attname) ?? null)
        : instance.read(field.attname, rt)
    if (field.blank && isEmptyValue(value, rt)) continue
    if (isAutoField(field) || instance.databaseDefaults.has(field.attname)) continue
    try {
      instance.assign(field.attname, cleanValue(field, value, instance, rt), rt)
    } catch (error) {
      const exception = exceptionOf(error)
      if (!(exception instanceof ValidationErrorObject)) throw error
      for (const each of exception.list.items) add(problems, field.name, each)
    }
  }
}

export function validateConstraints(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  addFindings(problems, constraintFindings(instance, exclude, rt), rt)
  fail(problems, rt)
}

function addFindings(problems: Problems, findings: readonly Finding[], rt: Runtime): void {
  for (const [name, message, code] of findings) add(problems, name, validationErrorOf(message, code, rt))
}
