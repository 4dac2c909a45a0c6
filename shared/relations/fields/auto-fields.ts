/** Keys that the database numbers by itself, of Django's classes and of the project's own that are built on them. */
import type { ResolvedField } from '../types.ts'

export const AUTO_CLASSES: ReadonlySet<string> = new Set(['AutoField', 'BigAutoField', 'SmallAutoField'])

export function isAutoField({ className, source, autoCreated }: Facts): boolean {
  if (AUTO_CLASSES.has(className)) return true
  // The key that DEFAULT_AUTO_FIELD adds may be of a class of the project: `shop.fields.HashidAutoField`.
  if (source == null) return autoCreated === true && className.endsWith('AutoField')
  return source.kind === 'custom' && AUTO_CLASSES.has(source.base ?? '')
}

type Facts = Pick<ResolvedField, 'className'> & Partial<Pick<ResolvedField, 'source' | 'autoCreated'>>
