/** A small blog, resolved, for tests of the query compiler. */
import { documentOf, modelRecord, relationField, scalarField } from '../../relations/test-documents.ts'
import { resolveDocument } from '../../relations/resolve.ts'
import type { ModelKey } from '../../relations/types.ts'
import { makeQ } from './operations/conditions.ts'
import { filter } from './operations/filter.ts'
import { queryOf } from './operations/query.ts'
import type { FuncNode, PyValue, QNode, Query } from './types.ts'

const DOC = documentOf([
  modelRecord('author', 'Author', [
    scalarField('a1', 'name'),
    scalarField('a2', 'age', { null: true }, 'IntegerField'),
    scalarField('a3', 'active', {}, 'BooleanField'),
  ]),
  modelRecord(
    'blog',
    'Blog',
    [scalarField('b1', 'title'), relationField('b2', 'owner', 'author', 'foreignKey', { options: { null: true } })],
    { meta: { ordering: [{ by: 'title', descending: false }] } },
  ),
  modelRecord('entry', 'Entry', [
    relationField('e1', 'blog', 'blog'),
    scalarField('e2', 'headline'),
    scalarField('e3', 'pub', {}, 'DateTimeField'),
    scalarField('e4', 'rating', {}, 'IntegerField'),
    scalarField('e5', 'price', { max_digits: 6, decimal_places: 2, null: true }, 'DecimalField'),
    relationField('e6', 'authors', 'author', 'manyToMany'),
  ]),
  modelRecord('profile', 'Profile', [relationField('p1', 'author', 'author', 'oneToOne'), scalarField('p2', 'city')]),
])

const RESOLUTION = resolveDocument(DOC)

export function objects(name: string): Query {
  return queryOf(RESOLUTION, `model:${name}` as ModelKey)
}

export function q(conditions: Readonly<Record<string, PyValue>>): QNode {
  return makeQ([], Object.entries(conditions))
}

export function where(query: Query, conditions: Readonly<Record<string, PyValue>>): Query {
  return filter(query, q(conditions))
}

export function call(name: string, field: string, extra: Partial<FuncNode> = {}): FuncNode {
  return {
    type: 'Func',
    name,
    args: [{ type: 'F', name: field }],
    outputField: null,
    filter: null,
    distinct: false,
    default: null,
    options: {},
    ...extra,
  }
}
