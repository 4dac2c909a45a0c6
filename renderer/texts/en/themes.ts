/** Names of the themes. */

export const themes = { system: 'Same as the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' }
