/** Names of the constants in a Drizzle file. */
import type { ModelKey, Resolution } from '../../relations/types.ts'
import { RESERVED_WORDS, typeNames } from '../typescript/names.ts'

/** `Post` → `post`; the join table `Post_tags` → `postTags`. */
export function constants(resolution: Resolution): ReadonlyMap<ModelKey, string> {
  const used = new Set<string>()
  const names = [...typeNames(resolution)].map(([key, name]): [ModelKey, string] => {
    const camel = name.replace(/_+(\p{L}|\p{N})/gu, (_, c: string) => c.toUpperCase())
    const lower = `${camel.charAt(0).toLowerCase()}${camel.slice(1)}`
    // An underscore that stood before a digit went with the others.
    const plain = /^[\p{ID_Start}_$]/u.test(lower) ? lower : `_${lower}`
    let free = RESERVED.has(plain) ? `${plain}Table` : plain
    for (let i = 2; used.has(free) || used.has(`${free}Relations`); i++) free = `${plain}${i}`
    used.add(free).add(`${free}Relations`)
    return [key, free]
  })
  return new Map(names)
}

/** Words of TypeScript, and names that the generated text imports or binds. */
const RESERVED = new Set(
  `${RESERVED_WORDS} relations one many sql integer text real blob numeric decimal float index uniqueIndex primaryKey foreignKey unique check bigint smallint tinyint mediumint boolean timestamp date time year varchar json jsonb uuid interval inet cidr macaddr bytea serial bigserial smallserial doublePrecision double int datetime tinytext mediumtext longtext char customType longblob binary varbinary point line geometry vector pgTable pgSchema pgEnum mysqlTable mysqlSchema mysqlEnum sqliteTable`.split(
    ' ',
  ),
)
