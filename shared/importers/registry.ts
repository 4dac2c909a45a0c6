/** Every importer, one line each. Hosts, dialogs and the command line read this. */
import { dbml } from './dbml.ts'
import { diagrams } from './diagrams.ts'
import { django } from './django.ts'
import { drizzle } from './drizzle.ts'
import { json } from './json.ts'
import { prisma } from './prisma.ts'
import { sql } from './sql.ts'
import { sqliteFile } from './sqlite.ts'
import { typeorm } from './typeorm.ts'
import { picture } from './picture.ts'
import type { ImportFile, Importer } from './importer.ts'

export const IMPORTERS = [
  django,
  sqliteFile,
  sql,
  dbml,
  prisma,
  drizzle,
  typeorm,
  json,
  picture,
  diagrams,
] as const satisfies readonly Importer[]
export type ImporterId = (typeof IMPORTERS)[number]['id']

/** Only so much of a file is looked at to recognise it, bytes. */
const RECOGNISED_BYTES = 64 * 1024

export function importerOf(id: string): Importer | undefined {
  return IMPORTERS.find((importer) => importer.id === id)
}

/** The importer that is surest of the files, by their content; null where none knows them. */
export function recogniseImporter(files: readonly ImportFile[]): Importer | null {
  let best: Importer | null = null
  let surest = 0
  for (const importer of IMPORTERS) {
    for (const { path, bytes } of files) {
      const sure = importer.recognise({ path, bytes: bytes.subarray(0, RECOGNISED_BYTES) })
      if (sure <= surest) continue
      surest = sure
      best = importer
    }
  }
  return best
}
