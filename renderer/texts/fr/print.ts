import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const print: Texts['print'] = {
  title: 'Imprimer le diagramme',
  text: 'La vue ouverte, en traits et en lettres : nette à toutes les tailles.',
  paper: 'Papier',
  papers: { a4: 'A4', a3: 'A3', letter: 'Lettre US' },
  scale: 'Taille',
  fit: 'Sur une page',
  tiles: (percent) => `À ${percent} %, sur plusieurs pages`,
  landscape: 'Paysage',
  sheets: (n) => count(n, 'page'),
  sheet: (row, column) => `rangée ${row}, colonne ${column}`,
  print: (n) => `Imprimer ${count(n, 'page')}`,
}
