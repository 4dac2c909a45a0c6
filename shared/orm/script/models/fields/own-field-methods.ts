/** Django's own methods of field classes: what `super()` finds in a project's, and what its objects have of themselves. */
import { positionalNames } from '../../../../document/fields/field-positional.ts'
import { castType, isSubclass, parentClass } from '../../../query/field-type.ts'
import { prepare, toSql } from '../../../query/values/prepare.ts'
import { convert } from '../../../query/values/convert.ts'
import { bind } from '../../arguments.ts'
import { PropertyObject } from '../../classes/class-members.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { fromPy, toPy } from '../../convert.ts'
import { decodeJson, encodeJson, jsonCodecOf } from '../../expressions/json-codec.ts'
import { exceptionOf, PyError, typeError, unsupported } from '../../errors.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { compare } from '../../types/equality.ts'
import { lengthOf, toArray } from '../../operations.ts'
import { DjangoFieldClass, OwnField } from '../../expressions/own-field.ts'
import type { Runtime } from '../../runtime.ts'
import { UserObject } from '../../classes/user-class.ts'
import { ValidationErrorObject, validationErrorOf } from '../../django/validation-error.ts'
import { str } from '../../text.ts'
import { Builtin, isCallable, NO_ARGS, PyObject } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { isEmptyValue, runValidators, toPython, validate } from '../validation/field-clean.ts'
import { Instance } from '../instances/instance.ts'
import { looseField, LooseInfo } from './loose-field.ts'
import { ModelClass } from '../classes/model-class.ts'
import { looseType } from '../../expressions/own-conversions.ts'
import { preSave } from '../saving/pre-save.ts'
import { typeOf } from '../../../query/type-of.ts'
import { modelsOf } from '../../../query/models.ts'

type Method = (self: OwnField, call: CallArgs, rt: Runtime) => Value

/** Classes whose `get_prep_value()` is `to_python()`. */
const PREPARED_BY_TO_PYTHON = [
  'CharField',
  'TextField',
  'BooleanField',
  'DateField',
  'TimeField',
  'DecimalField',
  'UUIDField',
]
/** Classes that make something else of a value for the database. */
const ADAPTED = [
  'DateField',
  'TimeField',
  'DurationField',
  'JSONField',
  'UUIDField',
  'GenericIPAddressField',
  'DecimalField',
  'BinaryField',
]

const isOneOf = (self: OwnField, names: readonly string[]): boolean =>
  names.some((name) => isSubclass(self.cls.djangos, name))

const ask = (self: OwnField, name: string, args: readonly Value[], rt: Runtime): Value =>
  self.ask(name, args, rt) ?? null

function initialise(self: OwnField, { args, kwargs }: CallArgs, rt: Runtime): Value {
  const { djangos } = self.cls
  const names = positionalNames(djangos)
  if (args.length > names.length)
    throw typeError(
      `Field.__init__() takes from 1 to ${names.length + 1} positional arguments but ${args.length + 1} were given`,
    )
  const given = new Map<string, Value>()
  args.forEach((value, i) => given.set(names[i] ?? '', value))
  for (const [name, value] of kwargs) {
    if (given.has(name)) throw typeError(`Field.__init__() got multiple values for argument '${name}'`)
    if (!KEYWORDS.has(name) && !(KEYWORDS_OF[djangos] ?? '').split(' ').includes(name))
      throw typeError(`Field.__init__() got an unexpected keyword argument '${name}'`)
    given.set(name, value)
  }
  self.given = given
  self.outputField = () => ({ className: self.cls.name, type: looseType(self, rt) })
  return null
}

const KEYWORDS: ReadonlySet<string> = new Set([...positionalNames('Field'), 'db_collation'])
const KEYWORDS_OF: Readonly<Record<string, string>> = {
  DateField: 'auto_now auto_now_add',
  DateTimeField: 'auto_now auto_now_add',
  TimeField: 'auto_now auto_now_add',
  DecimalField: 'max_digits decimal_places',
  FileField: 'upload_to storage',
  ImageField: 'upload_to storage width_field height_field',
  FilePathField: 'path match recursive allow_files allow_folders',
  GenericIPAddressField: 'protocol unpack_ipv4',
  JSONField: 'encoder decoder',
  SlugField: 'allow_unicode',
  ForeignKey: 'to on_delete related_name related_query_name limit_choices_to parent_link to_field db_constraint',
  OneToOneField: 'to on_delete related_name related_query_name limit_choices_to parent_link to_field db_constraint',
  ManyToManyField:
    'to related_name related_query_name limit_choices_to symmetrical through through_fields db_constraint db_table',
}

