/**
 * Django's content types: a row of django_content_type for each model, made when it is first asked for.
 * Source: django/contrib/contenttypes/models.py `ContentTypeManager` (5.2).
 */
import type { ModelKey, Resolution } from '../../../relations/types.ts'
import { exceptionOf, pyError } from '../errors.ts'
import { repr } from '../text.ts'
import type { Runtime } from '../runtime.ts'
import { typeName } from '../values.ts'
import type { Value } from '../values.ts'
import { Instance } from './instances/instance.ts'
import { ModelClass } from './classes/model-class.ts'
import { QuerySetObject } from './querysets/queryset.ts'
import { queryMethod } from './querysets/queryset-methods.ts'

function contentTypeKey(resolution: Resolution): ModelKey | undefined {
  return resolution.byLabel.get('contenttypes.contenttype')
}

/** What was read of them, by label and by key. */
export class ContentTypes {
  private readonly known = new Map<string, Instance>()

  clear(): void {
    this.known.clear()
  }

  /** @param concrete false: a proxy has one of its own */
  forModel(cls: ModelClass, concrete: boolean, rt: Runtime): Instance {
    const { app, modelName } = (concrete ? cls.concrete(rt) : cls).model
    const known = this.known.get(`${app}.${modelName}`)
    if (known !== undefined) return known
    const rows = QuerySetObject.all(this.cls(rt), rt)
    const named = { app_label: app, model: modelName }
    const [found] = rows.filterBy(named, rt).instances(rt)
    if (found !== undefined) return this.keep(found, rt)
    const kwargs = new Map<string, Value>(Object.entries(named))
    const made = rt.call(queryMethod(rows, 'create', rt) ?? null, { args: [], kwargs })
    if (!(made instanceof Instance)) throw new Error('create() made something else')
    return this.keep(made, rt)
  }

  /** @throws PyError ContentType.DoesNotExist */
  forId(id: Value, rt: Runtime): Instance {
    const known = this.known.get(keyOf(id, rt))
    return known ?? this.keep(QuerySetObject.all(this.cls(rt), rt).filterBy({ pk: id }, rt).getOne(rt), rt)
  }

  /** @throws PyError ContentType.DoesNotExist */
  byNaturalKey(app: Value, model: Value, rt: Runtime): Instance {
    const known = typeof app === 'string' && typeof model === 'string' ? this.known.get(`${app}.${model}`) : undefined
    const rows = QuerySetObject.all(this.cls(rt), rt)
    return known ?? this.keep(rows.filterBy({ app_label: app, model }, rt).getOne(rt), rt)
  }

  /** The key for a statement's condition; null: there is none and none can be made here. */
  idOf(key: ModelKey, rt: Runtime): bigint | null {
    try {
      const { pk } = this.forModel(rt.modelClass(key), false, rt)
      return typeof pk === 'bigint' ? pk : null
    } catch (error) {
      if (exceptionOf(error) === null) throw error
      return null
    }
  }

  private cls(rt: Runtime): ModelClass {
    const key = contentTypeKey(rt.resolution)
    if (key !== undefined) return rt.modelClass(key)
    throw pyError(
      'RuntimeError',
      "Model class django.contrib.contenttypes.models.ContentType doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.",
    )
  }

  private keep(type: Instance, rt: Runtime): Instance {
    this.known.set(keyOf(type.pk, rt), type)
    this.known.set(`${String(type.values.get('app_label'))}.${String(type.values.get('model'))}`, type)
    return type
  }
}

const keyOf = (id: Value, rt: Runtime): string => `#${repr(id, rt)}`

/** The model that a row stands for; null: there is no such model any more. */
export function modelOf(type: Instance, rt: Runtime): ModelClass | null {
  const label = `${String(type.values.get('app_label'))}.${String(type.values.get('model'))}`
  const key = rt.resolution.byLabel.get(label.toLowerCase())
  return key === undefined ? null : rt.modelClass(key)
}

/** The class that `get_for_model()` is asked for: a model, or an object of one. */
export function classOf(value: Value): ModelClass {
  if (value instanceof ModelClass) return value
  if (value instanceof Instance) return value.cls
  throw noMeta(value)
}

function noMeta(value: Value): Error {
  return pyError('AttributeError', `'${typeName(value)}' object has no attribute '_meta'`)
}
