import type { Texts } from '../en/index.ts'

export const assistant: Texts['assistant'] = {
  title: 'Relier deux modèles',
  first: 'Premier modèle',
  second: 'Second modèle',
  canHaveMany: (a, b) => `Un ${a} peut-il avoir plusieurs ${b} ?`,
  optional: (owner, target) => `Un ${owner} peut-il être sans ${target} ?`,
  dependent: (owner, target) => `Quand un ${target} est supprimé, son ${owner} disparaît-il aussi ?`,
  selfMany: (name) => `Un ${name} peut-il appartenir à plusieurs ${name} ?`,
  bond: 'Et ce qui les tient ensemble',
  fieldName: 'Nom du champ',
  reverseName: (target) => `Nom du retour, sur ${target}`,
  wayBack: (target, name, isOne) =>
    `${target} reçoit ${target.slice(0, 1).toLowerCase()}${target.slice(1)}.${name}${isOne ? '' : '.all()'}.`,
  already: (names) => `Existe déjà : ${names.join(', ')}. Ce sera une de plus.`,
  add: 'Ajouter la relation',
  external: (owner) =>
    `${owner} appartient à une autre app ; le champ ne peut donc pas y être déclaré. Répondez dans l’autre sens, ou ajoutez un modèle à vous.`,
  reason: {
    foreignKey: (owner, target) =>
      `Plusieurs ${owner} appartiennent à un ${target} : une clé étrangère sur ${owner}, du côté « plusieurs ».`,
    oneToOne: (owner, target) =>
      `Un ${owner} pour un ${target} : un champ un-à-un sur ${owner}, le modèle qui complète l’autre.`,
    manyToMany: (owner, target) =>
      `Plusieurs des deux côtés : ${owner} et ${target} se rencontrent dans une table de jointure.`,
  },
  onDelete: {
    CASCADE: (owner, target) => `CASCADE : un ${owner} n’a pas de sens sans son ${target}.`,
    SET_NULL: (owner, target) => `SET_NULL : le ${owner} reste, sans ${target}.`,
    PROTECT: (owner, target) => `PROTECT : un ${target} qui a encore un ${owner} ne peut pas être supprimé.`,
    RESTRICT: (owner, target) => `RESTRICT : un ${target} qui a encore un ${owner} ne peut pas être supprimé.`,
    SET_DEFAULT: (owner, target) => `SET_DEFAULT : le ${owner} passe au ${target} par défaut.`,
    DO_NOTHING: (owner, target) => `DO_NOTHING : le ${owner} continue de désigner le ${target}.`,
  },
}