function prepared(self: OwnField, call: CallArgs, rt: Runtime): Value {
  const { value } = bind('get_prep_value', ['value'], call)
  if (isOneOf(self, ['BooleanField']) && value === null) return null
  if (isOneOf(self, PREPARED_BY_TO_PYTHON) && self.overrides('to_python')) return ask(self, 'to_python', [value], rt)
  if (self.cls.djangos === 'Field') return value
  return fromPy(prepare(self.standing(rt).type, toPy(value, rt)), rt)
}

function databaseValue(self: OwnField, call: CallArgs, rt: Runtime): Value {
  const given = bind('get_db_prep_value', ['value', 'connection', 'prepared?'], call)
  const value = given.prepared === true ? given.value : ask(self, 'get_prep_value', [given.value], rt)
  const { encoder } = jsonCodecOf(self)
  if (encoder !== null) return encodeJson(encoder, value, rt)
  if (value === null || !isOneOf(self, ADAPTED)) return value
  return toSql(self.standing(rt).type, toPy(value, rt), rt.settings)
}

function clean(self: OwnField, call: CallArgs, rt: Runtime): Value {
  const { value: given, model_instance: instance } = bind('clean', ['value', 'model_instance'], call)
  const value = ask(self, 'to_python', [given], rt)
  ask(self, 'validate', [value, instance], rt)
  ask(self, 'run_validators', [value], rt)
  return value
}

function check(self: OwnField, value: Value, rt: Runtime): Value {
  const found = self.getAttr('validators', rt) ?? null
  if (isEmptyValue(value, rt)) return null
  const errors: Value[] = []
  for (const validator of toArray(found, rt)) {
    try {
      rt.call(validator, { ...NO_ARGS, args: [value] })
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception?.cls.name !== 'ValidationError') throw error
      if (exception instanceof ValidationErrorObject) errors.push(...exception.list.items)
      else errors.push(exception.str(rt))
    }
  }
  if (errors.length > 0) throw new PyError(validationErrorOf(new ListObject(errors), null, rt))
  return null
}

/** Django's validators of numbers and lengths take the value as Python has it. */
function measure(self: OwnField, field: ResolvedField, value: Value, rt: Runtime): void {
  if (isOneOf(self, ['IntegerField'])) compare(value, -(2n ** 63n), rt, '<')
  if (isOneOf(self, ['CharField']) && field.maxLength !== null) lengthOf(value, rt)
}

function validators(self: OwnField, rt: Runtime): Value {
  const { field } = self.standing(rt)
  const djangos = new Builtin('validator', ({ args: [value = null] }, r) => {
    if (value instanceof UserObject) measure(self, field, value, r)
    runValidators(field, value, r)
    return null
  })
  const own = (name: string, from: Value | undefined): readonly Value[] =>
    from === undefined || from === null || name === '' ? [] : toArray(from, rt)
  return new ListObject([
    djangos,
    ...own('default_validators', self.getAttr('default_validators', rt)),
    ...own('validators', self.given.get('validators')),
  ])
}

/** Options that Django writes into a migration, in its order, with what it leaves out. */
const DECONSTRUCTED: readonly (readonly [string, Value])[] = [
  ['verbose_name', null],
  ['primary_key', false],
  ['max_length', null],
  ['unique', false],
  ['blank', false],
  ['null', false],
  ['db_index', false],
  ['default', undefined as unknown as Value],
  ['db_default', undefined as unknown as Value],
  ['editable', true],
  ['serialize', true],
  ['unique_for_date', null],
  ['unique_for_month', null],
  ['unique_for_year', null],
  ['choices', null],
  ['help_text', ''],
  ['db_column', null],
  ['db_comment', null],
  ['db_tablespace', null],
  ['auto_created', false],
  ['validators', undefined as unknown as Value],
  ['error_messages', null],
  ['db_collation', null],
  ['auto_now', false],
  ['auto_now_add', false],
  ['max_digits', null],
  ['decimal_places', null],
]

