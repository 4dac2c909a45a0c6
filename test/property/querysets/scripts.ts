/** Random scripts over a wide schema: managers from both sides, saving, updating, deleting, prefetching. */
import type { Random } from './random.ts'
import { lineage, literal } from './wide-schema.ts'
import type { WideSchema } from './wide-schema.ts'
import { IMPORTS } from './wide-querysets.ts'
import type { WideWriter } from './wide-querysets.ts'

const python = (value: number | string): string => (typeof value === 'string' ? `'${value}'` : String(value))

/** The steps of one script. */
export function randomScript(r: Random, schema: WideSchema, writer: WideWriter, length: number): readonly string[] {
  const steps: string[] = []
  while (steps.length < length) steps.push(...step(r, schema, writer, r.pick(schema.names)))
  return [...IMPORTS, ...steps]
}

function step(r: Random, schema: WideSchema, writer: WideWriter, name: string): readonly string[] {
  const pks = (of: string): readonly (number | string)[] => schema.pks.get(of) ?? []
  const object = (of: string): string => `${of}.objects.get(pk=${python(r.pick(pks(of)))})`
  const chain = lineage(schema.models, name)
  const many = chain.flatMap((m) => m.many)
  const keys = chain.flatMap((m) => m.keys)
  const reverse = writer.relationsOf(name).filter((x) => x.many && !many.some((m) => m.name === x.name))
  const one = object(name)
  switch (r.int(0, 12)) {
    case 0:
    case 1: {
      if (many.length === 0) return []
      const { name: field, to } = r.pick(many)
      const some = r.some(pks(to), 2).map(python).join(', ')
      const calls = [`add(${some})`, `remove(${some})`, `set([${some}])`, `set([${some}], clear=True)`, 'clear()']
      const asks = ['all()', 'count()', 'exists()', `add(${to}.objects.first())`, `values_list('pk', flat=True)`]
      return [`${one}.${field}.${r.pick([...calls, ...asks])}`]
    }
    case 2:
    case 3: {
      if (reverse.length === 0) return []
      const { name: accessor, to } = r.pick(reverse)
      const other = object(to)
      const calls = [`add(${other})`, `remove(${other})`, `set([${other}])`, 'clear()']
      return [
        `${one}.${accessor}.${r.pick([...calls, 'all()', 'count()', 'first()', `order_by('-pk')[:1]`, 'last()'])}`,
      ]
    }
    case 4: {
      if (keys.length === 0) return []
      const key = r.pick(keys)
      const value = r.chance(0.8) ? object(key.to) : 'None'
      return [`o = ${one}`, `o.${key.name} = ${value}`, 'o.save()', `o.${key.name}`, `o.${key.name}_id`]
    }
    case 5:
      return [writer.queryset(name)]
    case 6: {
      const given = assignments(r, writer, name)
      return given.length === 0
        ? []
        : [`${name}.objects.filter(${writer.keywords(name, [], 1)}).update(${given.join(', ')})`]
    }
    case 7:
      return [`${one}.delete()`]
    case 8:
      return [`${name}.objects.filter(${writer.keywords(name, [], 1)}).delete()`]
    case 9: {
      const isOwn = schema.models.get(name)?.parent === null && schema.models.get(name)?.pk === 'int'
      return isOwn ? [`${name}.objects.create(${assignments(r, writer, name).join(', ')})`] : []
    }
    case 10: {
      const by = writer.fieldsOf(name).find((f) => ['int', 'text', 'bool', 'date'].includes(f.kind))
      const method = r.pick(['get_or_create', 'update_or_create'])
      const found = by === undefined ? 'pk=1' : `${by.name}=${literal(r, by.kind)}`
      return [`${name}.objects.${method}(${found}, defaults=dict(${assignments(r, writer, name).join(', ')}))`]
    }
    case 11: {
      const set = assignments(r, writer, name).map((text) => `o.${text.replace('=', ' = ')}`)
      return [`o = ${one}`, ...set, 'o.save()', 'o.refresh_from_db()', 'repr(o), o.pk']
    }
    default: {
      const relation = writer.relationsOf(name)[0]?.name
      if (relation === undefined) return []
      const got = `getattr(o, '${relation}', None)`
      const shown = `[y.pk for y in ${got}.order_by('pk')] if hasattr(${got}, 'order_by') else getattr(${got}, 'pk', None)`
      return [`[${shown} for o in ${name}.objects.prefetch_related('${relation}').order_by('pk')]`]
    }
  }
}

function assignments(r: Random, writer: WideWriter, name: string): readonly string[] {
  const fields = writer.fieldsOf(name).filter((f) => f.kind !== 'json' && !f.name.startsWith('u'))
  return r.some(fields, r.int(1, 3)).map((f) => `${f.name}=${f.null && r.chance(0.2) ? 'None' : literal(r, f.kind)}`)
}
