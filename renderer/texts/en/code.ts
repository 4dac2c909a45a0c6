/** The live texts: SQL, TypeScript, Django. */

export const code = {
  target: 'Target',
  missing: 'This target is not part of this build.',
  failed: (target: string, why: string) => `${target} could not be made of this design: ${why}`,
  onDelete: { orm: 'on_delete by Django', database: 'on_delete by the database' },
  onDeleteTexts: {
    orm: 'As Django makes the tables: the ORM does what on_delete says, SQL says nothing.',
    database: 'As ON DELETE in SQL, for programs other than Django; what SQL cannot say is listed.',
  },
  anew: 'The models as Relata writes them anew. A save keeps your file’s own form and changes only the lines you edit.',
  saveAs: (name: string) => `Save ${name}…`,
}
