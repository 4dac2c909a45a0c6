/**
 * Sentences of the core that have names and numbers in them, by their English with `{}` for these: what another
 * language says instead. The core speaks English, so there is nothing to say here.
 */
export const sentences: Readonly<Record<string, (...slots: string[]) => string>> = {}
