/** The tabs at the bottom. */

export const dock = {
  tabs: {
    preview: 'Preview',
    sql: 'SQL',
    typescript: 'TypeScript',
    django: 'Django',
    problems: 'Problems',
    history: 'History',
  },
  texts: {
    preview: 'Run queries on real rows of this design.',
    sql: 'The tables as SQL, as you draw.',
    typescript: 'The models as TypeScript types, as you draw.',
    django: 'The models as models.py, as you draw.',
    history: 'Every step so far, and what differs between two versions.',
    problems: 'What Django’s checks and ours say about this design.',
  },
}
