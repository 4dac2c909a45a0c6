/** What Django puts into columns by itself is put in by each ORM in its own words. */
import { describe, expect, it } from 'vitest'
import { buildDocument } from '../importers/django/build.ts'
import { readSourceModule } from '../importers/django/modules.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { drizzleMysql } from './drizzle-mysql.ts'
import { drizzlePostgresql } from './drizzle-postgresql.ts'
import { drizzleSqlite } from './drizzle-sqlite.ts'
import { DEFAULT_EXPORT_OPTIONS as options, exportedText } from './exporter.ts'
import type { Exporter } from './exporter.ts'
import { mikroOrm } from './mikro-orm.ts'
import { prisma } from './prisma.ts'
import { sequelize } from './sequelize.ts'
import { typeorm } from './typeorm.ts'
import { zodSchemas } from './zod.ts'

const MODELS = `import datetime
import uuid
from decimal import Decimal
from django.db import models
from django.utils import timezone


class Post(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    made = models.DateTimeField(auto_now_add=True)
    touched = models.DateTimeField(auto_now=True)
    shown = models.DateTimeField(default=timezone.now, null=True)
    day = models.DateField(default=datetime.date.today)
    meta = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    token = models.UUIDField(default=uuid.uuid4)
    price = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("1.50"))
    odd = models.IntegerField(default=make_odd)


class Mark(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
`

const compiled = compileDesign(buildDocument([readSourceModule('models.py', MODELS)], { app: 'blog' }).doc)

/** Blanks do not count: formatters set columns under each other. */
function linesOf(exporter: Exporter): readonly string[] {
  const text = exportedText(exporter.export({ ...compiled, options }))
  return text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' '))
}

describe('what Django puts in by itself', () => {
  it('is made by Prisma’s client', () => {
    expect(linesOf(prisma)).toEqual(
      expect.arrayContaining([
        'id String @id @default(uuid()) @db.Uuid',
        'made DateTime @default(now()) @db.Timestamptz',
        'touched DateTime @updatedAt @db.Timestamptz',
        'shown DateTime? @default(now()) @db.Timestamptz',
        'day DateTime @default(now()) @db.Date',
        'meta Json @default("{}")',
        'flags Json @default("[]")',
        'token String @default(uuid()) @db.Uuid',
        'price Decimal @default(1.50) @db.Decimal(6, 2)',
        'odd Int',
      ]),
    )
  })

  it('is made by Drizzle as each database keeps it', () => {
    expect(linesOf(drizzlePostgresql)).toEqual(
      expect.arrayContaining([
        "id: uuid('id').primaryKey().$defaultFn(() => crypto.randomUUID()),",
        "made: timestamp('made', { withTimezone: true, mode: 'string' }).notNull().$defaultFn(() => new Date().toISOString()),",
        "touched: timestamp('touched', { withTimezone: true, mode: 'string' }).notNull().$onUpdateFn(() => new Date().toISOString()),",
        "day: date('day').notNull().$defaultFn(() => new Date().toISOString().slice(0, 10)),",
        "meta: jsonb('meta').notNull().$defaultFn(() => ({})),",
        "flags: jsonb('flags').notNull().$defaultFn(() => []),",
        "price: numeric('price', { precision: 6, scale: 2 }).notNull().default('1.50'),",
        "odd: integer('odd').notNull(),",
      ]),
    )
    expect(linesOf(drizzleSqlite)).toEqual(
      expect.arrayContaining([
        "id: text('id').primaryKey().$defaultFn(() => crypto.randomUUID().replaceAll('-', '')),",
        "made: text('made').notNull().$defaultFn(() => new Date().toISOString().slice(0, -1).replace('T', ' ')),",
      ]),
    )
    expect(linesOf(drizzleMysql)).toEqual(
      expect.arrayContaining([
        "made: datetime('made', { fsp: 6, mode: 'string' }).notNull().$defaultFn(() => new Date().toISOString().slice(0, -1).replace('T', ' ')),",
        "token: char('token', { length: 32 }).notNull().$defaultFn(() => crypto.randomUUID().replaceAll('-', '')),",
      ]),
    )
  })

  it('is made by TypeORM', () => {
    expect(linesOf(typeorm)).toEqual(
      expect.arrayContaining([
        "@PrimaryGeneratedColumn('uuid', { name: 'id' })",
        "@CreateDateColumn({ name: 'made' })",
        "@UpdateDateColumn({ name: 'touched' })",
        "@Column({ name: 'shown', type: Date, nullable: true, default: () => 'CURRENT_TIMESTAMP' })",
        "@Generated('uuid')",
        "@Column({ name: 'token', type: 'uuid' })",
        "@Column({ name: 'price', type: 'decimal', precision: 6, scale: 2, default: '1.50' })",
      ]),
    )
  })

  it('is made by Sequelize', () => {
    expect(linesOf(sequelize)).toEqual(
      expect.arrayContaining([
        'id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 },',
        'shown: { type: DataTypes.DATE, allowNull: true, defaultValue: DataTypes.NOW },',
        'day: { type: DataTypes.DATEONLY, allowNull: false, defaultValue: DataTypes.NOW },',
        'meta: { type: DataTypes.JSON, allowNull: false, defaultValue: {} },',
        'flags: { type: DataTypes.JSON, allowNull: false, defaultValue: [] },',
        "{ sequelize, modelName: 'Post', tableName: 'blog_post', timestamps: true, createdAt: 'made', updatedAt: 'touched' },",
        'declare made: CreationOptional<Date>',
      ]),
    )
  })

  it('is made by MikroORM', () => {
    expect(linesOf(mikroOrm)).toEqual(
      expect.arrayContaining([
        "id: { type: 'uuid', fieldName: 'id', primary: true, autoincrement: false, onCreate: () => crypto.randomUUID() },",
        "made: { type: 'datetime', fieldName: 'made', onCreate: () => new Date() },",
        "touched: { type: 'datetime', fieldName: 'touched', onCreate: () => new Date(), onUpdate: () => new Date() },",
        "day: { type: 'date', fieldName: 'day', onCreate: () => new Date().toISOString().slice(0, 10) },",
        "meta: { type: 'json', fieldName: 'meta', onCreate: () => ({}) },",
      ]),
    )
  })

  it('may be left out of what is inserted', () => {
    expect(linesOf(zodSchemas)).toEqual(
      expect.arrayContaining(['id: z.guid().optional(),', 'meta: z.json().optional(),', 'odd: z.int32(),']),
    )
  })
})
