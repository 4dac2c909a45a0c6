/** The fields of a project's own classes: made when they are asked for, with what they do to values. */
import type { ErDocument } from '../document/records.ts'
import { isExpr } from '../document/records.ts'
import type { CustomField } from '../document/records.ts'
import { parseScript } from '../python/parse.ts'
import type { ResolvedField } from '../relations/types.ts'
import { isOwnRelation, ownJsonOptions } from './query/values/own-conversions.ts'
import { modelsOf } from './query/models.ts'
import { typeOf } from './query/type-of.ts'
import type { OwnConversions } from './query/values/own-conversions.ts'
import { exceptionOf, unsupported } from './script/errors.ts'
import { jsonConversions } from './script/expressions/json-codec.ts'
import type { JsonCodec } from './script/expressions/json-codec.ts'
import type { ModelClass } from './script/models/classes/model-class.ts'
import { choicesOf } from './script/models/fields/loose-field.ts'
import { FieldInfo } from './script/models/classes/meta-object.ts'
import { djangoFieldClass } from './script/models/fields/own-field-methods.ts'
import { DjangoFieldClass, OwnField, OwnFieldClass } from './script/expressions/own-field.ts'
import type { Runtime } from './script/runtime.ts'
import { UserObject } from './script/classes/user-class.ts'
import type { Scope } from './script/scope.ts'
import { conversionsOf, refusing, uncalled } from './script/expressions/own-conversions.ts'
import { Builtin } from './script/values.ts'
import type { CallArgs, Value } from './script/values.ts'

/** Methods that say what happens to values: a class that has one and cannot be followed is refused. */
const CONVERTING = [
  'from_db_value',
  'to_python',
  'get_prep_value',
  'get_db_prep_value',
  'get_db_prep_save',
  'pre_save',
  'clean',
  'validate',
  'contribute_to_class',
  'get_default',
]
/** What a class built on a relation may have in another form than Django's: its columns, its joins, its descriptors. */
const SHAPING = (
  'get_attname get_attname_column db_type rel_db_type db_parameters get_internal_type get_extra_restriction ' +
  'get_extra_descriptor_filter get_joining_columns get_joining_fields get_reverse_joining_columns ' +
  'get_reverse_joining_fields get_path_info get_reverse_path_info get_lookup get_transform get_col get_db_converters ' +
  'select_format get_forward_related_filter get_reverse_related_filter get_foreign_related_value ' +
  'get_local_related_value get_instance_value_for_fields resolve_related_fields get_cache_name cache_name is_cached ' +
  'set_cached_value get_cached_value rel_class related_query_name forward_related_accessor_class ' +
  'related_accessor_class has_default target_field'
).split(' ')

export class OwnFields {
  readonly #rt: Runtime
  readonly #doc: ErDocument | undefined
  readonly #project: Scope
  readonly #made = new Map<ResolvedField, OwnField | null>()
  readonly #conversions = new Map<OwnField, OwnConversions>()

  constructor(rt: Runtime, doc: ErDocument | undefined, project: Scope) {
    this.#rt = rt
    this.#doc = doc
    this.#project = project
  }

  /** Takes the fields of classes that cannot be followed for those that they are built on: to have rows to ask about. */
  isLenient = false

  /** null: its class is Django's, or none that the project has. @throws NotImplementedError: it cannot be followed */
  of(field: ResolvedField): OwnField | null {
    if (field.source?.kind !== 'custom') return null
    if (this.isLenient) return this.#quietly(() => this.#known(field, field.source)) ?? null
    return this.#known(field, field.source)
  }

  /** What a class does to its model and cannot be done here. */
  readonly #refused = new Map<ResolvedField, string>()

