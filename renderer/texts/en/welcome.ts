/** The first screen. */

export const welcome = {
  title: 'What to try',
  draw: 'Double-click the canvas to add a model; drag from one model to another to relate them.',
  watch: 'Watch SQL, TypeScript and models.py change below while you draw.',
  ask: 'Ask the sample rows a question:',
  run: 'Run it',
}
