/**
 * A Meta that is built on another one (`class Meta(Base.Meta)`): in the design each model has all its
 * options itself, in the file some come from the base. What the base no longer gives is written out.
 */
import type { ClassDecl } from '../../../importers/django/modules.ts'
import type { ModelDecl } from '../../../importers/django/project.ts'
import { metaAssignments } from '../write-meta.ts'
import type { MetaChange } from './meta-edits.ts'
import type { ModelSide } from './model-edits.ts'
import type { Sources } from './sources.ts'
import type { TextEdit } from './text-edits.ts'

interface Inherited {
  /** Takes the bases away. */
  readonly cut: TextEdit | null
  /** Options to write out. */
  readonly changes: readonly MetaChange[]
}

export const NOTHING: Inherited = { cut: null, changes: [] }

/** Models of the project whose Meta a Meta is built on. */
function baseModels(sources: Sources, meta: ClassDecl): readonly ModelDecl[] {
  return meta.node.bases.flatMap((base) => {
    const found = sources.project.classes.names.of(base.value, meta.module, meta.outer)
    const owner =
      found?.kind === 'class' && found.decl.outer !== null ? sources.project.byDecl.get(found.decl.outer) : undefined
    return owner === undefined ? [] : [owner]
  })
}

export function inheritedChanges(
  sources: Sources,
  meta: ClassDecl,
  before: ModelSide,
  after: ModelSide,
  own: readonly MetaChange[],
): Inherited {
  const bases = baseModels(sources, meta)
  const [first] = meta.node.bases
  if (bases.length === 0 || first === undefined) return NOTHING
  const changed = new Set(own.map((change) => change.keyword))
  const missing = metaAssignments(after.writer, after.model).filter(
    ([keyword]) => !meta.scope.has(keyword) && !changed.has(keyword),
  )
  const isGone = bases.some((base) => after.writer.model(base.id) === undefined)
  // An option of the base cannot be taken away in an heir; then the heir stands on its own.
  if (isGone || own.some((change) => change.source === null && !meta.scope.has(change.keyword))) {
    const { text } = meta.module
    const close = text.indexOf(')', meta.node.bases.at(-1)?.to ?? first.to) + 1
    return {
      cut: { from: meta.node.nameSpan.to, to: close, text: '' },
      changes: missing.map(([keyword, source]) => ({ keyword, source })),
    }
  }
  const given = (side: ModelSide): ReadonlySet<string> =>
    new Set(
      bases.flatMap((base) => {
        const model = side.writer.model(base.id)
        return model === undefined ? [] : metaAssignments(side.writer, model).map(([keyword]) => keyword)
      }),
    )
  const [old, next] = [given(before), given(after)]
  const lost = missing.filter(([keyword]) => old.has(keyword) && !next.has(keyword))
  return { cut: null, changes: lost.map(([keyword, source]) => ({ keyword, source })) }
}
