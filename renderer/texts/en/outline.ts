/** The outline. */
import { count } from './words.ts'

export const outline = {
  title: 'Models',
  filter: 'Filter models',
  none: 'No models yet.',
  noneText: 'Press M, or double-click the canvas, to add the first one.',
  noMatch: (query: string) => `No model is called “${query}”.`,
  kinds: {
    concrete: 'model',
    abstract: 'abstract model',
    proxy: 'proxy model',
    external: 'external model',
    child: 'child model',
    through: 'through model',
  },
  outside: 'not in this view',
  hasErrors: 'has errors',
  hasWarnings: 'has warnings',
  appModels: (n: number) => count(n, 'model'),
}
