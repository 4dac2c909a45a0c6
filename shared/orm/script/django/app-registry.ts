/** `django.apps.apps` and the AppConfig of each app. Source: django/apps/registry.py (5.2). */
import type { ResolvedModel } from '../../../relations/types.ts'
import { truthy } from '../operations.ts'
import { bind } from '../arguments.ts'
import { IteratorObject, ListObject } from '../types/collections.ts'
import { pyError } from '../errors.ts'
import { titleCase } from '../../../relations/names.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, Namespace, PyObject } from '../values.ts'
import type { Value } from '../values.ts'

/** Apps of django.contrib that give themselves another name than their label in capitals. */
const VERBOSE_NAMES: Readonly<Record<string, string>> = {
  admin: 'Administration',
  auth: 'Authentication and Authorization',
  contenttypes: 'Content Types',
  flatpages: 'Flat Pages',
}

/** Models of all apps or of one, in registry order. */
function modelsOf(app: string | null, autoCreated: boolean, rt: Runtime): readonly Value[] {
  return rt.resolution.order.flatMap((key) => {
    const model = rt.resolution.models.get(key)
    if (model === undefined || (app !== null && model.app !== app)) return []
    return model.autoCreatedFor === null || autoCreated ? [rt.modelClass(key)] : []
  })
}

function hasApp(label: string, rt: Runtime): boolean {
  return rt.resolution.apps.includes(label) || [...rt.resolution.models.values()].some(({ app }) => app === label)
}

export class AppConfig extends PyObject {
  readonly label: string
  constructor(label: string) {
    super()
    this.label = label
  }
  typeName(): string {
    return 'AppConfig'
  }
  override getAttr(name: string): Value | undefined {
    const { label } = this
    if (name === 'label' || name === 'name') return label
    if (name === 'verbose_name') return VERBOSE_NAMES[label] ?? titleCase(label)
    if (name === 'get_models')
      return new Builtin(name, ({ kwargs }, rt) => {
        const joins = truthy(kwargs.get('include_auto_created') ?? false, rt)
        return new IteratorObject(modelsOf(label, joins, rt), 'generator')
      })
    if (name === 'get_model')
      return new Builtin(name, (call, rt) => model(label, bind('get_model', ['model_name'], call).model_name, rt))
    return undefined
  }
  override equals(other: Value): boolean {
    return other instanceof AppConfig && other.label === this.label
  }
  override repr(): string {
    return `<AppConfig: ${this.label}>`
  }
}

function configOf(label: Value, rt: Runtime): AppConfig {
  if (typeof label === 'string' && hasApp(label, rt)) return new AppConfig(label)
  throw pyError('LookupError', `No installed app with label '${String(label)}'.`)
}

function model(label: string, name: Value, rt: Runtime): Value {
  configOf(label, rt)
  const key = rt.resolution.byLabel.get(`${label}.${String(name).toLowerCase()}`)
  if (key === undefined) throw pyError('LookupError', `App '${label}' doesn't have a '${String(name)}' model.`)
  return rt.modelClass(key)
}

export const APPS = new Namespace(
  'apps',
  new Map<string, Value>(
    [
      new Builtin('get_model', (call, rt) => {
        const given = bind('Apps.get_model', ['app_label', 'model_name?', 'require_ready?'], call)
        const [label = '', name = ''] = String(given.app_label).split('.')
        return model(label, given.model_name ?? name, rt)
      }),
      new Builtin('get_models', ({ kwargs }, rt) => {
        return new ListObject([...modelsOf(null, truthy(kwargs.get('include_auto_created') ?? false, rt), rt)])
      }),
      new Builtin('get_app_config', (call, rt) => configOf(bind('get_app_config', ['app_label'], call).app_label, rt)),
      new Builtin('get_app_configs', (_call, rt) => {
        const labels = [...rt.resolution.apps, ...Array.from(rt.resolution.models.values(), ({ app }) => app)]
        return new IteratorObject(
          [...new Set(labels)].map((label) => new AppConfig(label)),
          'odict_values',
        )
      }),
      new Builtin('is_installed', ({ args }, rt) => {
        return hasApp(
          String(args[0] ?? '')
            .split('.')
            .at(-1) ?? '',
          rt,
        )
      }),
    ].map((f) => [f.name, f] as const),
  ),
)

/** `_meta.app_config`. */
export function appConfigOf({ app }: ResolvedModel): AppConfig {
  return new AppConfig(app)
}
