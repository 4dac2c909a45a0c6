/** `F('name')[1:3]`: a part of a text, as Django 5.1 and later read it. */
import type { ExprNode, FuncNode } from '../../query/types.ts'
import { typeError, valueError } from '../errors.ts'
import { SliceObject } from '../values.ts'
import type { Value } from '../values.ts'

/** What can be sliced: references and slices of them. */
export const isSliceable = (node: ExprNode): boolean =>
  node.type === 'F' || node.type === 'OuterRef' || (node.type === 'Func' && node.name === 'Sliced')

/** @throws PyError ValueError, TypeError: as `F.__getitem__` */
export function sliced(node: ExprNode, index: Value): FuncNode {
  const [start, length] = bounds(index)
  const numbers = length === null ? [start] : [start, length]
  return {
    type: 'Func',
    name: 'Sliced',
    args: [node, ...numbers.map((value): ExprNode => ({ type: 'Value', value, outputField: null }))],
    outputField: null,
    filter: null,
    distinct: false,
    default: null,
    options: {},
  }
}

/** From 1, and how many characters; null: to the end. */
function bounds(index: Value): readonly [start: bigint, length: bigint | null] {
  const negative = (): Error => valueError('Negative indexing is not supported.')
  if (typeof index === 'bigint') {
    if (index < 0n) throw negative()
    return [index + 1n, 1n]
  }
  if (!(index instanceof SliceObject)) throw typeError('Argument to slice must be either int or slice instance.')
  const [start, stop] = [numberOf(index.start), numberOf(index.stop)]
  if ((start !== null && start < 0n) || (stop !== null && stop < 0n)) throw negative()
  if (index.step !== null) throw valueError('Step argument is not supported.')
  const first = start ?? 0n
  if (stop !== null && stop !== 0n && first !== 0n && stop < first)
    throw valueError('Slice stop must be greater than slice start.')
  return [first + 1n, stop === null ? null : stop - first]
}

function numberOf(bound: Value): bigint | null {
  if (bound === null || typeof bound === 'bigint') return bound
  throw typeError("'<' not supported between instances of 'str' and 'int'")
}
