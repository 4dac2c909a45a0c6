/** Names that TypeORM makes where a decorator gives none. Source: typeorm, DefaultNamingStrategy; typeorm-naming-strategies. */

export interface Naming {
  table(className: string): string
  column(property: string, given: string | null, prefixes: readonly string[]): string
  joinColumn(relation: string, referenced: string): string
  joinTable(table: string, property: string, other: string): string
  joinTableColumn(table: string, referenced: string): string
}

export const DEFAULT_NAMING: Naming = {
  table: snake,
  column(property, given, prefixes) {
    const name = given ?? property
    return prefixes.length === 0
      ? name
      : `${camel(prefixes.join('_'))}${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`
  },
  joinColumn: (relation, referenced) => camel(`${relation}_${referenced}`),
  joinTable: (table, property, other) => snake(`${table}_${property.replaceAll('.', '_')}_${other}`),
  joinTableColumn: (table, referenced) => camel(`${table}_${referenced}`),
}

/** `SnakeNamingStrategy` of the package that most projects take it from. */
export const SNAKE_NAMING: Naming = {
  table: snake,
  column: (property, given, prefixes) => snake([...prefixes, ''].join('_')) + (given ?? snake(property)),
  joinColumn: (relation, referenced) => snake(`${relation}_${referenced}`),
  joinTable: (table, property, other) => snake(`${table}_${property.replaceAll('.', '_')}_${other}`),
  joinTableColumn: (table, referenced) => snake(`${table}_${referenced}`),
}

/** As TypeORM's StringUtils does: `HTTPServer2` → `http_server2`. */
function snake(text: string): string {
  return text
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

/** `author_id` → `authorId`; other capitals are kept. */
function camel(text: string): string {
  return text
    .replace(/^[A-Z]/, (c) => c.toLowerCase())
    .replace(/[_\s-]+(.)?/g, (_, c: string | undefined) => c?.toUpperCase() ?? '')
}
