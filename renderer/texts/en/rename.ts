/** Renaming everywhere, with a preview. */

export const rename = {
  step: 'Rename everywhere',
  title: (name: string) => `Rename ${name} everywhere`,
  text: 'Everything that follows from the name, before it is changed. One undo step.',
  name: 'New name',
  apply: 'Rename',
  done: (before: string, after: string) => `${before} is now ${after}`,
  changes: 'What changes',
  kinds: {
    class: () => 'Model',
    field: (of: string) => `Field of ${of}`,
    table: () => 'Table',
    column: (of: string) => `Column of ${of}`,
    accessor: (of: string) => `Reverse accessor of ${of}`,
    lookup: (of: string) => `Name in queries from ${of}`,
    index: (of: string) => `Index or constraint of ${of}`,
  },
  queries: 'Saved queries that are rewritten',
  mentions: 'Code that says the old name',
  mentionsText: 'It is kept as it was written. Look through these places yourself.',
}
