/** A field's own words for its errors: `error_messages={'unique': 'Taken.'}`. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { DictObject } from '../../types/collections.ts'
import { exceptionOf } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import type { Value } from '../../values.ts'
import { valueOf } from '../fields/defaults.ts'

export type Params = { readonly [name: string]: Value }

/**
 * The message for an error's code: the field's own with `%(name)s` filled in, else Django's.
 *
 * @param usual as Django says it, filled in already
 */
export function fieldMessage(field: ResolvedField, code: string, usual: string, params: Params, rt: Runtime): string {
  const own = ownMessage(field, code, rt)
  return own === null ? usual : filled(own, params, rt)
}

function ownMessage(field: ResolvedField, code: string, rt: Runtime): string | null {
  const source = field.options['error_messages']
  if (source === undefined || source === null) return null
  try {
    const messages = valueOf(source, null, rt)
    const own = messages instanceof DictObject ? messages.get(code, rt) : undefined
    return own === undefined ? null : str(own, rt)
  } catch (error) {
    // Source that we cannot follow is not the script's mistake.
    if (exceptionOf(error) === null) throw error
    return null
  }
}

function filled(message: string, params: Params, rt: Runtime): string {
  return message.replace(/%(?:%|\((\w+)\)([srd]))/g, (whole, name: string | undefined, kind: string) => {
    if (name === undefined) return '%'
    const value = params[name]
    if (value === undefined) return whole
    return kind === 'r' ? repr(value, rt) : str(value, rt)
  })
}
