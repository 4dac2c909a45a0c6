/** Methods that Django gives to every instance. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { asyncMethod } from '../../asynchronous/methods.ts'
import { bind, takeOptions } from '../../arguments.ts'
import { SetObject, TupleObject } from '../../types/collections.ts'
import { equals } from '../../types/equality.ts'
import { pyError, typeError, valueError } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import { toPy } from '../../convert.ts'
import { Builtin, isDecimal, isTemporal, MethodObject, typeName } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { fieldChoices } from '../fields/field-choices.ts'
import { knownAlias } from '../database-alias.ts'
import { fillInstance } from './construct.ts'
import { deleteInstance } from '../saving/delete-call.ts'
import { updateRows } from '../saving/bulk.ts'
import { Instance } from './instance.ts'
import { groupOf, isOrderedBy, orderedBy } from '../saving/order-group.ts'
import * as ops from '../querysets/query-ops.ts'
import { QuerySetObject } from '../querysets/queryset.ts'
import { refreshFromDb } from './refresh.ts'
import { saveBase, saveInstance } from '../saving/save.ts'
import { cleanFields, fullClean, validateConstraints, validateUnique } from '../validation/validation.ts'

type Method = (self: Instance, call: CallArgs, rt: Runtime) => Value

const SAVE = ['force_insert', 'force_update', 'using', 'update_fields']

function save(self: Instance, call: CallArgs, rt: Runtime): Value {
  const { options, rest } = takeOptions(call, SAVE)
  for (const name of rest.kwargs.keys()) throw typeError(`Model.save() got an unexpected keyword argument '${name}'`)
  if (rest.args.length > SAVE.length)
    throw typeError(
      `Model.save() takes from 1 to ${SAVE.length + 1} positional arguments but ${rest.args.length + 1} were given`,
    )
  const value = (name: string): Value => options[name] ?? rest.args[SAVE.indexOf(name)] ?? null
  const given = options['force_insert'] === undefined ? rest.args[0] : options['force_insert']
  const force = given === undefined ? false : given
  if (typeof force !== 'boolean' && !(force instanceof TupleObject))
    throw typeError('force_insert must be a bool or tuple.')
  for (const member of force instanceof TupleObject ? force.items : []) {
    if (!self.cls.isModelClass(member))
      throw typeError(`Invalid force_insert member. ${repr(member, rt)} must be a model subclass.`)
    if (member !== self.cls && !self.cls.isSubclassOf(member))
      throw typeError(`Invalid force_insert member. ${member.name} must be a base of ${self.cls.name}.`)
  }
  knownAlias(value('using'), rt)
  const fields = value('update_fields')
  saveInstance(
    self,
    {
      forceInsert: truthy(value('force_insert'), rt),
      forceUpdate: truthy(value('force_update'), rt),
      updateFields: fields === null ? null : [...new Set(toArray(fields, rt).map((f) => str(f, rt)))],
    },
    rt,
  )
  return null
}

const textsOf = (value: Value | undefined, rt: Runtime): readonly string[] =>
  value === undefined || value === null ? [] : toArray(value, rt).map((item) => str(item, rt))

const METHODS: Readonly<Record<string, Method>> = {
  save,
  save_base: (self, { kwargs }, rt) => {
    const flag = (name: string): boolean => truthy(kwargs.get(name) ?? false, rt)
    saveBase(
      self,
      { raw: flag('raw'), forceInsert: flag('force_insert'), forceUpdate: flag('force_update'), updateFields: null },
      rt,
    )
    return null
  },
  delete: (self, call, rt) => {
    const { using = null, keep_parents: keep = false } = bind('Model.delete', ['using?', 'keep_parents?'], call)
    knownAlias(using, rt)
    return deleteInstance(self, truthy(keep, rt), rt)
  },
  refresh_from_db: (self, call, rt) => {
    const given = bind('Model.refresh_from_db', ['using?', 'fields?', 'from_queryset?'], call)
    knownAlias(given.using ?? null, rt)
    const rows = given.from_queryset instanceof QuerySetObject ? given.from_queryset : null
    refreshFromDb(self, given.fields ?? null, rows, rt)
    return null
  },
  full_clean: (self, call, rt) => {
    const given = bind('Model.full_clean', ['exclude?', 'validate_unique?', 'validate_constraints?'], call)
    fullClean(self, textsOf(given.exclude, rt), rt, {
      unique: truthy(given.validate_unique ?? true, rt),
      constraints: truthy(given.validate_constraints ?? true, rt),
    })
    return null
  },
  clean_fields: (self, call, rt) => {
    cleanFields(self, textsOf(bind('Model.clean_fields', ['exclude?'], call).exclude, rt), rt)
    return null
  },
  clean: () => null,
  validate_unique: (self, call, rt) => {
    validateUnique(self, textsOf(bind('Model.validate_unique', ['exclude?'], call).exclude, rt), rt)
    return null
  },
  validate_constraints: (self, call, rt) => {
    validateConstraints(self, textsOf(bind('Model.validate_constraints', ['exclude?'], call).exclude, rt), rt)
    return null
  },
  ...Object.fromEntries(
    ['asave', 'adelete', 'arefresh_from_db'].map((name): [string, Method] => [
      name,
      (self, call, rt) => rt.call(asyncMethod(self, 'Model', name), call),
    ]),
  ),
  get_deferred_fields: (self, _call, rt) => SetObject.of(self.deferred, rt),
  serializable_value: (self, { args }, rt) => {
    const name = String(args[0])
    const field = self.cls.field(name)
    if (field !== undefined) return self.read(field.attname, rt)
    const found = self.getAttr(name, rt)
    if (found === undefined) throw pyError('AttributeError', `'${self.cls.name}' object has no attribute '${name}'`)
    return found
  },
  __init__: (self, call, rt) => {
    if (!self.isLoading) fillInstance(self, call, rt)
    return null
  },
  __str__: (self, _call, rt) => self.rowStr(rt),
  __repr__: (self, _call, rt) => self.rowRepr(rt),
  __eq__: (self, { args }, rt) => self.isSameRow(args[0] ?? null, rt),
  __ne__: (self, { args }, rt) => !equals(self, args[0] ?? null, rt),
  __hash__: (self, _call, rt) => rowHash(self, rt),
}

export const INSTANCE_METHODS: readonly string[] = Object.keys(METHODS).filter((n) => !n.startsWith('_'))

export function instanceMethod(self: Instance, name: string, rt: Runtime): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  const fn =
    method === undefined ? fieldMethod(self, name, rt) : (call: CallArgs, r: Runtime): Value => method(self, call, r)

  return fn === undefined ? undefined : new MethodObject(self, 'Model', name, fn)
}

/** `Post.save`: the method of the class, which takes its object first. */
export function unboundMethod(name: string): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  return method === undefined || name.startsWith('_') ? undefined : unbound(name, method)
}

