/** What a delete would do. */
import { count } from './words.ts'

export const impact = {
  tab: 'Delete?',
  working: 'Asking what deleting these objects would do…',
  none: 'The last line gives no objects. Write a queryset or an object, and this says what its delete() would do.',
  deletes: (rows: number) => `It would delete ${count(rows, 'row')}. Nothing has been changed.`,
  blocked: {
    protected: 'Django would refuse: these rows protect it.',
    restricted: 'Django would refuse: these rows restrict it.',
  },
  fates: {
    deleted: (rows: number) => `${count(rows, 'row')} deleted`,
    changed: (rows: number) => `${count(rows, 'row')} changed`,
    blocks: (rows: number) => `${count(rows, 'row')} in the way`,
  },
  by: (rule: string, field: string) => `${rule} · ${field}`,
  parent: 'parent’s row',
  becomes: (value: string) => `becomes ${value}`,
}
