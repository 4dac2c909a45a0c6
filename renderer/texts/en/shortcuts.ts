/** The list of keys. */

export const shortcuts = {
  title: 'Keyboard shortcuts',
  text: 'Keys with a gap are pressed one after the other. The pencil gives an action other keys.',
  find: 'Find an action or a key',
  none: 'no key',
  change: (action: string) => `Change the keys of ${action}`,
  reset: (action: string) => `The usual keys of ${action} again`,
  resetAll: 'Reset all keys',
  press: (action: string) => `Press the keys for ${action}`,
  reserved: 'This key moves through the drawing and the page; take another.',
  taken: (actions: string) => `These keys are taken: ${actions}`,
  take: 'Take them all the same',
  use: 'Use these keys',
  noKey: 'No key',
  goesOn: 'How these keys go on',
  nothingNow: 'Nothing that begins like this is possible now.',
  /** What is printed on key caps, where that differs from what we call the key. */
  caps: {
    Shift: 'Shift',
    Delete: 'Del',
    Escape: 'Esc',
    Enter: 'Enter',
    Backspace: 'Backspace',
    Space: 'Space',
  },
}
