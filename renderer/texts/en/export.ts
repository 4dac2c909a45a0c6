/** The export dialog. */
import { count } from './words.ts'

export const exporting = {
  copyPicture: 'Copy picture',
  pictureCopied: (models: number) => `Picture of ${count(models, 'model')} copied`,
  title: 'Export',
  target: 'Target',
  scope: 'Which models',
  scopes: {
    all: () => 'The whole design',
    view: (models: number) => `This view, ${count(models, 'model')}`,
    selection: (models: number) => `The selection, ${count(models, 'model')}`,
  },
  scopeTexts: {
    all: 'Every model.',
    view: 'What this view shows; models it only points at are named, not written.',
    selection: 'What is selected; models it only points at are named, not written.',
  },
  copy: 'Copy',
  saveAs: (name: string) => `Save ${name}…`,
  saveAgain: (name: string) => `Save onto ${name}`,
  saveAgainText: (name: string, when: string) => `Last written to ${name}, ${when}.`,
  compare: (name: string) => `Compare with ${name}`,
  compareLast: 'Compare with the last export',
  same: (name: string) => `${name} is up to date: the export would be the same.`,
  gone: (name: string) => `${name} is not there any more.`,
  changed: (added: number, removed: number) =>
    `${count(added, 'line')} more, ${count(removed, 'line')} fewer than in the file.`,
  dark: 'Dark',
  bare: 'Without the design inside',
  bareText: 'Otherwise Relata opens the picture again as a design.',
  scale: 'Size',
  scaleOf: (times: number, width: number, height: number) => `${times}×: ${width} by ${height} pixels`,
  pictureOf: (name: string) => `Picture of ${name}`,
  pictureFailed: 'The picture could not be drawn.',
  saving: 'Drawing…',
  saved: (name: string) => `Saved ${name}`,
}
