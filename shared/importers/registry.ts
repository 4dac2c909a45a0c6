/** Every importer, one line each. Hosts, dialogs and the command line read this. */
import { django } from './django.ts'
import type { Importer } from './importer.ts'

export const IMPORTERS = [django] as const satisfies readonly Importer[]
export type ImporterId = (typeof IMPORTERS)[number]['id']
