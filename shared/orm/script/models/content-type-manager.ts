/** What `ContentType.objects` has besides other managers' methods: it knows the content type of every model. */
import type { ResolvedModel } from '../../../relations/types.ts'
import { bind } from '../arguments.ts'
import { DictObject } from '../types/collections.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import { classOf } from './content-types.ts'

const CONTENT_TYPE = 'contenttypes.ContentType'

type Method = (call: CallArgs, rt: Runtime) => Value

const METHODS: Readonly<Record<string, Method>> = {
  get_for_model: (call, rt) => {
    const given = bind('ContentTypeManager.get_for_model', ['model', 'for_concrete_model?'], call)
    return rt.contentTypes.forModel(classOf(given.model), truthy(given.for_concrete_model ?? true, rt), rt)
  },
  get_for_models: ({ args, kwargs }, rt) => {
    const concrete = truthy(kwargs.get('for_concrete_models') ?? true, rt)
    return DictObject.of(
      args.map((model) => [model, rt.contentTypes.forModel(classOf(model), concrete, rt)] as const),
      rt,
    )
  },
  get_for_id: (call, rt) => rt.contentTypes.forId(bind('ContentTypeManager.get_for_id', ['id'], call).id, rt),
  get_by_natural_key: (call, rt) => {
    const given = bind('ContentTypeManager.get_by_natural_key', ['app_label', 'model'], call)
    return rt.contentTypes.byNaturalKey(given.app_label, given.model, rt)
  },
  clear_cache: (_call, rt) => {
    rt.contentTypes.clear()
    return null
  },
}

const NONE: readonly string[] = []
const NAMES = Object.keys(METHODS)

/** undefined: no such method, or the model is another one. */
export function contentTypeMethod({ label }: ResolvedModel, name: string): Value | undefined {
  if (label !== CONTENT_TYPE) return undefined
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  return method === undefined ? undefined : new Builtin(name, method)
}

export function contentTypeMethods({ label }: ResolvedModel): readonly string[] {
  return label === CONTENT_TYPE ? NAMES : NONE
}
