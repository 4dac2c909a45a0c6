/** The list of keys. */

export const shortcuts = { title: 'Keyboard shortcuts', none: 'no key' }
