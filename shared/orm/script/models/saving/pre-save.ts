/** `Field.pre_save()`: auto_now and auto_now_add. */
import type { ResolvedField } from '../../../../relations/types.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import { wallClock } from '../../dates/wall-clock.ts'
import { isFileField } from '../fields/field-file.ts'
import type { Instance } from '../instances/instance.ts'

export function isTouched(field: ResolvedField, rt: Runtime): boolean {
  if (rt.ownField(field)?.overrides('pre_save') === true) return true
  rt.refuseRelation(field, ['pre_save'])
  return field.options['auto_now'] === true || field.options['auto_now_add'] === true
}

/** What is sent for a field; raw: as it stands, which is how fixtures are saved. A file's name is never NULL. */
export function savedValue(
  instance: Instance,
  field: ResolvedField,
  adding: boolean,
  raw: boolean,
  rt: Runtime,
): Value {
  const own = raw ? null : rt.ownField(field)
  if (!raw) rt.refuseRelation(field, ['pre_save'])
  if (own?.overrides('pre_save') === true) return own.ask('pre_save', [instance, adding], rt) ?? null
  const value = raw ? instance.read(field.attname, rt) : preSave(instance, field, adding, rt)
  return value === null && isFileField(field) ? '' : value
}

/** Django's own `Field.pre_save()`. */
export function preSave(instance: Instance, field: ResolvedField, adding: boolean, rt: Runtime): Value {
  if (field.options['auto_now'] === true || (field.options['auto_now_add'] === true && adding)) {
    const local = wallClock(rt).text
    const value: Value =
      field.className === 'DateField'
        ? { type: 'date', text: local.slice(0, 10) }
        : field.className === 'TimeField'
          ? { type: 'time', text: local.slice(11) }
          : rt.now()
    instance.values.set(field.attname, value)
    return value
  }
  return instance.read(field.attname, rt)
}