function unbound(name: string, method: Method): Builtin {
  const run = ({ args: [self, ...args], kwargs }: CallArgs, rt: Runtime): Value => {
    if (self === undefined) throw typeError(`Model.${name}() missing 1 required positional argument: 'self'`)
    if (!(self instanceof Instance))
      throw pyError('AttributeError', `'${typeName(self)}' object has no attribute '_meta'`)
    return method(self, { args, kwargs }, rt)
  }
  // In a class body (`__hash__ = models.Model.__hash__`) it is a method.
  return new Builtin(name, run, new Map([['__method__', true]]))
}

/** `models.Model.save` and the like. */
export function modelMethods(): ReadonlyMap<string, Value> {
  return new Map(Object.entries(METHODS).map(([name, method]) => [name, unbound(name, method)] as const))
}

function rowHash(self: Instance, rt: Runtime): Value {
  self.rowHash(rt)
  return rt.call(rt.evaluateSource('hash'), { args: [self.pk], kwargs: new Map() })
}

type Native = (call: CallArgs, rt: Runtime) => Value

/** `get_status_display`, `get_next_by_created`, `get_answer_order` … */
function fieldMethod(self: Instance, name: string, rt: Runtime): Native | undefined {
  const display = /^get_(.+)_display$/.exec(name)?.[1]
  const shown = display === undefined ? undefined : self.cls.field(display)
  if (shown !== undefined && hasChoices(shown, rt)) return (_call, rt) => choiceLabel(self, shown, rt)
  const [, direction, by] = /^get_(next|previous)_by_(.+)$/.exec(name) ?? []
  const dated = by === undefined ? undefined : self.cls.field(by)
  if (dated !== undefined && !dated.null && /^Date(Time)?Field$/.test(dated.className)) {
    return ({ kwargs }, rt) => neighbour(self, dated, direction === 'next', kwargs, rt)
  }
  const order = /^get_(next|previous)_in_order$/.exec(name)?.[1]
  if (order !== undefined && self.cls.model.orderWithRespectTo !== null)
    return (_call, rt) => inOrder(self, order === 'next', rt)
  return orderOfRelated(self, name)
}

