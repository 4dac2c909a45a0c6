/** Notes as SQL comments. A name in them may hold anything, so each stays on its line. */
export function commented(notes: readonly string[]): readonly string[] {
  return notes.map((note) => `-- ${note.replaceAll(/[\r\n]+/g, ' ')}`)
}
