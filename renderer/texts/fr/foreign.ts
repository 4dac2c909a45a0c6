import type { Texts } from '../en/index.ts'

export const foreign: Texts['foreign'] = {
  title: 'Fichier de base de données',
  opening: (name) => `Ouverture de ${name}…`,
  closed: (name) => `${name} n’est pas ouvert.`,
  readOnly: (name) => `${name} est ouvert en lecture seule. Rien ici ne le modifie.`,
  dropped:
    'Il a été déposé sur la page, qui ne dit pas où il se trouve : passez par Importer… pour pouvoir le modifier.',
  writing: (name, backup) => `Les modifications vont dans ${name} ; la copie est ${backup}.`,
  standIn: (name) => `Une base d’exemple tirée de la conception est utilisée. ${name} n’est pas touché.`,
  allow: 'Autoriser les modifications…',
  allowTitle: (name) => `Autoriser les modifications de ${name} ?`,
  allowText: (name) =>
    `Une copie en est d’abord faite : ${name}.backup-<date et heure>.sqlite, dans le même dossier. Ensuite, ce que vous modifiez parmi les lignes, et ce que la console fait avec « Garder les modifications », va dans ${name} lui-même. Ses tables restent comme elles sont, quoi que vous dessiniez.`,
  copyAndAllow: 'Faire la copie et autoriser les modifications',
  copying: 'Copie en cours…',
  toSample: 'Utiliser plutôt une base d’exemple',
  toFile: (name) => `Utiliser ${name}`,
  notMade: 'Pas pour un fichier de base de données : ses tables et ses lignes ne sont pas à faire par Relata.',
}
