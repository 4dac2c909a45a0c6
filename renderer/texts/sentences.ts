/** A sentence of the core in another language, told by its English words with names and numbers between them. */
export type Sentences = Readonly<Record<string, (...slots: string[]) => string>>

interface Pattern {
  readonly regex: RegExp
  readonly say: (...slots: string[]) => string
}

const compiled = new WeakMap<Sentences, readonly Pattern[]>()

/** null: it has no words for it. */
export function sayIn(sentences: Sentences, english: string): string | null {
  for (const { regex, say } of patternsOf(sentences)) {
    const found = regex.exec(english)
    if (found !== null) return say(...found.slice(1))
  }
  return null
}

/** Those with most words of their own first: “Remove the default” comes before “Remove {}”. */
function patternsOf(sentences: Sentences): readonly Pattern[] {
  const known = compiled.get(sentences)
  if (known !== undefined) return known
  const length = (template: string): number => template.replaceAll('{}', '').length
  const patterns = Object.entries(sentences)
    .toSorted(([a], [b]) => length(b) - length(a))
    .map(([template, say]) => ({ regex: new RegExp(`^${template.split('{}').map(escaped).join('(.+?)')}$`, 's'), say }))
  compiled.set(sentences, patterns)
  return patterns
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
