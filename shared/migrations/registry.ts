import { djangoMigration } from './django.ts'
import type { MigrationTarget } from './migration.ts'
import { postgresqlMigration } from './postgresql.ts'
import { sqliteMigration } from './sqlite.ts'

/** In the order in which they are offered. */
export const MIGRATION_TARGETS: readonly MigrationTarget[] = [djangoMigration, sqliteMigration, postgresqlMigration]
