/**
 * Keys of actions that bring none themselves. Every action has one: letters alone for what is done most,
 * two letters one after the other for the rest. `B`: bring into line, `G`: go, `W`: views, `Y`: the look,
 * `E`: edit, `X`: files and exchange, `Q`: queries.
 */
export const DEFAULT_KEYS: { readonly [action: string]: readonly string[] } = {
  'file.examples': ['X E'],
  'file.copyPicture': ['X C'],
  'file.openFolder': ['X O'],
  'file.saveOnto': ['X S'],
  'file.review': ['X R'],
  'help.welcome': ['X H'],
  'preview.cancel': ['Q S'],
  'canvas.addHere': ['X M'],
  'canvas.copy': ['Mod+C'],
  'canvas.cut': ['Mod+X'],
  'canvas.paste': ['Mod+V'],
  'canvas.straighten': ['X L'],
  'canvas.arrangeTopDown': ['B D'],
  'canvas.arrangeCompact': ['B K'],
  'canvas.arrangeStar': ['B O'],
  'canvas.arrangeByApp': ['B A'],
  'canvas.tidyNew': ['B N'],
  'canvas.swapEnds': ['X W'],
  'relation.generic': ['X G'],
  'relation.promote': ['X P'],
  'relation.makeExplicit': ['X J'],
  'canvas.goToTarget': ['G T'],
  'canvas.arrangeSelected': ['B S'],
  'canvas.align.left': ['B L'],
  'canvas.align.centerX': ['B C'],
  'canvas.align.right': ['B R'],
  'canvas.align.top': ['B T'],
  'canvas.align.middleY': ['B M'],
  'canvas.align.bottom': ['B B'],
  'canvas.distribute.x': ['B H'],
  'canvas.distribute.y': ['B V'],
  'view.theme.system': ['Y S'],
  'view.theme.light': ['Y L'],
  'view.theme.dark': ['Y D'],
  'view.theme.contrast': ['Y H'],
}

/**
 * Shown, but not listened to: the browser's own clipboard events do these, since they need no leave to read
 * the clipboard.
 */
export const BROWSER_KEYS: ReadonlySet<string> = new Set(['canvas.copy', 'canvas.cut', 'canvas.paste'])
