/** Fields that stand in no model: `models.CharField(max_length=5).clean('x', None)`. */
import type { Options, Value as DocumentValue } from '../../../../document/records.ts'
import type { ModelKey, ResolvedChoice, ResolvedField } from '../../../../relations/types.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import type { Runtime } from '../../runtime.ts'
import { PyObject } from '../../values.ts'
import type { Value } from '../../values.ts'
import { FieldInfo } from '../classes/meta-object.ts'

/** Lengths that a class has unless it is given another. */
const LENGTHS: Readonly<Record<string, number | undefined>> = {
  EmailField: 254,
  FileField: 100,
  FilePathField: 100,
  GenericIPAddressField: 39,
  ImageField: 100,
  SlugField: 50,
  URLField: 200,
  UUIDField: 32,
}

const isPlain = (value: Value): value is string | boolean => typeof value === 'string' || typeof value === 'boolean'

function plainOptions(given: ReadonlyMap<string, Value>): Options {
  const options: Record<string, DocumentValue> = {}
  for (const [name, value] of given) {
    if (isPlain(value)) options[name] = value
    else if (typeof value === 'bigint') options[name] = Number(value)
  }
  return options
}

/** The field as those see it who check and convert values; validators are left to whoever holds the objects. */
export function looseField(className: string, given: ReadonlyMap<string, Value>, model: ModelKey): ResolvedField {
  const flag = (name: string, otherwise = false): boolean => {
    const value = given.get(name)
    return typeof value === 'boolean' ? value : otherwise
  }
  const text = (name: string): string | null => {
    const value = given.get(name)
    return typeof value === 'string' ? value : null
  }
  const length = given.get('max_length')
  const isAutomatic = flag('auto_now') || flag('auto_now_add')
  return {
    id: null,
    model,
    name: text('name') ?? 'None',
    attname: text('name') ?? 'None',
    column: text('db_column'),
    className,
    kind: 'scalar',
    null: flag('null'),
    blank: flag('blank') || isAutomatic,
    unique: flag('unique') || flag('primary_key'),
    primaryKey: flag('primary_key'),
    dbIndex: flag('db_index', className === 'SlugField'),
    editable: flag('editable', className !== 'BinaryField') && !isAutomatic,
    maxLength: typeof length === 'bigint' ? Number(length) : (LENGTHS[className] ?? null),
    default: { kind: 'none' },
    dbDefault: undefined,
    choices: choicesOf(given.get('choices') ?? null),
    enum: null,
    comment: text('db_comment'),
    verboseName: text('verbose_name') ?? 'None',
    options: plainOptions(given),
    autoCreated: false,
    relation: null,
    source: null,
  }
}

/** Pairs as a resolved field has them; null: there are none. */
export function choicesOf(value: Value): ResolvedField['choices'] {
  const pairs = pairsIn(value)
  if (pairs === null) return null
  return pairs.flatMap((pair): readonly ResolvedChoice[] => {
    const [key = null, label = null] = pair
    const group = choicesOf(label)
    if (group !== null) return group.map((choice) => ({ ...choice, group: String(key) }))
    const plain = typeof key === 'bigint' ? Number(key) : isPlain(key) ? key : null
    return [{ value: plain, label: String(label), group: null }]
  })
}

/** The pairs of a list, or of a dict as Django 5 takes one. */
function pairsIn(value: Value): readonly (readonly Value[])[] | null {
  if (value instanceof DictObject) return [...value.entries.values()]
  if (!(value instanceof ListObject || value instanceof TupleObject)) return null
  return value.items.map((pair) => (pair instanceof ListObject || pair instanceof TupleObject ? pair.items : []))
}

/** What no model has told it yet. */
const UNKNOWN: ReadonlySet<string> = new Set(['model', 'attname', 'column', 'name', 'verbose_name'])

/** The attributes of such a field. */
export class LooseInfo extends PyObject {
  private readonly given: ReadonlyMap<string, Value>
  private readonly info: FieldInfo
  constructor(className: string, given: ReadonlyMap<string, Value>, rt: Runtime) {
    super()
    const [model] = rt.resolution.order
    if (model === undefined) throw new Error('A session without models')
    this.info = new FieldInfo(rt.modelClass(model), looseField(className, given, model))
    this.given = given
  }
  typeName(): string {
    return this.info.typeName()
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const given = this.given.get(name)
    if (given !== undefined) return given
    if (name === 'model') return undefined
    return UNKNOWN.has(name) ? null : this.info.getAttr(name, rt)
  }
}
