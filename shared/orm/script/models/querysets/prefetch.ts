/** prefetch_related(): one query per relation instead of one per row. Source: django/db/models/query.py. */
import type { ResolvedField } from '../../../../relations/types.ts'
import type { PrefetchSpec, Query } from '../../../query/types.ts'
import { ListObject, TupleObject } from '../../types/collections.ts'
import { hashKey } from '../../types/equality.ts'
import { exceptionClass, exceptionOf, pyError, typeError, valueError } from '../../errors.ts'
import { findAttribute, tryAttribute } from '../../attributes.ts'
import { ManagerType } from '../../django/manager-type.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import { farFields, heldKey, ownKey } from '../instances/held-key.ts'
import { Instance } from '../instances/instance.ts'
import type { ModelClass, Reverse } from '../classes/model-class.ts'
import * as ops from './query-ops.ts'
import { QuerySetObject } from './queryset.ts'
import { isGenericKey } from '../../../../relations/links/generic-relations.ts'
import { fetchGeneric } from './prefetch-generic.ts'
import { isRelatedManager } from '../related/related-manager.ts'

type Relation =
  | { readonly kind: 'forward'; readonly field: ResolvedField }
  | { readonly kind: 'reverseOne'; readonly reverse: Reverse }
  | { readonly kind: 'many'; readonly name: string }
  | { readonly kind: 'generic'; readonly field: ResolvedField }

interface Task {
  readonly spec: PrefetchSpec
  /** Path from the first instances, `to_attr` in place of the last name. */
  readonly to: string
  /** Path as written, from the first instances. */
  readonly through: string
  readonly automatic: boolean
}

function taskOf(spec: PrefetchSpec, prefix: string, automatic: boolean): Task {
  const names = spec.path.split('__')
  const last = spec.toAttr ?? names.at(-1) ?? ''
  const head = prefix === '' ? [] : [prefix]
  return {
    spec,
    to: [...head, ...names.slice(0, -1), last].join('__'),
    through: [...head, spec.path].join('__'),
    automatic,
  }
}

export function prefetchRelated(instances: readonly Instance[], specs: readonly PrefetchSpec[], rt: Runtime): void {
  if (instances.length === 0) return
  const done = new Map<string, readonly Instance[]>()
  const tasks = specs.map((s) => taskOf(s, '', false)).reverse()
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    rt.tick()
    if (done.has(task.to)) {
      if (task.spec.queryset !== null) {
        throw valueError(
          `'${task.to}' lookup was already seen with a different queryset. You may need to adjust the ordering of your lookups.`,
        )
      }
      continue
    }
    followPath(task, instances, done, tasks, rt)
  }
}

function followPath(
  task: Task,
  instances: readonly Instance[],
  done: Map<string, readonly Instance[]>,
  tasks: Task[],
  rt: Runtime,
): void {
  const names = task.through.split('__')
  const targets = task.to.split('__')
  let current = instances
  for (const [level, name] of names.entries()) {
    const [first] = current
    if (first === undefined) return
    const to = targets.slice(0, level + 1).join('__')
    const known = done.get(to)
    if (known !== undefined) {
      current = known
      continue
    }
    const isLeaf = level === names.length - 1
    const relation = relationOf(first, name)
    if (relation === null) checkAttribute(first, name, isLeaf, task, rt)
    const target = targets[level] ?? name
    const open = relation === null ? [] : current.filter((i) => !isFetched(i, relation, name, target, rt))
    if (relation !== null && open.length > 0) {
      const { rows, more } = fetchLevel(open, relation, isLeaf ? task.spec : null, target, rt)
      current = rows
      done.set(to, rows)
      tasks.push(...more.map((s) => taskOf(s, to, true)).reverse())
    } else current = current.flatMap((i) => related(i, name, target, rt))
  }
}

function relationOf(instance: Instance, name: string): Relation | null {
  const field = instance.cls.field(name)
  if (field !== undefined && field.name === name) {
    if (field.kind === 'manyToMany') return { kind: 'many', name }
    return field.relation === null ? null : { kind: 'forward', field }
  }
  const generic = instance.cls.genericField(name)
  if (generic !== undefined) return isGenericKey(generic) ? { kind: 'generic', field: generic } : { kind: 'many', name }
  const reverse = instance.cls.reverseAttributes().get(name)
  if (reverse !== undefined)
    return reverse.relation.kind === 'one_to_one' ? { kind: 'reverseOne', reverse } : { kind: 'many', name }
  return null
}

