/** Names of the themes. */

export const themes = { system: 'As the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' }
