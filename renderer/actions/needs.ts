/** What has to be selected, or there, before an action is possible: the palette lists those too, and says it. */
export type Need = 'apps' | 'model' | 'oneModel' | 'models2' | 'models3' | 'field' | 'relation' | 'm2m' | 'thing'

const BY_NEED: { readonly [need in Need]: readonly string[] } = {
  apps: ['canvas.arrangeByApp'],
  model: [
    'canvas.addField',
    'canvas.groupInArea',
    'canvas.cut',
    'canvas.fitSelected',
    'view.fromSelection',
    'view.addSelected',
    'view.removeSelected',
  ],
  oneModel: ['edit.renameEverywhere', 'relation.generic'],
  models2: [
    'canvas.arrangeSelected',
    'canvas.align.left',
    'canvas.align.centerX',
    'canvas.align.right',
    'canvas.align.top',
    'canvas.align.middleY',
    'canvas.align.bottom',
  ],
  models3: ['canvas.distribute.x', 'canvas.distribute.y'],
  field: ['canvas.editType', 'canvas.fieldUp', 'canvas.fieldDown'],
  relation: [
    'canvas.swapEnds',
    'canvas.goToTarget',
    'canvas.lineLeft',
    'canvas.lineRight',
    'canvas.straighten',
    'relation.makeExplicit',
  ],
  m2m: ['relation.promote'],
  thing: ['canvas.rename', 'canvas.delete', 'canvas.duplicate', 'canvas.copy', 'canvas.collapse', 'canvas.lock'],
}

export const NEEDS: ReadonlyMap<string, Need> = new Map(
  (Object.entries(BY_NEED) as [Need, readonly string[]][]).flatMap(([need, ids]) =>
    ids.map((id) => [id, need] as const),
  ),
)
