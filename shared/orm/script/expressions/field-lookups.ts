/** `CharField.register_lookup(Lower)`: transforms under the names that Django's functions have in a lookup. */
import { register, unregister } from '../../query/lookups/registered.ts'
import type { Registered } from '../../query/lookups/registered.ts'
import { bind } from '../arguments.ts'
import { pyError, unsupported } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { OwnFunction } from './user-expressions.ts'
import { OwnLookup } from './user-lookups.ts'
import { Builtin, PyObject, TypeObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'

const TRANSFORMS = [
  'Abs ACos ASin ATan Ceil Cos Cot Degrees Exp Floor Ln Radians Round Sign Sin Sqrt Tan',
  'Chr Length Lower LTrim MD5 Ord Reverse RTrim SHA1 SHA224 SHA256 SHA384 SHA512 Trim Upper',
]
const DATE_TRANSFORMS = {
  ExtractYear: 'year',
  ExtractIsoYear: 'iso_year',
  ExtractMonth: 'month',
  ExtractDay: 'day',
  ExtractWeek: 'week',
  ExtractWeekDay: 'week_day',
  ExtractIsoWeekDay: 'iso_week_day',
  ExtractQuarter: 'quarter',
  ExtractHour: 'hour',
  ExtractMinute: 'minute',
  ExtractSecond: 'second',
  TruncDate: 'date',
  TruncTime: 'time',
}

/** `lookup_name` by class. */
const LOOKUP_NAMES: ReadonlyMap<string, string> = new Map([
  ...TRANSFORMS.flatMap((names) => names.split(' ')).map((name) => [name, name.toLowerCase()] as const),
  ...Object.entries(DATE_TRANSFORMS),
])

function lookupName(lookup: Value): string {
  const own = lookup instanceof OwnLookup ? lookup.lookupName : lookup instanceof OwnFunction ? lookup.lookupName : null
  if (own !== null) return own
  if (!(lookup instanceof TypeObject)) {
    const isClass = lookup instanceof PyObject && 'isClass' in lookup
    if (isClass) throw unsupported(`a lookup of one's own (${typeName(lookup)})`)
    throw pyError('AttributeError', `'${typeName(lookup)}' object has no attribute 'lookup_name'`)
  }
  const name = LOOKUP_NAMES.get(lookup.name)
  if (name === undefined) throw pyError('AttributeError', `type object '${lookup.name}' has no attribute 'lookup_name'`)
  return name
}

/** Where Django defines a field class. */
function fieldModule(className: string): string {
  if (className === 'JSONField') return 'django.db.models.fields.json'
  if (className === 'FileField' || className === 'ImageField') return 'django.db.models.fields.files'
  const isRelation = className === 'ForeignKey' || className === 'OneToOneField' || className === 'ManyToManyField'
  return isRelation ? 'django.db.models.fields.related' : 'django.db.models.fields'
}

/** What every field class has of Django's registration API. */
export function lookupAttributes(className: string): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['__module__', fieldModule(className)],
    [
      'register_lookup',
      new Builtin('register_lookup', (call, rt) => {
        const { lookup, lookup_name: given } = bind('register_lookup', ['lookup', 'lookup_name?'], call)
        const name = typeof given === 'string' ? given : lookupName(lookup)
        register(className, name, entryOf(lookup, rt))
        return lookup
      }),
    ],
    [
      '_unregister_lookup',
      new Builtin('_unregister_lookup', (call) => {
        const { lookup, lookup_name: given } = bind('_unregister_lookup', ['lookup', 'lookup_name?'], call)
        const name = typeof given === 'string' ? given : lookupName(lookup)
        if (!unregister(className, name)) throw pyError('KeyError', `'${name}'`)
        return null
      }),
    ],
    [
      'get_lookups',
      new Builtin('get_lookups', () => {
        throw unsupported(`${className}.get_lookups()`)
      }),
    ],
  ])
}

function entryOf(lookup: Value, rt: Runtime): Registered {
  if (lookup instanceof OwnLookup) return { kind: 'lookup', sql: lookup.sqlOf(rt) }
  if (lookup instanceof OwnFunction) return lookup.transform(rt)
  if (lookup instanceof TypeObject && LOOKUP_NAMES.has(lookup.name))
    return { kind: 'transform', name: lookup.name, options: {}, output: null, bilateral: false }
  throw unsupported('a lookup that is no transform of django.db.models.functions')
}
