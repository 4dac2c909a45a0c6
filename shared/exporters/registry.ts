/** Every export target. Adding one: a file beside this one and a line here. */
import { dbml } from './dbml.ts'
import { django } from './django.ts'
import { drizzleMysql } from './drizzle-mysql.ts'
import { drizzlePostgresql } from './drizzle-postgresql.ts'
import { drizzleSqlite } from './drizzle-sqlite.ts'
import type { Exporter } from './exporter.ts'
import { graphviz } from './graphviz.ts'
import { html } from './html.ts'
import { jsonSchema } from './json-schema.ts'
import { kysely } from './kysely.ts'
import { markdown } from './markdown.ts'
import { mermaid } from './mermaid.ts'
import { mikroOrm } from './mikro-orm.ts'
import { mysql } from './mysql.ts'
import { openapi } from './openapi.ts'
import { plantuml } from './plantuml.ts'
import { postgresql } from './postgresql.ts'
import { prisma } from './prisma.ts'
import { sequelize } from './sequelize.ts'
import { sqlite } from './sqlite.ts'
import { svg } from './svg.ts'
import { typeorm } from './typeorm.ts'
import { typescript } from './typescript.ts'
import { zodSchemas } from './zod.ts'

export const EXPORTERS = [
  sqlite,
  postgresql,
  mysql,
  typescript,
  zodSchemas,
  kysely,
  drizzleSqlite,
  drizzlePostgresql,
  drizzleMysql,
  prisma,
  typeorm,
  sequelize,
  mikroOrm,
  django,
  dbml,
  mermaid,
  graphviz,
  plantuml,
  markdown,
  jsonSchema,
  openapi,
  html,
  svg,
] as const satisfies readonly Exporter[]

export type ExporterId = (typeof EXPORTERS)[number]['id']

/** The exporter of that id, or undefined: an unknown target is the caller's error, never a default. */
export function exporterOf(id: string): Exporter | undefined {
  return EXPORTERS.find((exporter) => exporter.id === id)
}
