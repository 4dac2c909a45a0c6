import type { Texts } from '../en/index.ts'

export const generic: Texts['generic'] = {
  key: 'Clé étrangère générique',
  relation: 'Relation générique',
  step: 'Ajouter une clé étrangère générique',
  added: (model, name) => `${model}.${name} peut désigner un objet de n’importe quel modèle`,
  keyWords: (model, type, object) =>
    `Chaque ${model} désigne un objet de n’importe quel modèle : ${type} dit quel modèle, ${object} quelle ligne.`,
  wayBack: (names) => `Retours : ${names}.`,
  noWayBack: 'Aucun modèle ne déclare encore le retour : donnez à l’un d’eux une GenericRelation vers ce modèle.',
  relationWords: (model, name, target) =>
    `Le retour : ${model}.${name}.all() donne les lignes ${target} qui le désignent. Supprimer l’objet les supprime aussi.`,
  noTarget: 'Il faut un modèle qui a une GenericForeignKey.',
  noKey: (target, type, object) => `${target} n’a pas de GenericForeignKey sur ${type} et ${object}.`,
  addKey: (target) => `En donner une à ${target}`,
  contentType: 'Quel modèle',
  objectId: 'Quelle ligne',
  contentTypeText: 'ct_field : une clé étrangère vers ContentType.',
  objectIdText: 'fk_field : contient la clé de la ligne.',
  relationTypeText: 'content_type_field de la cible.',
  relationObjectText: 'object_id_field de la cible.',
  queryName: 'Nom dans les filtres',
  queryNameText: (target) => `related_query_name : les filtres de ${target} peuvent alors commencer par lui.`,
  concrete: 'Un proxy compte comme son modèle',
  concreteText: 'for_concrete_model ; sans : un proxy a son propre type de contenu.',
  addMissing: (names) => `Ajouter ${names}`,
  withKey: 'Avec une clé générique',
}
