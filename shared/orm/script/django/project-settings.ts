/** `django.conf.settings` and what follows from it. */
import { unsupported } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { PyObject } from '../values.ts'
import type { Value } from '../values.ts'

/** `django.conf.settings`, as far as the design knows them. */
export class ProjectSettings extends PyObject {
  typeName(): string {
    return 'LazySettings'
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const value = rt.projectSetting(name)
    if (value === undefined && /^[A-Z]/.test(name)) throw unsupported(`settings.${name}`)
    return value
  }
}

/** `get_user_model()`. */
export function userModel(rt: Runtime): Value {
  const label = String(rt.projectSetting('AUTH_USER_MODEL')).toLowerCase()
  const key = rt.resolution.byLabel.get(label)
  return key === undefined ? rt.evaluateSource('User') : rt.modelClass(key)
}