function deconstruct(self: OwnField, rt: Runtime): Value {
  const kwargs = new DictObject()
  for (const [name, otherwise] of DECONSTRUCTED) {
    const value = self.given.get(name)
    if (value === undefined || value === otherwise) continue
    kwargs.set(name, value, rt)
  }
  if (kwargs.entries.size > 0 && self.given.get('auto_now') === true) kwargs.delete('editable', rt)
  const path = `${self.cls.module}.${self.cls.name}`
  return new TupleObject([self.getAttr('name', rt) ?? null, path, new ListObject([]), kwargs])
}

function defaultValue(self: OwnField, rt: Runtime): Value {
  const given = self.given.get('default')
  if (given !== undefined) return isCallable(given) && !('plain' in given) ? rt.call(given, NO_ARGS) : given
  const get = self.standing(rt).info.getAttr('get_default', rt)
  return get === undefined ? null : rt.call(get, NO_ARGS)
}

const METHODS: Readonly<Record<string, Method>> = {
  __init__: initialise,
  to_python: (self, call, rt) => {
    const { value } = bind('to_python', ['value'], call)
    return self.cls.djangos === 'Field' ? value : toPython(self.standing(rt).field, value, rt)
  },
  get_prep_value: prepared,
  get_db_prep_value: databaseValue,
  get_db_prep_save: (self, call, rt) => {
    const { value, connection } = bind('get_db_prep_save', ['value', 'connection'], call)
    if (value === null && isOneOf(self, ['JSONField'])) return null
    return rt.call(self.special('get_db_prep_value', rt) ?? null, {
      args: [value],
      kwargs: new Map<string, Value>([
        ['connection', connection],
        ['prepared', false],
      ]),
    })
  },
  pre_save: (self, call, rt) => {
    const { model_instance: instance, add } = bind('pre_save', ['model_instance', 'add'], call)
    if (!(instance instanceof Instance)) throw unsupported('pre_save() of something that is no instance')
    return preSave(instance, self.standing(rt).field, add === true, rt)
  },
  clean,
  validate: (self, call, rt) => {
    const { value } = bind('validate', ['value', 'model_instance'], call)
    validate(self.standing(rt).field, value, rt)
    return null
  },
  run_validators: (self, call, rt) => check(self, bind('run_validators', ['value'], call).value, rt),
  get_default: (self, _call, rt) => defaultValue(self, rt),
  has_default: (self, _call, rt) => {
    if (self.given.has('default')) return true
    const has = self.standing(rt).info.getAttr('has_default', rt)
    return has === undefined ? false : rt.call(has, NO_ARGS)
  },
  deconstruct: (self, _call, rt) => deconstruct(self, rt),
  get_internal_type: (self, _call, rt) => {
    const usual = self.standing(rt).info.getAttr('get_internal_type', rt)
    return self.cls.djangos === 'Field' || usual === undefined ? self.cls.name : rt.call(usual, NO_ARGS)
  },
  db_type: (self, _call, rt) => castType(self.standing(rt).type),
  rel_db_type: (self, call, rt) => ask(self, 'db_type', call.args, rt),
  cast_db_type: (self, call, rt) => ask(self, 'db_type', call.args, rt),
  db_check: () => null,
  db_parameters: (self, call, rt) =>
    DictObject.of(
      [
        ['type', ask(self, 'db_type', [...call.args, ...call.kwargs.values()], rt)],
        ['check', null],
      ],
      rt,
    ),
  contribute_to_class: (self, call, rt) => {
    const { cls, name } = bind('contribute_to_class', ['cls', 'name', 'private_only?'], call)
    const descriptor = self.overrides('descriptor_class') ? self.getAttr('descriptor_class', rt) : undefined
    if (cls instanceof ModelClass && descriptor !== undefined && descriptor !== null)
      cls.setAttr(String(name), rt.call(descriptor, { ...NO_ARGS, args: [self] }))
    return null
  },
  value_from_object: (self, { args: [instance] }, rt) => {
    const attname = self.getAttr('attname', rt)
    return instance instanceof PyObject && typeof attname === 'string' ? (instance.getAttr(attname, rt) ?? null) : null
  },
  value_to_string: (self, { args: [instance = null] }, rt) => {
    const value = ask(self, 'value_from_object', [instance], rt)
    const usual = self.standing(rt).info.getAttr('value_to_string', rt)
    return value instanceof PyObject || usual === undefined
      ? str(value, rt)
      : rt.call(usual, { ...NO_ARGS, args: [instance] })
  },
  set_attributes_from_name: () => null,
  check: () => new ListObject([]),
  clone: (self) => self,
  __copy__: (self) => self,
}

