/**
 * What comes back from the target of a GenericRelation. Kept apart from `Resolution.reverse`: there is no
 * column behind it that a query could join on.
 * Source: django/contrib/contenttypes/fields.py `GenericRel` (5.2).
 */
import type { ModelKey, Resolution, ResolvedField, ResolvedModel, ReverseRelation } from './types.ts'

/** Those that end at the model or a parent of it; hidden unless they have a related_query_name. */
export function genericReverse({ models, order }: Resolution, target: ResolvedModel): readonly ReverseRelation[] {
  const all = [...models.values()]
  const ends = new Set<ModelKey>([target.concrete, ...target.parents.map((parent) => parent.model)])
  return order.flatMap((key) => {
    const model = models.get(key)
    return (model?.privateFields ?? []).flatMap((field): readonly ReverseRelation[] => {
      if (model === undefined || field.className !== 'GenericRelation') return []
      const { to, queryName } = genericArguments(field)
      const label = (to.includes('.') ? to : `${model.app}.${to}`).toLowerCase()
      const found = all.find((m) => `${m.app}.${m.modelName}` === label) ?? all.find((m) => m.name === to)
      if (found === undefined || !ends.has(found.concrete)) return []
      const name = queryName ?? '+'
      return [
        {
          model: key,
          field: field.name,
          label: model.label,
          kind: 'one_to_many',
          accessorName: name,
          accessor: queryName,
          queryName: name,
          hidden: queryName === null,
          throughRow: false,
        },
      ]
    })
  })
}

/** The label that a GenericRelation names where no such model is; null: it is there, or is given as a class. */
export function missingGeneric({ byLabel }: Resolution, model: ResolvedModel, field: ResolvedField): string | null {
  if (field.className !== 'GenericRelation' || !/^\s*(?:to\s*=\s*)?['"]/.test(argsOf(field))) return null
  const { to } = genericArguments(field)
  const [app = '', name = ''] = to.includes('.') ? to.split('.') : [model.app, to]
  const label = `${app}.${name.toLowerCase()}`
  return byLabel.has(label) || to === 'self' ? null : label
}

function argsOf({ source }: ResolvedField): string {
  return source?.kind === 'custom' ? source.args : ''
}

function genericArguments(field: ResolvedField): { readonly to: string; readonly queryName: string | null } {
  const args = argsOf(field)
  const written = /^\s*(?:to\s*=\s*)?['"]?([\p{L}\p{N}_.]+)/u.exec(args)?.[1] ?? ''
  const queryName = /related_query_name\s*=\s*['"](\w+)['"]/.exec(args)?.[1] ?? null
  return {
    to: /['"]/.test(args.slice(0, args.indexOf(written))) ? written : (written.split('.').at(-1) ?? ''),
    queryName,
  }
}
