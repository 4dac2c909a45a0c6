import type { Texts } from '../en/index.ts'

export const errors: Texts['errors'] = {
  notDone: 'Cela n’a pas pu être fait',
  codes: {
    INVALID: 'Cela n’a pas pu être fait',
    DENIED: 'Non autorisé',
    NOT_FOUND: 'N’existe plus',
    CONFLICT: 'Modifié par quelqu’un d’autre',
    CANCELLED: 'Annulé',
    DEADLINE: 'Cela a pris trop de temps',
    RESOURCE: 'Trop volumineux',
    BUSY: 'Utilisé par un autre programme',
    IO: 'Le disque ne l’a pas permis',
    SQL: 'La base de données a refusé',
    PARSE: 'Le fichier ne peut pas être lu',
    CRASHED: 'La connexion a été rompue',
    UNSUPPORTED: 'Impossible ici',
    INTERNAL: 'Un problème est survenu dans Relata',
  },
  startTitle: 'Relata n’a pas pu démarrer',
  failedTitle: 'Cette partie a échoué',
  failedText:
    'L’erreur est de notre côté. Votre conception est intacte : enregistrez-la, annulez la dernière étape ou essayez cette partie à nouveau.',
  details: 'Pour signaler l’erreur',
  partTitle: 'Cette partie n’a pas pu être chargée',
  partText:
    'Le programme derrière cette page s’est arrêté ou a été remplacé par un plus récent. Votre travail est toujours là : enregistrez une copie, puis rechargez la page.',
  tryAgain: 'Réessayer',
  lostHost: 'Ce que vous voyez est toujours là. Relancez Relata, puis enregistrez une copie.',
  linkUsedTitle: 'Ce lien a déjà servi',
  linkUsedText:
    'Le lien que Relata affiche sert une fois, dans un seul onglet, pour que personne d’autre ne l’utilise. Retournez à cet onglet, ou relancez Relata pour un nouveau lien.',
  startText:
    'Le programme derrière cette page ne répond pas. Relancez-le avec « npm start » et ouvrez le lien qu’il affiche.',
}
