import type { Texts } from '../en/index.ts'

export const code: Texts['code'] = {
  target: 'Cible',
  missing: 'Cette cible ne fait pas partie de cette version.',
  failed: (target, why) => `${target} n’a pas pu être produit à partir de cette conception : ${why}`,
  onDelete: { orm: 'on_delete par Django', database: 'on_delete par la base de données' },
  onDeleteTexts: {
    orm: 'Comme Django crée les tables : l’ORM fait ce que dit on_delete, SQL n’en dit rien.',
    database: 'Comme ON DELETE en SQL, pour d’autres programmes que Django ; ce que SQL ne sait pas dire est listé.',
  },
  anew: 'Les modèles tels que Relata les écrirait à neuf. Un enregistrement garde la forme de votre fichier et ne change que les lignes que vous modifiez.',
  saveAs: (name) => `Enregistrer ${name}…`,
}
