/** The table of methods: the only place where a method of the host exists. */
import { appMethods } from './methods/app.ts'
import { docMethods } from './methods/doc.ts'
import { exportMethods } from './methods/export.ts'
import { fileMethods } from './methods/file.ts'
import { rowsMethods } from './methods/rows.ts'
import { sqlMethods } from './methods/sql.ts'
import type { ItemOf, Method, ParamsOf, ParsedParamsOf, ResultOf, SummaryOf } from './method.ts'

export const METHODS = {
  ...appMethods,
  ...docMethods,
  ...fileMethods,
  ...exportMethods,
  ...rowsMethods,
  ...sqlMethods,
} satisfies Record<string, Method>

export type Methods = typeof METHODS
export type MethodName = keyof Methods

/** What a caller passes; defaults may be left out. */
export type CallParams<M extends MethodName> = ParamsOf<Methods[M]>
/** What a handler gets. */
export type HandlerParams<M extends MethodName> = ParsedParamsOf<Methods[M]>
export type CallResult<M extends MethodName> = ResultOf<Methods[M]>
export type CallItem<M extends MethodName> = ItemOf<Methods[M]>
export type CallSummary<M extends MethodName> = SummaryOf<Methods[M]>
