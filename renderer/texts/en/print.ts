/** Printing. */
import { count } from './words.ts'

export const print = {
  title: 'Print the drawing',
  text: 'The view that is open, as lines and letters: sharp at every size.',
  paper: 'Paper',
  papers: { a4: 'A4', a3: 'A3', letter: 'US Letter' },
  scale: 'Size',
  fit: 'On one page',
  tiles: (percent: number) => `At ${percent} %, over several pages`,
  landscape: 'Landscape',
  sheets: (n: number) => count(n, 'page'),
  sheet: (row: number, column: number) => `row ${row}, column ${column}`,
  print: (n: number) => `Print ${count(n, 'page')}`,
}
