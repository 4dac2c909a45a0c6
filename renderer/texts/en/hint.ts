/** What the empty canvas says. */

export const hint = {
  title: 'Draw the first model',
  text: 'Double-click anywhere, or press M. Then drag from one model to another to relate them.',
  example: 'Open an example',
  import: 'Import models.py, SQLite, SQL…',
}
