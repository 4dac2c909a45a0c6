/** The first model in one minute. */

interface Step {
  readonly title: string
  readonly text: (first: string, second: string) => string
  /** Names of actions, for their keys, or keys. */
  readonly keys: readonly string[]
}

const steps: Record<'model' | 'field' | 'relate' | 'ask', Step> = {
  model: {
    title: 'Model',
    text: (first) => `Double-click the canvas, or press the key shown. Type ${first}, then Enter.`,
    keys: ['canvas.addModel', 'Enter'],
  },
  field: {
    title: 'Field',
    text: (first) =>
      `Type “name char 100” into the empty row of ${first}, then Enter and Escape. No row? The key shown opens one.`,
    keys: ['canvas.addField', 'Enter', 'Escape'],
  },
  relate: {
    title: 'Relation',
    text: (first, second) =>
      `Add a second model, ${second}. Then drag from its ring to ${first}, or press the key shown, choose with the arrows, and Enter.`,
    keys: ['canvas.addModel', 'canvas.relate', 'Enter'],
  },
  ask: {
    title: 'Query',
    text: () => 'The tables are there already, as Django makes them. Ask them something:',
    keys: [],
  },
}

export const welcome = {
  title: 'The first model in one minute',
  text: 'A model, a field, a relation, a query, on the real canvas.',
  begin: 'Draw with me',
  look: 'Look around first',
  later: 'Stop; go on from the Help menu',
  skip: 'Skip the rest',
  doIt: 'Do it for me',
  run: 'Run it',
  finish: 'Done',
  isDone: 'done',
  done: 'That is all there is to it. Ctrl+K finds every command, ? shows every key; SQL, TypeScript and models.py stand in the tabs below the drawing.',
  steps,
}