function choiceLabel(self: Instance, field: ResolvedField, rt: Runtime): Value {
  const value = self.read(field.attname, rt)
  const found = fieldChoices(field, rt)?.find((c) => equals(c.value, value, rt))
  if (found !== undefined) return found.label
  // What no choice names is shown as a text, but for None, numbers, dates and times.
  const stays = value === null || ['boolean', 'bigint', 'number'].includes(typeof value)
  return stays || isDecimal(value) || isTemporal(value) ? value : str(value, rt)
}

function hasChoices(field: ResolvedField, rt: Runtime): boolean {
  const { choices, source } = field
  if (source?.kind === 'custom' && (rt.ownField(field)?.given.get('choices') ?? null) !== null) return true
  return choices !== null || (source?.kind === 'scalar' && source.choices?.kind === 'source')
}

function neighbour(
  self: Instance,
  field: ResolvedField,
  next: boolean,
  kwargs: ReadonlyMap<string, Value>,
  rt: Runtime,
): Value {
  if (self.pk === null) throw valueError('get_next/get_previous cannot be used on unsaved objects.')
  const value = toPy(self.read(field.attname, rt), rt)
  const op = next ? 'gt' : 'lt'
  const same = ops.allOf([
    [field.name, value],
    [`pk__${op}`, toPy(self.pk, rt)],
  ])
  const beyond = ops.allOf([[`${field.name}__${op}`, value]])
  const lookups = [...kwargs].map(([path, v]) => [path, toPy(v, rt)] as const)
  let rows = self.cls.defaultManager(rt).queryset(rt).filter(ops.allOf(lookups))
  rows = rows.filter({ type: 'Q', connector: 'OR', negated: false, children: [beyond, same] })
  const sign = next ? '' : '-'
  const [found] = rows
    .with(ops.orderBy(rows.query, [`${sign}${field.name}`, `${sign}pk`]))
    .slice(0, 1)
    .rows(rt)
  if (found === undefined) throw self.cls.missing()
  return found
}

/** By the order that the table holds now; the answer is kept, as Django keeps it. */
function inOrder(self: Instance, next: boolean, rt: Runtime): Value {
  const cache = `__${next ? 'True' : 'False'}_order_cache`
  const known = self.extra.get(cache)
  if (known !== undefined) return known
  const all = self.cls.defaultManager(rt).queryset(rt)
  const rows = groupOf(self, all, rt)
  if (rows === null)
    throw pyError('AttributeError', `'${self.cls.name}' object has no attribute 'order_with_respect_to'`)
  const own = all.filterBy({ pk: self.pk }, rt)
  const [order] = own.with(ops.valuesList(own.query, ['_order'], { flat: true, named: false })).fetch(rt)
  if (order === undefined) throw self.cls.missing()
  const group = rows.filterBy({ [`_order__${next ? 'gt' : 'lt'}`]: order }, rt)
  const [found] = group
    .with(ops.orderBy(group.query, [next ? '_order' : '-_order']))
    .slice(0, 1)
    .rows(rt)
  if (found === undefined) throw self.cls.missing()
  self.extra.set(cache, found)
  return found
}

/** On the model that others are ordered with respect to: `get_answer_order()` and `set_answer_order([…])`. */
function orderOfRelated(self: Instance, name: string): Native | undefined {
  const [, verb, modelName] = /^(get|set)_(.+)_order$/.exec(name) ?? []
  if (modelName === undefined || !isOrderedBy(self.cls, modelName)) return undefined
  return (call, rt) => {
    const rows = orderedBy(self, modelName, rt)
    if (rows === null) throw new Error(`No ${modelName} is ordered by ${self.cls.name}`)
    const { cls } = rows
    if (verb === 'get') {
      return rows.with(
        ops.valuesList(ops.orderBy(rows.query, ['_order']), [cls.meta.pk.name], { flat: true, named: false }),
      )
    }
    const instances = toArray(call.args[0] ?? null, rt).map((pk, i) => {
      const instance = new Instance(cls)
      instance.values.set(cls.meta.pk.attname, pk)
      instance.values.set('_order', BigInt(i))
      return instance
    })
    updateRows(rows, instances, ['_order'], rt)
    return null
  }
}
