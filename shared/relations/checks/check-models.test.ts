import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../commands/registry.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import { applyPatch } from '../../history/patch.ts'
import { LINT_RULES } from '../lint/registry.ts'
import { resolveDocument } from '../resolve.ts'
import { documentOf, modelRecord, relationField, scalarField, thousandModels, withModel } from '../test-documents.ts'
import { checkModels, checkedCount } from './check-models.ts'

function check(doc: ErDocument): readonly Diagnostic[] {
  return checkModels(doc, resolveDocument(doc)).all
}

function codes(doc: ErDocument): readonly string[] {
  return check(doc).map((found) => found.code)
}

const category = modelRecord('cat', 'Category', [scalarField('cn', 'name')])

/** Applies the first fix of the first diagnostic with the code, as one command. */
function repaired(doc: ErDocument, code: string): ErDocument {
  const command = check(doc).find((found) => found.code === code)?.fixes[0]?.command
  const found = COMMANDS.find((c) => c.type === command?.type)
  if (command === undefined || found === undefined) throw new Error(`no fix for ${code}`)
  const params = found.params.parse(command.params)
  return applyPatch(doc, found.apply(doc, params as never))
}

describe('checkModels', () => {
  it('[R80] says what Django says, with a fix that is one command', () => {
    const post = modelRecord('post', 'Post', [
      relationField('pc', 'category', 'cat', 'foreignKey', { onDelete: 'SET_NULL' }),
    ])
    const doc = documentOf([category, post])
    const found = check(doc).find((d) => d.code === 'fields.E320')
    expect(found).toMatchObject({
      severity: 'error',
      message: 'Field specifies on_delete=SET_NULL, but cannot be null.',
      subject: { kind: 'field', model: 'model:post', field: 'field:pc', label: 'blog.Post.category' },
    })
    expect(found?.fixes[0]).toMatchObject({ label: 'Make nullable' })
    expect(codes(repaired(doc, 'fields.E320'))).not.toContain('fields.E320')
  })

  it.each([
    ['fields.E304', [relationField('a', 'sender', 'cat'), relationField('b', 'receiver', 'cat')]],
    ['fields.E001', [scalarField('a', 'name_')]],
    ['fields.E121', [scalarField('a', 'name', { max_length: -1 })]],
    ['fields.E132', [scalarField('a', 'price', { decimal_places: 2 }, 'DecimalField')]],
    ['fields.W122', [scalarField('a', 'count', { max_length: 3 }, 'IntegerField')]],
    ['fields.W340', [relationField('a', 'many', 'cat', 'manyToMany', { options: { null: true } })]],
    ['fields.W342', [relationField('a', 'one', 'cat', 'foreignKey', { options: { unique: true } })]],
    ['models.E004', [scalarField('a', 'id')]],
    ['relata.7003', [relationField('a', 'category_id', 'cat')]],
    ['relata.7010', [scalarField('a', 'note', { max_length: 5, null: true })]],
    ['relata.7006', [relationField('a', 'parent', 'post')]],
    ['relata.7013', [scalarField('a', 'price', {}, 'FloatField')]],
    ['relata.7020', [scalarField('a', 'title')]],
    ['relata.7008', [scalarField('a', 'two words')]],
    ['relata.7008', [scalarField('a', 'class'), scalarField('b', 'class_field')]],
    ['relata.7014', [scalarField('a', 'category_id', {}, 'PositiveIntegerField')]],
    ['relata.7014', [scalarField('a', 'parent_id', { null: true }, 'BigIntegerField')]],
  ])('the fix of %s repairs it', (code, fields) => {
    const doc = documentOf([category, modelRecord('post', 'Post', fields)])
    expect(codes(doc)).toContain(code)
    const after = codes(repaired(doc, code)).filter((c) => c === code)
    expect(after.length).toBeLessThan(codes(doc).filter((c) => c === code).length)
  })

  it.each([
    ['Two words', 'TwoWords'],
    ['🙂', 'Model1'],
    ['None', 'NoneModel'],
  ])('says that Python cannot write %s, and how it could', (name, better) => {
    const doc = documentOf([modelRecord('post', name, [scalarField('a', 'title')])])
    expect(check(doc).find((d) => d.code === 'relata.7008')).toMatchObject({
      hint: `Exports to Django call it ${better}.`,
    })
    expect(repaired(doc, 'relata.7008').models['model:post' as never]?.name).toBe(better)
    expect(codes(repaired(doc, 'relata.7008'))).not.toContain('relata.7008')
  })

  it.each([
    ['Beta', 'Zeta', 'Alpha', false],
    ['Beta', 'Alpha', 'Zeta', false],
    ['Beta', 'Alpha', 'Alpine', true],
    ['Zeta', 'Alpha', 'Middle', true],
    ['Zeta', 'Zeta', 'Middle', true],
    ['Alpha', 'Alpha', 'Middle', false],
  ])('says where migrate stops: %s to %s through %s', (owner, target, join, stops) => {
    const many = relationField('m', 'many', target.toLowerCase(), 'manyToMany', { through: 'model:join' as never })
    const records = [
      modelRecord(owner.toLowerCase(), owner, [scalarField('x', 'x'), many]),
      ...(owner === target ? [] : [modelRecord(target.toLowerCase(), target, [scalarField('y', 'y')])]),
      modelRecord('join', join, [
        scalarField('k', 'pk', { field_names: ['a_id', 'b_id'] } as never, 'CompositePrimaryKey'),
        relationField('a', 'a', owner.toLowerCase()),
        relationField('b', 'b', target.toLowerCase()),
      ]),
    ]
    expect(codes(documentOf(records)).includes('relata.7009')).toBe(stops)
  })

  it.each([
    ['self.title', scalarField('a', 'title')],
    ["self.note or ''", scalarField('a', 'note', { null: true }, 'TextField')],
    ['str(self.pk)', scalarField('a', 'scan', {}, 'FileField')],
  ])('__str__ is added to what is there: return %s', (value, field) => {
    const members = [{ name: 'objects', source: 'objects = models.Manager()' }]
    const doc = documentOf([modelRecord('post', 'Post', [field], { members })])
    expect(repaired(doc, 'relata.7020').models['model:post' as never]?.members).toEqual([
      ...members,
      { name: '__str__', source: `def __str__(self):\n    return ${value}` },
    ])
  })

  it.each([
    [{}, 'foreignKey', { db_column: 'category_id' }],
    [
      { null: true, db_column: 'cat', db_comment: 'x' },
      'foreignKey',
      { null: true, db_column: 'cat', db_comment: 'x' },
    ],
    [{ unique: true }, 'oneToOne', { db_column: 'category_id' }],
  ])('a number named like a key becomes a relation on the same column: %j', (options, kind, kept) => {
    const post = modelRecord('post', 'Post', [scalarField('a', 'category_id', options as never, 'IntegerField')])
    const doc = documentOf([category, post])
    const after = repaired(doc, 'relata.7014')
    expect(after.models['model:post' as never]?.fields[0]).toMatchObject({ kind, to: 'model:cat', options: kept })
    expect(codes(after).filter((code) => !code.startsWith('relata.70'))).toEqual([])
    const column = (of: ErDocument) => resolveDocument(of).models.get('model:post')?.localFields.at(-1)?.column
    expect(column(after)).toBe(column(doc))
  })

  it.each([
    ['another kind of value', [scalarField('a', 'category_id', { max_length: 5 }, 'CharField')]],
    ['a number of its own', [scalarField('a', 'post_id', {}, 'IntegerField')]],
    ['no such model', [scalarField('a', 'external_id', {}, 'IntegerField')]],
    ['both', [scalarField('a', 'category_id', { db_column: 'x' }, 'IntegerField'), scalarField('b', 'category')]],
  ])('says nothing of %s', (_, fields) => {
    expect(codes(documentOf([category, modelRecord('post', 'Post', fields)]))).not.toContain('relata.7014')
  })

  it('[R81] a fix of a field from an abstract base edits the base', () => {
    const base = modelRecord('base', 'Base', [scalarField('x', 'bad_')], { kind: 'abstract' })
    const doc = documentOf([base, modelRecord('child', 'Child', [], { bases: [{ model: base.id }] })])
    const found = check(doc).find((d) => d.code === 'fields.E001')
    expect(found?.subject).toMatchObject({ model: 'model:base', label: 'blog.Child.bad_' })
    expect(codes(repaired(doc, 'fields.E001'))).not.toContain('fields.E001')
  })

  it('[R82] checks what constraints refer to, as Django does with a database named', () => {
    const post = modelRecord('post', 'Post', [scalarField('t', 'title')], {
      constraints: [{ id: 'constraint:1', kind: 'check', name: 'c', condition: { expr: 'Q(nope=1)' }, options: {} }],
    })
    const doc = documentOf([post])
    expect(codes(doc)).toContain('models.E012')
    expect(checkModels(doc, resolveDocument(doc), undefined, { database: false }).all.map((d) => d.code)).not.toContain(
      'models.E012',
    )
  })

  it('[R82] follows a Q in a check, and says of SQL that it is not looked at before saving', () => {
    const found = (expr: string): readonly string[] => {
      const constraints: Model['constraints'] = [
        { id: 'constraint:1', kind: 'check', name: 'c', condition: { expr }, options: {} },
      ]
      const post = modelRecord('post', 'Post', [scalarField('t', 'title')], { constraints })
      return codes(documentOf([post])).filter((code) => code.startsWith('models.'))
    }
    expect(found('~(Q(title="a") | models.Q(nope=1))')).toEqual(['models.E012'])
    expect(found('ExpressionWrapper(Q(nope=1), output_field=models.BooleanField())')).toEqual([])
    expect(found('RawSQL("title > nope", [], models.BooleanField())')).toEqual(['models.W045'])
    expect(found('Q(RawSQL("true", []), title="a")')).toEqual(['models.W045'])
  })

  it('[R70] says for each model what keeps Django from loading it', () => {
    const without = relationField('a', 'category', 'cat', 'foreignKey', { onDelete: null })
    const doc = documentOf([
      category,
      modelRecord('post', 'Post', [without]),
      modelRecord('odd', 'Odd', [], { meta: { index_together: [['id']] } }),
    ])
    const found = check(doc).filter((d) => d.code === 'relata.2001')
    expect(found.map((d) => d.subject.label)).toEqual(['blog.Post.category', 'blog.Odd'])
    expect(codes(repaired(doc, 'relata.2001')).filter((c) => c === 'relata.2001')).toHaveLength(1)
  })

  it('every lint rule has a code and a title of its own', () => {
    expect(new Set(LINT_RULES.map((rule) => rule.code)).size).toBe(LINT_RULES.length)
    expect(LINT_RULES.every((rule) => /^relata\.70\d\d$/.test(rule.code) && rule.title.length > 0)).toBe(true)
  })
})

describe('[R60] an edit checks what it touches, of 1,000 models', () => {
  const { target, rest, doc } = thousandModels()

  function counted(changed: Model): number {
    const resolution = resolveDocument(doc)
    const checked = checkModels(doc, resolution)
    const before = checkedCount(checked)
    const next = withModel(doc, changed)
    const after = checkModels(next, resolveDocument(next, { doc, resolution }), { checked })
    return checkedCount(after) - before
  }

  it('nothing for nothing', () => {
    expect(counted({ ...target })).toBeLessThanOrEqual(30)
  })

  it('a leaf’s field: it and those that look at it', () => {
    const [leaf] = rest.slice(-1)
    if (leaf === undefined) throw new Error('no models')
    const changed = { ...leaf, fields: leaf.fields.map((f) => (f.name === 'name' ? { ...f, name: 'title' } : f)) }
    expect(counted(changed)).toBeLessThanOrEqual(10)
  })
})