function checkAttribute(instance: Instance, name: string, isLeaf: boolean, task: Task, rt: Runtime): void {
  if (findAttribute(instance, name, rt) === undefined) {
    throw pyError(
      'AttributeError',
      `Cannot find '${name}' on ${instance.cls.name} object, '${task.through}' is an invalid parameter to prefetch_related()`,
    )
  }
  if (isLeaf) {
    throw valueError(
      `'${task.through}' does not resolve to an item that supports prefetching - this is an invalid parameter to prefetch_related().`,
    )
  }
}

function isFetched(instance: Instance, relation: Relation, name: string, target: string, rt: Runtime): boolean {
  // A `to_attr` that names something that is there already counts as fetched.
  if (target !== name) return tryAttribute(instance, target, rt) !== undefined
  if (relation.kind === 'forward' || relation.kind === 'generic') return instance.related.has(relation.field.name)
  if (relation.kind === 'reverseOne') return instance.related.has(name)
  return instance.prefetched.has(name)
}

/** Objects that are there already, as the next level's. */
function related(instance: Instance, name: string, target: string, rt: Runtime): readonly Instance[] {
  const list = instance.prefetched.get(name)?.rows(rt) ?? instance.extra.get(target)
  if (list instanceof ListObject) return list.items.filter((i) => i instanceof Instance)
  if (Array.isArray(list)) return (list as readonly Value[]).filter((i) => i instanceof Instance)
  try {
    const value = instance.getAttr(name, rt)
    if (value instanceof ListObject) return value.items.filter((i) => i instanceof Instance)
    return value instanceof Instance ? [value] : []
  } catch (error) {
    if (exceptionOf(error)?.cls.isSubclassOf(exceptionClass('ObjectDoesNotExist')) === true) return []
    throw error
  }
}

export interface Level {
  readonly rows: readonly Instance[]
  readonly more: readonly PrefetchSpec[]
}

function fetchLevel(
  instances: readonly Instance[],
  relation: Relation,
  spec: PrefetchSpec | null,
  target: string,
  rt: Runtime,
): Level {
  const toAttr = spec?.toAttr ?? null
  if (toAttr !== null) checkToAttr(instances[0] as Instance, toAttr)
  if (relation.kind === 'generic') return fetchGeneric(instances, relation.field, spec, toAttr, rt)
  if (relation.kind === 'forward') return fetchForward(instances, relation.field, spec, toAttr, rt)
  if (relation.kind === 'reverseOne') return fetchReverseOne(instances, relation.reverse, spec, toAttr, rt)
  return fetchMany(instances, relation.name, spec, toAttr, target, rt)
}

function checkToAttr(instance: Instance, toAttr: string): void {
  if (instance.cls.field(toAttr) !== undefined || instance.cls.meta.byName.has(toAttr)) {
    throw valueError(`to_attr=${toAttr} conflicts with a field on the ${instance.cls.name} model.`)
  }
}

function startFrom(
  spec: PrefetchSpec | null,
  fallback: () => QuerySetObject,
  rt: Runtime,
): { readonly base: QuerySetObject; readonly more: readonly PrefetchSpec[] } {
  const query: Query | null = spec?.queryset ?? null
  const type = spec?.rowsClass instanceof ManagerType ? spec.rowsClass : null
  const base = query === null ? fallback() : new QuerySetObject(rt.modelClass(query.model), query, [], type)
  return { base: base.prefetch([]), more: base.query.prefetch }
}

/** Rows by the key that their owners hold. */
function grouped(rows: readonly Instance[], keyOf: (row: Instance) => Value, rt: Runtime): Map<string, Instance[]> {
  const groups = new Map<string, Instance[]>()
  for (const row of rows) {
    const hash = hashKey(keyOf(row), rt)
    const group = groups.get(hash)
    if (group === undefined) groups.set(hash, [row])
    else group.push(row)
  }
  return groups
}

function distinctValues(values: readonly Value[], rt: Runtime): ListObject {
  return new ListObject([...new Map(values.map((v) => [hashKey(v, rt), v])).values()])
}

