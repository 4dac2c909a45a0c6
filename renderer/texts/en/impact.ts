/** What a delete would do. */
import { count } from './words.ts'

export const impact = {
  ask: (model: string, key: string) => `What would deleting ${model} ${key} do?`,
  deletes: (rows: number) => `It would delete ${count(rows, 'row')}. Nothing has been changed.`,
  blocked: {
    protected: 'Django would refuse: these rows protect it.',
    restricted: 'Django would refuse: these rows restrict it.',
  },
  rows: (model: string, rows: number) => `${count(rows, 'row')} of ${model} deleted`,
  updates: (model: string, rows: number, field: string, value: string) =>
    `${count(rows, 'row')} of ${model}: ${field} becomes ${value}`,
}
