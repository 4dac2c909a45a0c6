/** Prefetching of a GenericForeignKey: one query for each content type among the rows. */
import { genericKey } from '../../../../relations/links/generic-relations.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import type { PrefetchSpec, Query } from '../../../query/types.ts'
import { ListObject } from '../../types/collections.ts'
import { hashKey } from '../../types/equality.ts'
import { valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import { asKey, heldKeys, modelFor } from '../related/generic-object.ts'
import type { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import type { Level } from './prefetch.ts'
import { QuerySetObject } from './queryset.ts'

export function fetchGeneric(
  instances: readonly Instance[],
  field: ResolvedField,
  spec: PrefetchSpec | null,
  toAttr: string | null,
  rt: Runtime,
): Level {
  const given = givenRows(field, spec, rt)
  const groups = new Map<
    string,
    { readonly cls: ModelClass; readonly keys: Map<string, Value>; readonly type: Value }
  >()
  for (const instance of instances) {
    const { contentType, objectId } = heldKeys(instance, field, rt)
    if (contentType === null || objectId === null) continue
    const hash = hashKey(contentType, rt)
    const group = groups.get(hash) ?? { cls: modelFor(contentType, rt), keys: new Map(), type: contentType }
    group.keys.set(hashKey(objectId, rt), objectId)
    groups.set(hash, group)
  }
  const rows = new Map<string, Instance>()
  for (const [hash, { cls, keys }] of groups) {
    const base = given.get(hash) ?? cls.baseRows(rt)
    for (const row of base.filterBy({ pk__in: new ListObject([...keys.values()]) }, rt).instances(rt))
      rows.set(`${cls.key} ${hashKey(row.pk, rt)}`, row)
  }
  for (const instance of instances) {
    const { contentType, objectId } = heldKeys(instance, field, rt)
    const group = contentType === null ? undefined : groups.get(hashKey(contentType, rt))
    const key = group === undefined ? null : asKey(group.cls, objectId, rt)
    const found = key === null ? undefined : rows.get(`${group?.cls.key ?? ''} ${hashKey(key, rt)}`)
    if (toAttr === null) instance.related.set(field.name, found ?? null)
    else instance.extra.set(toAttr, found ?? null)
  }
  return { rows: [...rows.values()], more: [...given.values()].flatMap(({ query }) => query.prefetch) }
}

/** Querysets of a Prefetch or GenericPrefetch, by the key of their model's content type. */
function givenRows(field: ResolvedField, spec: PrefetchSpec | null, rt: Runtime): Map<string, QuerySetObject> {
  const forConcrete = genericKey(field)?.forConcrete ?? true
  const one = spec?.queryset ?? null
  const queries: readonly Query[] = spec?.querysets ?? (one === null ? [] : [one])
  const rows = new Map<string, QuerySetObject>()
  for (const query of queries) {
    const cls = rt.modelClass(query.model)
    const hash = hashKey(rt.contentTypes.forModel(cls, forConcrete, rt).pk, rt)
    if (rows.has(hash)) throw valueError('Only one queryset is allowed for each content type.')
    rows.set(hash, new QuerySetObject(cls, query).prefetch([]))
  }
  return rows
}