function fetchForward(
  instances: readonly Instance[],
  field: ResolvedField,
  spec: PrefetchSpec | null,
  toAttr: string | null,
  rt: Runtime,
): Level {
  const relation = field.relation
  const cls = rt.modelClass(relation?.to ?? field.model)
  const { base, more } = startFrom(spec, () => cls.baseRows(rt), rt)
  const held = instances.filter((i) => heldKey(i, field, rt) !== null)
  const rows = held.length === 0 ? [] : base.filterBy(targetsOf(held, field, cls, rt), rt).instances(rt)
  const groups = grouped(rows, (row) => ownKey(row, field, rt), rt)
  for (const instance of instances) {
    const found = groups.get(hashKey(heldKey(instance, field, rt), rt))?.[0] ?? null
    if (toAttr === null) instance.related.set(field.name, found)
    else instance.extra.set(toAttr, found)
    const back = field.kind === 'oneToOne' ? relation?.accessor : null
    if (found !== null && back !== null && back !== undefined) found.related.set(back, instance)
  }
  return { rows, more }
}

/** By the column that is held; over several columns by the relation back, whose target a hidden one has not. */
function targetsOf(
  instances: readonly Instance[],
  field: ResolvedField,
  cls: ModelClass,
  rt: Runtime,
): Record<string, Value> {
  const [far, ...more] = farFields(field, cls)
  const { hidden, queryName } = field.relation ?? { hidden: true, queryName: '' }
  if (more.length > 0 && !hidden) return { [`${queryName}__in`]: new ListObject([...instances]) }
  const first = (instance: Instance): Value => {
    const key = heldKey(instance, field, rt)
    return more.length > 0 && key instanceof TupleObject ? (key.items[0] ?? null) : key
  }
  return { [`${far?.name ?? 'pk'}__in`]: distinctValues(instances.map(first), rt) }
}

function fetchReverseOne(
  instances: readonly Instance[],
  reverse: Reverse,
  spec: PrefetchSpec | null,
  toAttr: string | null,
  rt: Runtime,
): Level {
  const { field, relation } = reverse
  const key = field.relation?.toField ?? 'pk'
  const { base, more } = startFrom(spec, () => rt.modelClass(relation.model).baseRows(rt), rt)
  const rows = base.filterBy({ [`${field.name}__in`]: new ListObject([...instances]) }, rt).instances(rt)
  const groups = grouped(rows, (row) => row.read(field.attname, rt), rt)
  for (const instance of instances) {
    const found = groups.get(hashKey(instance.read(key, rt), rt))?.[0] ?? null
    if (toAttr === null) instance.related.set(relation.accessor ?? '', found)
    else instance.extra.set(toAttr, found)
    found?.related.set(field.name, instance)
  }
  return { rows, more }
}

function fetchMany(
  instances: readonly Instance[],
  name: string,
  spec: PrefetchSpec | null,
  toAttr: string | null,
  target: string,
  rt: Runtime,
): Level {
  const managers = instances.map((i) => {
    const manager = i.getAttr(name, rt)
    if (isRelatedManager(manager)) return manager
    throw new Error(`${name} is not a related manager`)
  })
  const first = managers[0]
  if (first === undefined) return { rows: [], more: [] }
  const { base, more } = startFrom(spec, () => first.baseQueryset(rt), rt)
  const { rows, keyOf, ownKey } = first.rowsOf(base, instances, rt)
  // What is kept under the accessor is narrowed to its owner, which a slice does not allow.
  if (toAttr === null && spec?.queryset !== null && ops.isSliced(base.query))
    throw typeError('Cannot filter a query once a slice has been taken.')
  const groups = grouped(rows, keyOf, rt)
  managers.forEach((manager, i) => {
    const instance = instances[i] as Instance
    const found = groups.get(hashKey(ownKey(instance), rt)) ?? []
    if (toAttr !== null) {
      instance.extra.set(target, new ListObject(found))
      return
    }
    instance.prefetched.delete(manager.cacheName)
    const narrowed = spec?.queryset === null || spec === null ? manager.queryset(rt) : manager.narrowed(base, rt)
    const filled = narrowed.with(narrowed.query)
    filled.fill(found)
    instance.prefetched.set(manager.cacheName, filled)
  })
  return { rows, more }
}
