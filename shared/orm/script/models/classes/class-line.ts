/** Python's method resolution order of a model's class: models, abstract ones, and plain classes of the models file. */
import type { ModelId } from '../../../../document/ids.ts'
import type { ModelKey, ResolvedModel } from '../../../../relations/types.ts'
import { exceptionOf } from '../../errors.ts'
import { lineageOf } from '../../classes/method-order.ts'
import type { Runtime } from '../../runtime.ts'
import { UserClass } from '../../classes/user-class.ts'

/** A class in the line: a model, concrete or abstract, or a mixin that a script's interpreter has made. */
export type Body = ResolvedModel | UserClass

export type Bases = Pick<Runtime, 'resolution' | 'basesOf'>

/** The class itself first, then its bases as `super()` goes through them. */
export function classLine(model: ResolvedModel, rt: Bases): readonly Body[] {
  const bases = basesOf(model, rt)
  const lineOf = (body: Body): readonly Body[] => (body instanceof UserClass ? body.line : classLine(body, rt))
  try {
    return lineageOf<Body>(model, bases, lineOf)
  } catch (error) {
    // Python would refuse the class; the checks say so.
    if (exceptionOf(error) === null) throw error
    return [...new Set([model, ...bases.flatMap(lineOf)])]
  }
}

/** As written; what only the resolution knows of (a proxy's model, parents) comes behind. */
function basesOf(model: ResolvedModel, rt: Bases): readonly Body[] {
  const { resolution } = rt
  const bodyOf = (base: ModelKey | UserClass): Body | undefined =>
    base instanceof UserClass ? base : (resolution.models.get(base) ?? resolution.abstract.get(base as ModelId))
  const declared = rt.basesOf(model.key as ModelId).map(bodyOf)
  const found = declared.filter((body) => body !== undefined && body !== model)
  if (found.some((body) => !(body instanceof UserClass))) return found as readonly Body[]
  const known = [...model.directParents, ...(model.proxyFor === null ? [] : [model.proxyFor])].map(bodyOf)
  return [...found, ...known].filter((body) => body !== undefined && body !== model) as readonly Body[]
}
