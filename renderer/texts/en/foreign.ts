/** A database that others made, open in the preview. */
export const foreign = {
  title: 'Database file',
  opening: (name: string) => `Opening ${name}…`,
  closed: (name: string) => `${name} is not open.`,
  readOnly: (name: string) => `${name} is open read-only. Nothing here changes it.`,
  dropped: 'It was dropped on the page, which does not tell where it lies: use Import… to be able to change it.',
  writing: (name: string, backup: string) => `Changes go into ${name}; the copy is ${backup}.`,
  standIn: (name: string) => `A sample database is in use, made from the design. ${name} is not touched.`,
  allow: 'Allow changes…',
  allowTitle: (name: string) => `Allow changes to ${name}?`,
  allowText: (name: string) =>
    `First a copy of it is made: ${name}.backup-<date and time>.sqlite, in the same folder. Then what you change among the rows, and what the shell does with “Keep changes”, goes into ${name} itself. Its tables stay as they are, whatever you draw.`,
  copyAndAllow: 'Make the copy and allow changes',
  copying: 'Making the copy…',
  toSample: 'Use a sample database instead',
  toFile: (name: string) => `Use ${name}`,
  notMade: 'Not for a database file: its tables and rows are not Relata’s to make.',
}
