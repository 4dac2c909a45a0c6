import type { Texts } from '../en/index.ts'

export const actions: Texts['actions'] = {
  undo: { label: 'Annuler', text: 'Revenir sur la dernière étape.' },
  redo: { label: 'Rétablir', text: 'Refaire ce qui a été annulé.' },
  renameEverywhere: {
    label: 'Renommer partout…',
    text: 'Donner un autre nom au modèle ou au champ sélectionné, en montrant d’abord tout ce qui en découle.',
  },
  undone: (what) => `Annulé : ${what}`,
  redone: (what) => `Rétabli : ${what}`,
  new: { label: 'Nouvelle conception', text: 'Commencer avec un diagramme vide.' },
  open: { label: 'Ouvrir…', text: 'Ouvrir une conception depuis un fichier.' },
  openFolder: {
    label: 'Ouvrir un dossier de projet Django…',
    text: 'Dessiner tous les models.py d’un projet ; l’enregistrement y réécrit.',
  },
  examples: { label: 'Exemples…', text: 'Ouvrir le blog, la bibliothèque ou l’école.' },
  import: { label: 'Importer…', text: 'Dessiner les modèles d’un models.py, de SQLite, de SQL, de DBML ou de Prisma.' },
  save: { label: 'Enregistrer', text: 'Enregistrer la conception.' },
  saveAs: { label: 'Enregistrer sous…', text: 'Enregistrer la conception dans un autre fichier.' },
  saveOnto: {
    label: 'Réécrire dans models.py',
    text: 'Écrire les modifications dans le fichier d’origine ; seules les lignes concernées changent.',
  },
  review: {
    label: 'Revoir les modifications',
    text: 'Montrer ligne par ligne ce qu’un enregistrement change dans le models.py ouvert.',
  },
  export: { label: 'Exporter…', text: 'Écrire la conception en SQL, en TypeScript, en models.py ou en document.' },
  print: { label: 'Imprimer…', text: 'Imprimer la vue ouverte, sur une page ou sur plusieurs.' },
  palette: { label: 'Recherche et commandes', text: 'Trouver un modèle, un champ ou une commande en tapant.' },
  nextPane: {
    label: 'Partie suivante de la fenêtre',
    text: 'Barre d’outils, modèles, diagramme, aperçu, inspecteur, état, et ainsi de suite.',
  },
  previousPane: {
    label: 'Partie précédente de la fenêtre',
    text: 'Passer à la partie de la fenêtre qui précède celle-ci.',
  },
  findModel: { label: 'Trouver un modèle', text: 'Filtrer la liste des modèles.' },
  toggle: {
    outline: 'Afficher ou masquer la liste des modèles',
    inspector: 'Afficher ou masquer l’inspecteur',
    dock: 'Afficher ou masquer l’aperçu et le code',
  },
  toggleText: 'Plus de place pour le diagramme.',
  showTab: (tab) => `Afficher ${tab}`,
  theme: (name) => `Thème : ${name}`,
  themeText: 'Changer les couleurs de la page.',
  language: (name) => `Langue : ${name}`,
  languageText: 'Changer la langue de la page ; elle se recharge.',
  addModel: { label: 'Ajouter un modèle', text: 'Poser un nouveau modèle sur le diagramme et le nommer.' },
  addField: { label: 'Ajouter un champ', text: 'Ajouter un champ au modèle sélectionné.' },
  copyPicture: {
    label: 'Copier comme image',
    text: 'Copier le dessin, ou les modèles sélectionnés, en PNG à coller dans un message ou un document.',
  },
  genericKey: {
    label: 'Ajouter une clé étrangère générique',
    text: 'Laisser le modèle sélectionné désigner des objets de tout modèle : type de contenu, clé et GenericForeignKey en une fois.',
  },
  promote: {
    label: 'Promouvoir en modèle intermédiaire',
    text: 'Faire un modèle de la table de jointure du plusieurs-à-plusieurs sélectionné, pour y stocker plus que des paires.',
  },
  makeExplicit: {
    label: 'Rendre explicite',
    text: 'Écrire ce que Django déduit : une table de jointure comme modèle sur la même table, un accesseur inverse comme related_name.',
  },
  assistant: {
    label: 'Relier deux modèles…',
    text: 'Deux questions, et la bonne sorte de relation est proposée.',
  },
  run: { label: 'Exécuter la requête', text: 'Exécuter ce que contient la console de l’aperçu.' },
  cancelQuery: { label: 'Arrêter la requête', text: 'Arrêter la requête en cours.' },
  shell: { label: 'Aller à la console', text: 'Écrire une requête.' },
  rows: {
    label: 'Afficher les lignes',
    text: 'Ouvrir les lignes du modèle sélectionné, pour les voir et les modifier.',
  },
  fill: {
    label: 'Remplir de lignes d’exemple',
    text: 'Mettre 100 lignes dans chaque table de la base d’exemple.',
  },
  samples: {
    label: 'Réglages des exemples…',
    text: 'Choisir combien de lignes reçoit chaque modèle et comment leurs valeurs sont faites.',
  },
  resetRows: {
    label: 'Recommencer la base d’exemple',
    text: 'Ne garder que les lignes enregistrées avec la conception.',
  },
  loadFixture: {
    label: 'Charger une fixture Django…',
    text: 'Ajouter les lignes d’un fichier JSON écrit par Django.',
  },
  saveFixture: {
    label: 'Enregistrer comme fixture Django…',
    text: 'Écrire toutes les lignes dans un fichier JSON que Django sait charger.',
  },
  keepChanges: {
    label: 'Garder les modifications des requêtes',
    text: 'Désactivé : ce qu’une requête modifie est repris à sa fin.',
  },
  shellLanguage: {
    label: 'Passer la console de Python à SQL ou retour',
    text: 'Chacun garde ce qui y est écrit.',
  },
  queries: {
    label: 'Requêtes enregistrées et récentes…',
    text: 'Trouver, exécuter, nommer et supprimer des requêtes.',
  },
  shortcuts: { label: 'Raccourcis clavier', text: 'Toutes les touches sur une feuille.' },
  welcome: {
    label: 'Le premier modèle en une minute',
    text: 'Dessiner pas à pas un modèle, un champ, une relation et une requête.',
  },
  go: {
    back: { label: 'Précédent', text: 'Retourner à l’endroit d’avant.' },
    forward: { label: 'Suivant', text: 'Retourner à l’endroit d’où vous revenez.' },
    design: {
      label: 'Réglages de la conception',
      text: 'Son nom, ses apps, ses classes de choix et ses réglages Django, dans l’inspecteur.',
    },
    filter: {
      label: 'Filtrer le diagramme',
      text: 'Estomper ou masquer les modèles qui ne conviennent pas : par nom, app, étiquette, zone, champ.',
    },
    neighbours: { label: 'Voisins', text: 'Voir ce qui se rattache aux modèles sélectionnés, aussi loin que voulu.' },
    path: {
      label: 'Chemin entre deux modèles',
      text: 'Le plus court chemin de relations, écrit comme dans une requête.',
    },
    deeper: { label: 'Une relation plus loin', text: 'Plus de voisins du modèle.' },
    shallower: { label: 'Une relation plus près', text: 'Moins de voisins du modèle.' },
    clear: {
      label: 'Quitter filtre, voisins et chemin',
      text: 'Quitter filtre, voisins et chemin, et montrer tout le diagramme.',
    },
  },
  view: {
    new: { label: 'Nouvelle vue', text: 'Un autre dessin de la même conception, avec ses propres positions.' },
    fromSelection: {
      label: 'Nouvelle vue de la sélection',
      text: 'Un dessin des seuls modèles sélectionnés.',
    },
    keep: {
      label: 'Garder le résultat comme vue',
      text: 'Une vue des modèles que laissent le filtre, les voisins ou le chemin.',
    },
    models: { label: 'Modèles de cette vue…', text: 'Choisir les modèles que cette vue dessine.' },
    rename: { label: 'Renommer la vue', text: 'Modifier le nom de la vue ouverte.' },
    duplicate: { label: 'Dupliquer la vue', text: 'Une copie de la vue avec ses positions.' },
    delete: {
      label: 'Supprimer la vue',
      text: 'Supprimer la vue ouverte ; ses modèles restent dans la conception.',
    },
    next: { label: 'Vue suivante', text: 'Afficher la vue de droite.' },
    previous: { label: 'Vue précédente', text: 'Afficher la vue de gauche.' },
  },
  display: {
    colourText: 'Changer ce que disent les couleurs des modèles.',
    hideAudit: {
      label: 'Masquer les champs de création et de modification',
      text: 'Omettre quand et par qui les lignes ont été faites.',
    },
    keysOnly: { label: 'Clés et relations seulement', text: 'Omettre les champs de simples valeurs.' },
    modelsByName: {
      label: 'Modèles par nom',
      text: 'Lister les modèles de A à Z plutôt que dans l’ordre de leur déclaration.',
    },
    collapseAll: { label: 'Tout replier', text: 'Ne montrer que les noms des modèles de cette vue.' },
    expandAll: { label: 'Tout déplier', text: 'Montrer les champs de tous les modèles de cette vue.' },
  },
  history: {
    earlier: {
      label: 'Une étape plus tôt',
      text: 'Regarder la conception telle qu’elle était une étape avant ; rien n’est annulé.',
    },
    later: { label: 'Une étape plus tard', text: 'Regarder la conception une étape plus près du présent.' },
    present: { label: 'Revenir au présent', text: 'Cesser de regarder en arrière.' },
    goOn: { label: 'Reprendre d’ici', text: 'Annuler tout ce qui a suivi le point affiché.' },
    compare: {
      label: 'Comparer des versions',
      text: 'Voir ce qui diffère du fichier, d’une étape précédente ou d’une version dans Git.',
    },
    sideBySide: {
      label: 'Versions côte à côte',
      text: 'Voir les deux dessins l’un à côté de l’autre, différences marquées.',
    },
    endCompare: { label: 'Terminer la comparaison', text: 'Le diagramme montre de nouveau la conception.' },
  },
}