  #known(field: ResolvedField, source: ResolvedField['source']): OwnField | null {
    if (source?.kind !== 'custom') return null
    const refused = this.#refused.get(field)
    if (refused !== undefined) throw unsupported(refused)
    let known = this.#made.get(field)
    if (known === undefined) {
      known = this.#make(field, source)
      this.#made.set(field, known)
    }
    return known
  }

  /**
   * Methods that a project's class built on a relation has, and that nobody here calls.
   *
   * @throws NotImplementedError where it has one of the names
   */
  refuseRelation(field: ResolvedField, names: readonly string[]): void {
    const method = this.isLenient ? undefined : this.#overridden(field, names)
    if (method !== undefined) throw unsupported(`${method}() of the field class ${field.className}`)
  }

  /** null: its class is Django's, or none that can be followed. */
  relationClass(field: ResolvedField): OwnFieldClass | null {
    const cls = isOwnRelation(field) ? this.#project.find(lastName(field.className)) : undefined
    return cls instanceof OwnFieldClass ? cls : null
  }

  #overridden(field: ResolvedField, names: readonly string[]): string | undefined {
    if (!isOwnRelation(field)) return undefined
    const cls = this.relationClass(field)
    if (cls !== null) return names.find((name) => cls.ownMember(name) !== undefined)
    const written = this.#membersWritten(lastName(field.className))
    return names.find((name) => written.includes(name))
  }

  #relationConversions(field: ResolvedField): OwnConversions | null {
    const shaping = this.#overridden(field, SHAPING)
    if (shaping !== undefined) {
      const refuse = (): never => {
        throw unsupported(`${shaping}() of the field class ${field.className}`)
      }
      return { ...refusing(refuse), join: refuse }
    }
    const refused = (name: string): (() => never) | null =>
      this.#overridden(field, [name]) === undefined
        ? null
        : () => {
            throw unsupported(`${name}() of the field class ${field.className}`)
          }
    return {
      prepare: refused('get_prep_value'),
      bind: refused('get_db_prep_value'),
      save: refused('get_db_prep_save'),
      load: refused('from_db_value'),
      line: [],
    }
  }

  readonly #codecs = new Map<ResolvedField, JsonCodec | null>()

  /** null: Django alone writes and reads the field's text. A class that cannot be followed is refused when it is called. */
  codec(field: ResolvedField): JsonCodec | null {
    let known = this.#codecs.get(field)
    if (known === undefined) {
      const names = ownJsonOptions(field)
      const owner = this.#rt.modelClass(field.model)
      const read = (name: 'encoder' | 'decoder'): Value =>
        names.includes(name) ? this.#codecClass(field, name, owner) : null
      known = names.length === 0 ? null : { encoder: read('encoder'), decoder: read('decoder') }
      this.#codecs.set(field, known)
    }
    return known
  }

  #codecClass(field: ResolvedField, name: 'encoder' | 'decoder', owner: ModelClass): Value {
    const given = field.options[name]
    const source = isExpr(given) ? given.expr : ''
    try {
      return this.#rt.evaluateSource(source, owner)
    } catch (error) {
      const said = exceptionOf(error)
      if (said === null) throw error
      const refused = unsupported(`the ${name} of ${owner.name}.${field.name} (${source}: ${said.str(this.#rt)})`)
      return new Builtin(name, () => {
        throw refused
      })
    }
  }

  #jsonConversions(field: ResolvedField): OwnConversions | null {
    const codec = this.codec(field)
    return codec === null ? null : jsonConversions(field, codec, this.#rt)
  }

  /** For the query compiler. */
  readonly conversions = (field: ResolvedField): OwnConversions | null => {
    if (isOwnRelation(field)) return this.isLenient ? null : this.#relationConversions(field)
    if (field.source?.kind !== 'custom') return this.isLenient ? null : this.#jsonConversions(field)
    let own: OwnField | null
    try {
      own = this.of(field)
    } catch (error) {
      if (exceptionOf(error) === null) throw error
      return refusing(() => {
        throw error
      })
    }
    if (own === null || (this.isLenient && uncalled(own) !== undefined)) return null
    let known = this.#conversions.get(own)
    if (known === undefined) {
      known = conversionsOf(own, this.#rt)
      this.#conversions.set(own, known)
    }
    return known
  }

  /** Calls `contribute_to_class()` of the classes that have one, as Django does when a model is made. */
  contribute(): void {
    const { resolution } = this.#rt
    for (const key of resolution.order) {
      const model = resolution.models.get(key)
      for (const field of model?.localFields ?? []) {
        if (field.source?.kind !== 'custom' || !this.#contributes(field.source)) continue
        const own = this.#quietly(() => this.of(field))
        if (own === null || own === undefined) continue
        try {
          const owner = this.#rt.modelClass(key)
          own.ask('contribute_to_class', [owner, field.name], this.#rt)
          if (own.own.has('choices')) this.#stand(own, field, owner)
        } catch (error) {
          const said = exceptionOf(error)
          if (said === null) throw error
          this.#refused.set(field, `contribute_to_class() of the field class ${own.cls.name} (${said.str(this.#rt)})`)
        }
      }
    }
  }

  /** What cannot be followed is said where it is used. */
  #quietly<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      if (exceptionOf(error) === null) throw error
      return undefined
    }
  }

  #contributes(source: CustomField): boolean {
    const cls = this.#classOf(source)
    const has = (name: string): boolean =>
      cls?.line.some((one) => !(one instanceof DjangoFieldClass) && one.members.has(name)) === true
    return has('contribute_to_class') || has('descriptor_class')
  }

  #classOf({ className }: CustomField): OwnFieldClass | null {
    const found = this.#project.find(lastName(className))
    return found instanceof OwnFieldClass ? found : null
  }

  #make(field: ResolvedField, source: CustomField): OwnField | null {
    const name = lastName(source.className)
    const owner = this.#rt.modelClass(field.model)
    if (this.#project.find(name) === undefined) {
      const method = this.#unfollowed(name)
      if (method !== null) throw unsupported(`${method}() of the field class ${name}, whose source cannot be followed,`)
      return null
    }
    let made: Value
    try {
      made = this.#rt.evaluateSource(`${name}(${source.args})`, owner)
    } catch (error) {
      const said = exceptionOf(error)
      if (said === null) throw error
      throw unsupported(`the field ${owner.name}.${field.name} (${name}: ${said.str(this.#rt)})`)
    }
    if (!(made instanceof OwnField)) {
      const method = made instanceof UserObject ? CONVERTING.find((one) => made.cls.find(one) !== undefined) : undefined
      if (method !== undefined)
        throw unsupported(`${method}() of ${name}, which is built on no field class known here,`)
      return null
    }
    this.#stand(made, field, owner)
    return made
  }

  /** What the object stands on; choices that its class has set on it count as given to Django's `__init__`. */
  #stand(made: OwnField, field: ResolvedField, owner: ModelClass): void {
    const late = made.own.get('choices')
    if (late !== undefined) {
      made.own.delete('choices')
      made.given = new Map([...made.given, ['choices', late]])
    }
    const choices = made.given.get('choices')
    const ground: ResolvedField = {
      ...field,
      className: made.cls.djangos,
      source: null,
      choices: choices === undefined || field.choices !== null ? field.choices : choicesOf(choices),
      options: Object.fromEntries(Object.entries(field.options).filter(([key]) => key !== 'validators')),
    }
    const models = modelsOf(this.#rt.resolution)
    const type = typeOf(models, ground)
    made.outputField = () => ({ className: made.cls.name, type: typeOf(models, field) })
    made.ground = { field: ground, type, info: new FieldInfo(owner, ground) }
  }

  /** A method of a class in the project's code that did not become one; null: there is no such class, or none that matters. */
  #unfollowed(name: string): string | null {
    const written = this.#membersWritten(name)
    return CONVERTING.find((method) => written.includes(method)) ?? null
  }

  /** What a class of the project's code has, as it is written. */
  #membersWritten(name: string): readonly string[] {
    const code = Object.values(this.#doc?.apps ?? {}).flatMap((app) => app.code ?? [])
    return code
      .filter((member) => member.name === name)
      .flatMap(({ source }) => parseScript(source).body)
      .flatMap((s) => (s.type === 'ClassDef' ? s.body : []))
      .flatMap((s) => {
        if (s.type === 'FunctionDef') return [s.name]
        return s.type === 'Assign' ? s.targets.flatMap((t) => (t.type === 'Name' ? [t.id] : [])) : []
      })
  }
}

const lastName = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1)

/** A field of Django's that stands in no model. */
export function looseField(className: string, call: CallArgs, rt: Runtime): Value {
  return new OwnFieldClass(className, [djangoFieldClass(className)], new Map(), []).call(call, rt)
}
