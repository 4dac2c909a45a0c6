/** What the readers of one model share. */
import type { FieldId, ModelId } from '../../document/ids.ts'
import type { Report } from './report.ts'
import type { Placed } from './constants.ts'
import type { ModelDecl, Project } from './project.ts'
import type { Externals } from './targets.ts'
import type { PyExpr } from '../../python/ast.ts'

export interface Context {
  readonly project: Project
  readonly externals: Externals
  readonly report: Report
  readonly model: ModelDecl
  readonly userModel: string
  /** A field of a model or of its bases, by name. */
  readonly fieldId: (model: ModelId, name: string) => FieldId | null
}

export function placed(c: Context, expr: PyExpr): Placed {
  return { expr, module: c.model.decl.module, cls: c.model.decl }
}

/** A field by name as a reference: its id where the model has it, else the name. */
export function fieldRef(c: Context, model: ModelId | null, name: string): string {
  return (model === null ? null : c.fieldId(model, name)) ?? name
}
