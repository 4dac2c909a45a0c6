/** Opening, saving, importing, exporting. */
import { count } from './words.ts'

export const files = {
  openTitle: 'Open a file',
  saveTitle: 'Save to a file',
  folder: 'Folder',
  openFolder: 'Open this folder as a Django project',
  contents: 'Contents of the folder',
  emptyFolder: 'Nothing here that can be opened.',
  fileName: 'File name',
  size: (bytes: number) =>
    bytes < 1024
      ? `${bytes} B`
      : bytes < 1024 * 1024
        ? `${Math.round(bytes / 1024)} kB`
        : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
  date: (at: number) => new Date(at).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' }),
  replaceTitle: (name: string) => `Replace ${name}?`,
  replaceText: 'There is a file of that name already. What is in it will be gone.',
  replace: 'Replace',
  leaveTitle: (name: string) => `Save the changes to ${name === '' ? 'this design' : name}?`,
  leaveText: 'They are lost otherwise.',
  dontSave: 'Don’t save',
  saved: (name: string) => `Saved to ${name}`,
  notSaved: 'The design is not saved',
  notSavedText: 'Your work is still here. Save it to another place, or try again later.',
  saveElsewhere: 'Save elsewhere…',
  unreadable: (name: string) => `${name} cannot be opened`,
  unreadableText: 'It is not a design, or too damaged to be read. The design that was open is still here.',
  repaired: (name: string) => `${name} is open, but not all of it could be read`,
  repairedText: 'Nothing has been written. Look at the list before you save over the file.',
  readOnlyFile: 'The file, or its folder, cannot be written to. Save a copy to keep changes.',
  conflictTitle: (name: string) => `${name} was changed by another program`,
  conflictText:
    'Your changes are not saved. Look at what differs, or choose which one to keep; nothing has been overwritten.',
  compare: 'Compare',
  takeTheirs: 'Take the file',
  overwrite: 'Overwrite it',
  noDifference: 'The models are the same; only positions or views differ.',
  theirsUnreadable: 'The file as it is now cannot be read as a design.',
  differs: { mine: 'only here', theirs: 'only in the file', both: 'differs' },
  deletedOutside: 'The file was deleted by another program. Your design is still here; save it to keep it.',
  reloaded: 'The file was changed by another program; this is its new content.',
  recoveryTitle: (name: string) => `There is unsaved work on ${name}`,
  recoveryText: (at: number, fileIsNewer: boolean) =>
    `Relata kept a copy on ${new Date(at).toLocaleString('en')}.${fileIsNewer ? ' The file was saved after that.' : ''}`,
  recover: 'Open the copy',
  discardCopy: 'Discard the copy',
  later: 'Later',
  imported: (name: string, models: number) => `${count(models, 'model')} drawn from ${name}`,
  savedOnto: (files: number) =>
    files === 0 ? 'models.py is up to date already' : `Written back onto ${count(files, 'file')}`,
  ontoNotes: 'These parts could not be written:',
  ontoConflict: 'It is not as it was when the design was read. What was changed there would be lost.',
  ontoHint: (name: string) => `Saves go back into ${name}, only the lines you change`,
  reviewTitle: (files: number) => (files === 0 ? 'No changes' : `Changes to ${count(files, 'file')}`),
  reviewText: 'Only these lines are written; everything else in the file stays as it is.',
  reviewNothing: 'What is on the canvas is what the file says already.',
  changedLines: (added: number, removed: number) => `+${added} −${removed}`,
  importNotes: 'These parts were skipped or guessed:',
  moreNotes: (n: number) => `and ${count(n, 'more note')}`,
  dropHere: 'Drop the file to open or import it',
  tooLarge: (name: string) => `${name} is larger than 512 MB.`,
}
