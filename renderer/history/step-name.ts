import { inWords, t } from '../texts/texts.ts'

/** The name of a step in the language of the page; commands are written in English. */
export function stepName(label: string): string {
  return (t.history.steps as { readonly [label: string]: string | undefined })[label] ?? inWords(label)
}