/** Parts of Django's API of which nothing here is true. */
const REFUSED = [
  'formfield',
  'save_form_data',
  'get_db_converters',
  'select_format',
  'get_col',
  'get_lookup',
  'get_transform',
]

function methodsOf(methods: Readonly<Record<string, Method>>): readonly (readonly [string, Value])[] {
  return Object.entries(methods).map(([name, method]) => [name, builtin(name, method)] as const)
}

function builtin(name: string, method: Method): Builtin {
  const run = ({ args: [self, ...args], kwargs }: CallArgs, rt: Runtime): Value => {
    if (!(self instanceof OwnField)) throw typeError(`descriptor '${name}' requires a field`)
    self.stand = standing
    return method(self, { args, kwargs }, rt)
  }
  return new Builtin(name, run, new Map([['__method__', true]]))
}

function standing(self: OwnField, rt: Runtime): NonNullable<OwnField['ground']> {
  const { djangos } = self.cls
  const [model] = rt.resolution.order
  if (model === undefined) throw new Error('A session without models')
  const field = looseField(djangos, self.given, model)
  return { field, type: typeOf(modelsOf(rt.resolution), field), info: new LooseInfo(djangos, self.given, rt) }
}

const property = (name: string, read: (self: OwnField, rt: Runtime) => Value): readonly [string, Value] => [
  name,
  new PropertyObject(builtin(name, (self, _call, rt) => read(self, rt))),
]

const EMPTY = (): ListObject => new ListObject([null, '', new ListObject([]), new TupleObject([]), new DictObject()])

/** JSON is read by the field itself. */
const JSON_METHODS: Readonly<Record<string, Method>> = {
  from_db_value: (self, { args: [value = null] }, rt) => {
    // What a key of the JSON holds comes as it is, unless it is text.
    if (typeof value !== 'string') return value
    const { decoder } = jsonCodecOf(self)
    return decoder === null ? fromPy(convert('jsonKey', value, rt.settings), rt) : decodeJson(decoder, value, rt)
  },
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Field: 'Field of type: %(field_type)s',
  CharField: 'String (up to %(max_length)s)',
  IntegerField: 'Integer',
  TextField: 'Text',
}

const CLASSES = new Map<string, DjangoFieldClass>()

/** The class by Django's name, with those it is built on behind it. */
export function djangoFieldClass(name: string): DjangoFieldClass {
  let made = CLASSES.get(name)
  if (made === undefined) {
    const parent = name === 'Field' ? null : djangoFieldClass(parentClass(name) ?? 'Field')
    const members = new Map<string, Value>(
      parent === null ? fieldMembers() : name === 'JSONField' ? methodsOf(JSON_METHODS) : [],
    )
    const description = DESCRIPTIONS[name]
    if (description !== undefined) members.set('description', description)
    made = new DjangoFieldClass(name, parent === null ? [] : [parent], members)
    CLASSES.set(name, made)
  }
  return made
}

function fieldMembers(): readonly (readonly [string, Value])[] {
  const refused = REFUSED.map((name): readonly [string, Value] => [
    name,
    builtin(name, (self) => {
      throw unsupported(`${self.cls.name}.${name}()`)
    }),
  ])
  return [
    ...methodsOf(METHODS),
    ...refused,
    property('validators', validators),
    property('error_messages', errorMessages),
    ['default_validators', new ListObject([])],
    ['empty_values', EMPTY()],
  ]
}

/** Those of the classes, the nearest last, then what the call says. */
function errorMessages(self: OwnField, rt: Runtime): Value {
  const dict = new DictObject()
  const take = (from: Value | undefined): void => {
    if (from instanceof DictObject) for (const [code, text] of from.entries.values()) dict.set(code, text, rt)
  }
  try {
    take(self.standing(rt).info.getAttr('error_messages', rt))
  } catch (error) {
    if (exceptionOf(error)?.cls.name !== 'NotImplementedError') throw error
  }
  for (const cls of self.cls.line.toReversed()) take(cls.members.get('default_error_messages'))
  take(self.given.get('error_messages'))
  return dict
}
