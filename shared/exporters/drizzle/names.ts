/** Names of the constants in a Drizzle file. */
import type { ModelKey, Resolution } from '../../relations/types.ts'
import { typeNames } from '../typescript/names.ts'

/** `Post` → `post`; the join table `Post_tags` → `postTags`. */
export function constants(resolution: Resolution): ReadonlyMap<ModelKey, string> {
  const used = new Set<string>()
  const names = [...typeNames(resolution)].map(([key, name]): [ModelKey, string] => {
    const camel = name.replace(/_+(\p{L}|\p{N})/gu, (_, c: string) => c.toUpperCase())
    const plain = `${camel.charAt(0).toLowerCase()}${camel.slice(1)}`
    let free = RESERVED.has(plain) ? `${plain}Table` : plain
    for (let i = 2; used.has(free) || used.has(`${free}Relations`); i++) free = `${plain}${i}`
    used.add(free).add(`${free}Relations`)
    return [key, free]
  })
  return new Map(names)
}

/** Words of TypeScript, and names that the generated text imports. */
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with as implements interface let package private protected public static yield await relations sql integer text real blob numeric index uniqueIndex primaryKey foreignKey unique check bigint smallint boolean timestamp date time varchar json jsonb uuid interval inet bytea serial doublePrecision double int datetime longtext char customType bytea longblob binary'.split(
    ' ',
  ),
)
