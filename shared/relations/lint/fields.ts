/** Lint rules about plain fields and whole models. */
import { optionFix } from '../checks/context.ts'
import type { CheckContext } from '../checks/context.ts'
import type { ResolvedField } from '../types.ts'
import type { LintRule } from './registry.ts'

const TEXT_CLASSES: ReadonlySet<string> = new Set([
  'CharField',
  'EmailField',
  'FileField',
  'FilePathField',
  'ImageField',
  'SlugField',
  'TextField',
  'URLField',
])

function declared({ model }: CheckContext): readonly ResolvedField[] {
  return model.localFields.filter((field) => field.id !== null)
}

export const nullableText: LintRule = {
  code: 'relata.7010',
  title: 'A text that may be NULL and may be empty',
  check: (context) =>
    declared(context).flatMap((field) => {
      // A unique text needs NULL: two rows may be without a value, but not both empty.
      if (!TEXT_CLASSES.has(field.className) || !field.null || field.unique) return []
      return [
        context.field(field, {
          code: 'relata.7010',
          severity: 'info',
          message: 'This text has two ways to be missing, NULL and the empty text, and queries must ask for both.',
          hint: 'Django’s habit is blank=True without null=True.',
          fixes: [optionFix('No NULL', 'null', undefined)],
        }),
      ]
    }),
}

export const nullableUnique: LintRule = {
  code: 'relata.7011',
  title: 'Unique, but any number of rows may be NULL',
  check: (context) =>
    declared(context).flatMap((field) => {
      if (!field.unique || !field.null || field.primaryKey) return []
      return [
        context.field(field, {
          code: 'relata.7011',
          severity: 'info',
          message: 'NULL does not count as equal to NULL, so any number of rows may be without a value here.',
          hint: 'Fine for an optional key; make it required if every row must have its own.',
          fixes: [optionFix('Make it required', 'null', undefined)],
        }),
      ]
    }),
}

export const uniqueTogetherNull: LintRule = {
  code: 'relata.7012',
  title: 'A unique set with a field that may be NULL',
  check: (context) => {
    const { model } = context
    const plain = model.constraints.filter(
      (c) => c.kind === 'unique' && c.condition === null && c.options['nulls_distinct'] !== false,
    )
    const sets = [...model.uniqueTogether, ...plain.map((c) => c.fields)].filter((names) => names.length > 1)
    return sets.flatMap((names) => {
      const nullable = names.filter((name) => model.fields.find((f) => f.name === name)?.null === true)
      if (nullable.length === 0) return []
      return [
        context.self({
          code: 'relata.7012',
          severity: 'info',
          message: `${names.join(' and ')} are unique together only where ${nullable.join(' and ')} is not NULL.`,
          hint: 'A second constraint with a condition (field is NULL) closes the gap.',
        }),
      ]
    })
  },
}

export const missingStr: LintRule = {
  code: 'relata.7020',
  title: 'No __str__',
  check: (context) => {
    const { model } = context
    if (model.kind === 'proxy') return []
    const has = model.mro.some((key) => {
      const base = key === model.key ? model : context.other(key)
      return base?.members.some((m) => m.name === '__str__') === true
    })
    if (has || model.mro.length > 1) return []
    // The value of a file's field is not a str.
    const text = model.localFields.find(
      (f) => TEXT_CLASSES.has(f.className) && !/^(?:File|Image)Field$/.test(f.className),
    )
    const value = text === undefined ? 'str(self.pk)' : `self.${text.name}`
    const added = {
      name: '__str__',
      source: `def __str__(self):\n    return ${text?.null === true ? `${value} or ''` : value}`,
    }
    return [
      context.self({
        code: 'relata.7020',
        severity: 'info',
        message: `Without __str__ the admin and the shell show “${model.name} object (1)”.`,
        hint: `For example: def __str__(self): return ${value}`,
        modelFixes:
          model.id === null || model.external
            ? []
            : [
                {
                  label: 'Add __str__',
                  command: { type: 'model.setMembers', params: { id: model.id, members: [...model.members, added] } },
                },
              ],
      }),
    ]
  },
}

export const floatMoney: LintRule = {
  code: 'relata.7013',
  title: 'Money as a float',
  check: (context) =>
    declared(context).flatMap((field) => {
      if (
        field.className !== 'FloatField' ||
        !/(?:^|_)(?:price|cost|amount|total|fee|salary|balance)(?:_|$)/.test(field.name)
      ) {
        return []
      }
      return [
        context.field(field, {
          code: 'relata.7013',
          severity: 'warning',
          message: 'Floats cannot hold most sums of money exactly; they are off by fractions of a cent.',
          hint: 'Use DecimalField(max_digits=10, decimal_places=2).',
          fixes: [{ label: 'Make it a DecimalField', type: 'field.setType', params: { type: 'DecimalField' } }],
        }),
      ]
    }),
}

export const emptyModel: LintRule = {
  code: 'relata.7021',
  title: 'A join model where a plain many-to-many would do',
  check: (context) => {
    const { model } = context
    const own = model.localFields.filter((f) => f.id !== null)
    const keys = own.filter((f) => f.kind === 'foreignKey')
    const isJoin = own.length === 2 && keys.length === 2 && model.localManyToMany.length === 0
    if (!isJoin || model.mro.length > 1 || model.kind !== 'concrete') return []
    const used = keys.some((f) =>
      context.other(f.relation?.to ?? null)?.localManyToMany.some((m) => m.relation?.through === model.key),
    )
    if (used) return []
    const [from, to] = keys.map((f) => context.other(f.relation?.to ?? null)?.name ?? f.name)
    return [
      context.self({
        code: 'relata.7021',
        severity: 'info',
        message: `${model.name} only joins ${from} and ${to}; a ManyToManyField makes such a table by itself.`,
        hint: `With through='${model.name}' it stays, and ${from} gets the shortcut.`,
      }),
    ]
  },
}
