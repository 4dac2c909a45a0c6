/** Ce que plusieurs sections demandent à la grammaire française. */
import { numbersOf } from '../en/words.ts'

/** Zéro et un sont au singulier : « 0 modèle », « 1,5 ligne », « 2 lignes ». */
export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n < 2 ? one : many}`

export const number = numbersOf('fr')
