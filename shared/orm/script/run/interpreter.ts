/** What walking a script needs besides its tree and its names. */
import type { PyStatement } from '../../../python/ast.ts'
import type { Runtime } from '../runtime.ts'
import type { Namespace, Value } from '../values.ts'

export interface Interpreter {
  readonly rt: Runtime
  /** Python's own names; handed in, since they are built of what runs here. */
  readonly builtins: ReadonlyMap<string, Value>
  /** Names of `from blog.models import Post`; undefined: no such module or name. */
  importName(module: string, name: string): Value | undefined
  /** What `from blog.models import *` brings. */
  importNames(module: string): readonly string[]
  /** A module that is written in our own code; handed in, since the modules themselves are built of what runs here. */
  nativeModule(name: string): Namespace | undefined
  enter(): void
  leave(): void
}

/** How a block ended. */
export type Flow =
  | { readonly kind: 'normal' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: Value }
export const NORMAL: Flow = { kind: 'normal' }

/** The statement of a kind. */
export type Of<T extends PyStatement['type']> = Extract<PyStatement, { readonly type: T }>
