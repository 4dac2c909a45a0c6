/** Lint rules about relations: names, doubles, what a delete would take along. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../document/names.ts'
import type { CheckContext } from '../checks/context.ts'
import { localRelations, optionFix, relatedNameFix } from '../checks/context.ts'
import type { ResolvedField } from '../types.ts'
import { longestCascade } from './cascades.ts'
import { isRequiredKey, wayBack } from './circles.ts'
import type { LintRule } from './registry.ts'

/** Declared by a person: no parent link, no key that Django made. */
function declared(context: CheckContext): readonly ResolvedField[] {
  return localRelations(context.model).filter((field) => field.id !== null)
}

export const twoRelationsWithoutNames: LintRule = {
  code: 'relata.7001',
  title: 'Two relations to one model, one of them without a related_name of its own',
  check: (context) => {
    const byTarget = Map.groupBy(declared(context), (field) => field.relation?.to ?? null)
    return [...byTarget].flatMap(([to, fields]) => {
      const target = context.other(to)
      if (target === undefined || fields.length < 2) return []
      return fields.flatMap((field) => {
        const { relation } = field
        if (relation === null || relation.relatedName !== null || relation.hidden || relation.symmetrical) return []
        const { modelName } = context.model
        const name = `${field.name}_${field.kind === 'oneToOne' ? modelName : plural(modelName)}`
        return [
          context.field(field, {
            code: 'relata.7001',
            severity: 'info',
            message: `${fields.length} relations lead to ${target.name}; from there only a related_name tells which one is meant.`,
            hint: `Without it this one is called ${relation.accessor ?? relation.queryName}.`,
            fixes: [relatedNameFix(`Give it related_name '${name}'`, name)],
          }),
        ]
      })
    })
  },
}

export const doubledRelation: LintRule = {
  code: 'relata.7002',
  title: 'A many-to-many beside another relation between the same two models',
  check: (context) =>
    context.model.localManyToMany.flatMap((field) => {
      const to = field.relation?.to ?? null
      const target = context.other(to)
      if (target === undefined || to === context.model.key || field.id === null) return []
      const mirrored = target.localManyToMany.find((f) => f.relation?.to === context.model.key)
      if (mirrored === undefined) return []
      return [
        context.field(field, {
          code: 'relata.7002',
          severity: 'warning',
          message:
            `${target.name}.${mirrored.name} is a many-to-many between the same two models, the other way round; ` +
            'both get a join table of their own.',
          hint: 'One many-to-many serves both directions: from the other side it is reached by its related_name.',
          fixes: [{ label: `Delete ${field.name}`, type: 'field.delete', params: {} }],
        }),
      ]
    }),
}

export const idInName: LintRule = {
  code: 'relata.7003',
  title: 'A foreign key named …_id',
  check: (context) =>
    declared(context).flatMap((field) => {
      if (field.kind === 'manyToMany' || !/._id$/.test(field.name)) return []
      const name = field.name.replace(/_id$/, '')
      return [
        context.field(field, {
          code: 'relata.7003',
          severity: 'warning',
          message: `Django adds _id to the column by itself, so this one is called ${field.column ?? `${field.name}_id`}.`,
          hint: `Name the relation after the object that it gives: ${name}.`,
          fixes: [{ label: `Rename to ${name}`, type: 'field.rename', params: { name } }],
        }),
      ]
    }),
}

export const unindexedKey: LintRule = {
  code: 'relata.7004',
  title: 'A foreign key without an index',
  check: (context) =>
    declared(context).flatMap((field) => {
      if (field.kind === 'manyToMany' || field.dbIndex || field.unique || leadsAnIndex(context, field)) return []
      return [
        context.field(field, {
          code: 'relata.7004',
          severity: 'info',
          message:
            'This foreign key has no index, so going back from the target, and deleting there, reads the whole table.',
          hint: 'Leave db_index as it is, or let an index of Meta begin with this field.',
          fixes: [optionFix('Index it', 'db_index', undefined)],
        }),
      ]
    }),
}

function leadsAnIndex({ model }: CheckContext, field: ResolvedField): boolean {
  const lists = [
    ...model.indexes.map((i) => i.fields),
    ...model.uniqueTogether,
    ...model.constraints.map((c) => c.fields),
  ]
  return lists.some(([first]) => first !== undefined && [field.name, field.attname].includes(first.replace(/^-/, '')))
}

/** More steps than these and few people foresee what a delete takes along. */
const LONG_CASCADE = 3

export const longCascade: LintRule = {
  code: 'relata.7005',
  title: 'Deleting a row cascades over more than three models',
  check: (context) => {
    const chain = longestCascade(context.cells, context.model.key, LONG_CASCADE + 1)
    if (chain.length <= LONG_CASCADE) return []
    const names = [context.model.key, ...chain].map((key) => context.other(key)?.name ?? '')
    return [
      context.self({
        code: 'relata.7005',
        severity: 'info',
        message: `Deleting a ${context.model.name} deletes along a chain of more than ${LONG_CASCADE} models: ${names.join(' → ')}.`,
        hint: 'PROTECT or SET_NULL at one of them ends the chain.',
      }),
    ]
  },
}

export const requiredCycle: LintRule = {
  code: 'relata.7006',
  title: 'Foreign keys that require each other in a circle',
  check: (context) =>
    declared(context).flatMap((field) => {
      const start = field.relation?.to ?? null
      if (start === null || !isRequiredKey(field)) return []
      const way = wayBack(context.cells, context.model.key, start)
      if (way === null) return []
      const names = [context.model.name, ...way.map((key) => context.other(key)?.name ?? '')]
      return [
        context.field(field, {
          code: 'relata.7006',
          severity: 'warning',
          message: `No first row can be made: ${names.join(' needs ')}.`,
          hint: 'One of these foreign keys must be nullable.',
          fixes: [optionFix('Make nullable', 'null', true)],
        }),
      ]
    }),
}

/** Plural in the name of a foreign key: the data says many. */
export const pluralKey: LintRule = {
  code: 'relata.7007',
  title: 'A foreign key with the name of many things',
  check: (context): readonly Diagnostic[] =>
    declared(context).flatMap((field) => {
      const target = context.other(field.relation?.to ?? null)
      if (field.kind === 'manyToMany' || target === undefined) return []
      const plurals = [`${target.modelName}s`, target.verboseNamePlural.replaceAll(' ', '_').toLowerCase()]
      if (!plurals.includes(field.name.toLowerCase()) || field.name === target.modelName) return []
      return [
        context.field(field, {
          code: 'relata.7007',
          severity: 'info',
          message: `${field.name} sounds like many, but a foreign key holds one ${target.name}.`,
          hint: `Many ${target.verboseNamePlural} for each ${context.model.name} are a many-to-many; one is better called ${target.modelName}.`,
          fixes: [
            { label: 'Make it many-to-many', type: 'relation.set', params: { kind: 'manyToMany' } },
            { label: `Rename to ${target.modelName}`, type: 'field.rename', params: { name: target.modelName } },
          ],
        }),
      ]
    }),
}
