/** The examples. */

export const examples = { title: 'Examples', text: 'Each has sample rows, so that queries return something.' }
