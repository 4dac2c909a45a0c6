/** Ce que disent les imports, les exports et les migrations : les phrases du cœur, avec leurs trous. */
import { sayIn } from '../sentences.ts'
import type { Sentences } from '../sentences.ts'

/**
 * Une table de phrases. Les trous du français sont numérotés : `{1}` est repris tel quel ; une lettre dit dans quelle
 * autre table il se traduit d’abord : `{2w}` une raison, `{2k}` une sorte de chose, `{2x}` ce qui est omis, `{2l}` une
 * liste de pertes, `{2f}` ce qui remplit.
 */
function table(lines: Readonly<Record<string, string>>): Sentences {
  return Object.fromEntries(Object.entries(lines).map(([english, french]) => [english, filled(french)]))
}

function filled(french: string): (...slots: string[]) => string {
  return (...slots) =>
    french.replaceAll(/\{(\d)([a-z]?)\}/g, (_, at: string, kind: string) => {
      const slot = slots[Number(at) - 1] ?? ''
      if (kind === '') return slot
      // Une raison peut avoir un point-virgule, une perte n’en a pas.
      return (kind === 'l' ? null : inner(kind, slot)) ?? eachOf(kind, slot)
    })
}

function inner(kind: string, text: string): string | null {
  const sentences = { w: REASONS, k: KINDS, l: LOSSES, x: LEFT_OUT, f: FILLERS }[kind]
  return (sentences === undefined ? null : sayIn(sentences, text)) ?? (kind === 'l' ? sayIn(REASONS, text) : null)
}

/** Plusieurs raisons dans une phrase, séparées de points-virgules. */
function eachOf(kind: string, text: string): string {
  return text
    .split('; ')
    .map((part) => inner(kind, part) ?? part)
    .join(' ; ')
}

/** Pourquoi quelque chose n’est pas lu. */
const REASONS = table({
  'nothing in it can be drawn': 'rien n’y peut être dessiné',
  'not all of it can be read, {}': 'tout ne peut pas en être lu, {1l}',
  'its words are put together as it runs': 'ses mots ne sont réunis qu’à l’exécution',
  'it is done in a loop': 'cela se fait dans une boucle',
  'it depends on a condition': 'cela dépend d’une condition',
  'a table that it inherits from is not here': 'une table dont elle hérite n’est pas ici',
  'the constraint {} is of a kind that is not known': 'la contrainte {1} est d’une sorte inconnue',
  'the constraint {}, has no counterpart': 'la contrainte {1}, n’a pas d’équivalent',
  '{} is not drawn': '{1k} : ce n’est pas dessiné',
  '“{}” is nothing that DBML knows here': '« {1} » n’est rien que DBML connaisse ici',
  'a table without a name': 'une table sans nom',
  'the table {} is there already': 'la table {1} est déjà là',
  'the table {} has no body': 'la table {1} n’a pas de contenu',
  'the table {} has no columns': 'la table {1} n’a pas de colonnes',
  'not a column': 'ce n’est pas une colonne',
  'there is no table partial {}': 'il n’y a pas de table partielle {1}',
  'the column {} is there already': 'la colonne {1} est déjà là',
  'the column {} of {} is there already': 'la colonne {1} de {2} est déjà là',
  'not an index': 'ce n’est pas un index',
  'an enum without a name or values': 'une énumération sans nom ou sans valeurs',
  'a reference without a colon': 'une référence sans deux-points',
  'a reference that cannot be read': 'une référence illisible',
  'there is no table {}': 'il n’y a pas de table {1}',
  '{} has no column {}': '{1} n’a pas de colonne {2}',
  'the two sides differ in the number of columns': 'les deux côtés n’ont pas le même nombre de colonnes',
  'it is nested too deeply': 'l’imbrication est trop profonde',
  'there are no tables in it': 'il n’y a pas de tables dedans',
  'an index over columns that are not there': 'un index sur des colonnes absentes',
  'a column without a name': 'une colonne sans nom',
  'a foreign key without its columns or its target': 'une clé étrangère sans ses colonnes ou sans sa cible',
  'there is no model or type {}; {} is read as text': 'il n’y a ni modèle ni type {1} ; {2} est lu comme du texte',
  'the model {} is there already': 'le modèle {1} est déjà là',
  '{} has no field {}, so {} is not drawn': '{1} n’a pas de champ {2} ; {3} n’est donc pas dessiné',
  '{} is a {}; it is not drawn': '{1} est « {2} » ; ce n’est pas dessiné',
  'the columns of {} cannot be told': 'les colonnes de {1} ne peuvent pas être dites',
  'some columns of {} cannot be told': 'certaines colonnes de {1} ne peuvent pas être dites',
  'the column {} cannot be told': 'la colonne {1} ne peut pas être dite',
  '{} of {} is left out': '{1} de {2} est omis',
  'the default of {} cannot be told': 'la valeur par défaut de {1} ne peut pas être dite',
  'the expression of {} cannot be told': 'l’expression de {1} ne peut pas être dite',
  'there is no column type {}; it is read as text': 'il n’y a pas de type de colonne {1} ; il est lu comme du texte',
  'the default that the program makes of {} is left out':
    'la valeur par défaut de {1} que donne le programme est omise',
  'the value that the program makes at each update of {} is left out':
    'la valeur de {1} que donne le programme à chaque mise à jour est omise',
  'the database has no foreign key for {}; it is drawn as one that is not enforced':
    'la base n’a pas de clé étrangère pour {1} ; elle est dessinée comme une clé qui n’est pas imposée',
  'it is {}, which is not drawn': 'c’est {1k}, ce qui n’est pas dessiné',
  'what {} refers to cannot be told': 'ce que désigne {1} ne peut pas être dit',
  'the table {} that {} refers to is not here': 'la table {1} que désigne {2} n’est pas ici',
  'a foreign key of {} cannot be told': 'une clé étrangère de {1} ne peut pas être dite',
  'ON UPDATE {} of {} is left out': 'ON UPDATE {1} de {2} est omis',
  'ON UPDATE of {} is left out': 'ON UPDATE de {1} est omis',
  'what {} has besides its columns cannot be told': 'ce que {1} a outre ses colonnes ne peut pas être dit',
  'something of {} besides its columns cannot be told': 'une partie de {1}, outre ses colonnes, ne peut pas être dite',
  'the condition of a check cannot be told': 'la condition d’une vérification ne peut pas être dite',
  '{} has {}, which is not drawn': '{1} a {2k}, ce qui n’est pas dessiné',
  'an index of {} cannot be told': 'un index de {1} ne peut pas être dit',
  'the condition of an index of {} cannot be told': 'la condition d’un index de {1} ne peut pas être dite',
  'the class embedded as {} is not here': 'la classe incluse comme {1} n’est pas ici',
  '{} is embedded in itself': '{1} est inclus en lui-même',
  'the entity that {} is built on is not here': 'l’entité dont {1} hérite n’est pas ici',
  'the entity that {} refers to is not here': 'l’entité que désigne {1} n’est pas ici',
  '{} has its columns in the table {}': '{1} a ses colonnes dans la table {2}',
  '{} is a view, which is not drawn': '{1} est une vue, ce qui n’est pas dessiné',
  '{} has no key that {} could refer to': '{1} n’a pas de clé que {2} pourrait désigner',
  '{} joins entities without a key': '{1} joint des entités sans clé',
  'a unique key of {} cannot be told': 'une clé unique de {1} ne peut pas être dite',
  'the list of columns is not closed': 'la liste des colonnes n’est pas fermée',
  'a list of columns is not closed': 'une liste de colonnes n’est pas fermée',
  'the table that it is like is not here': 'la table qu’elle imite n’est pas ici',
  'it has neither columns nor a query': 'elle n’a ni colonnes ni requête',
  'its columns are those of a query': 'ses colonnes sont celles d’une requête',
  'the table that it is a part of is not here': 'la table dont elle est une partie n’est pas ici',
  'the type that it is of is not here': 'le type dont elle est n’est pas ici',
  'file is not a database': 'ce n’est pas un fichier de base de données',
  'an index on no table': 'un index sur aucune table',
  'the quote in line {} is not closed': 'le guillemet de la ligne {1} n’est pas fermé',
  'a quote is not closed': 'un guillemet n’est pas fermé',
  'expected a name before {}': 'un nom est attendu avant {1}',
  'expected a name at the end': 'un nom est attendu à la fin',
  'expected {} before {}': '{1} est attendu avant {2}',
  'expected {} at the end': '{1} est attendu à la fin',
  'a parenthesis is not closed': 'une parenthèse n’est pas fermée',
  'a foreign key without REFERENCES': 'une clé étrangère sans REFERENCES',
  'a check of {} cannot be told': 'une vérification de {1} ne peut pas être dite',
  'the exclusion constraint of {} has no counterpart': 'la contrainte d’exclusion de {1} n’a pas d’équivalent',
})

const KINDS = table({
  'a composite type': 'un type composé',
  'a temporary table': 'une table temporaire',
  'a view': 'une vue',
  'a virtual table': 'une table virtuelle',
  'a trigger': 'un déclencheur',
  'an aggregate': 'un agrégat',
  'a cast': 'une conversion de type',
  'a collation': 'un ordre de tri',
  'a conversion': 'une conversion de caractères',
  'an event': 'un événement',
  'an extension': 'une extension',
  'a function': 'une fonction',
  'an operator': 'un opérateur',
  'a package': 'un paquet',
  'a policy': 'une politique d’accès',
  'a procedure': 'une procédure',
  'a publication': 'une publication',
  'a rule': 'une règle',
  'a server': 'un serveur',
  'a statistics object': 'un objet de statistiques',
  'a subscription': 'un abonnement',
  'an object of text search': 'un objet de recherche de texte',
  'a sequence': 'une séquence',
  'a materialized view': 'une vue matérialisée',
  'a role': 'un rôle',
  'a list of rows': 'une liste de lignes',
  'a view of the diagram': 'une vue du diagramme',
  'a dependency': 'une dépendance',
  'what another file holds': 'ce que contient un autre fichier',
  'an index of the view {}': 'un index de la vue {1}',
  'an index of a view': 'un index d’une vue',
  'a table group': 'un groupe de tables',
  'a note': 'une note',
})

const LOSSES = table({
  'the length of {} in an index': 'la longueur de {1} dans un index',
  '{} of an index, which is kept as an ordinary one': '{1} d’un index, qui est gardé comme un index ordinaire',
  'CHECK {} of the domain {}': 'CHECK {1} du domaine {2}',
  '{} more': '{1} autres',
  '{} of {}': '{1} de {2}',
})

/** Ce qu’une cible d’export ne sait pas dire. */
const LEFT_OUT = table({
  'the constraint {}': 'la contrainte {1}',
  'the index {}': 'l’index {1}',
  'the check {}': 'la vérification {1}',
  'the default of {}': 'la valeur par défaut de {1}',
  'the condition of {}': 'la condition de {1}',
  'the deferral of {}': 'le report de {1}',
  'the covered columns of {}': 'les colonnes couvertes de {1}',
  'NULLS NOT DISTINCT of {}': 'NULLS NOT DISTINCT de {1}',
  'the expression of the generated column {}': 'l’expression de la colonne calculée {1}',
  'the default {} of {}': 'la valeur par défaut {1} de {2}',
  'the collation {} of {}': 'l’ordre de tri {1} de {2}',
  'text of any length in the key {}, now {}': 'du texte de toute longueur dans la clé {1}, désormais {2}',
  'UNIQUE over the long {}': 'UNIQUE sur le long {1}',
  'the {} {}': '{1} {2}',
  'a table without a primary key': 'une table sans clé primaire',
  'a key to {}, whose columns are not unique': 'une clé vers {1}, dont les colonnes ne sont pas uniques',
  'a second key over {}': 'une seconde clé sur {1}',
  'an association over {}': 'une association sur {1}',
  "the key {}, whose type is not its target's": 'la clé {1}, dont le type n’est pas celui de sa cible',
  'on_delete {} of {}, which may not all be NULL': 'on_delete {1} de {2}, qui ne peuvent pas toutes être NULL',
  'on_delete {} of {}, which has no db_default': 'on_delete {1} de {2}, qui n’a pas de db_default',
  'on_delete {} of {}, whose default is no plain value':
    'on_delete {1} de {2}, dont la valeur par défaut n’est pas une simple valeur',
  'on_delete {} of {}, whose default is another one than its db_default':
    'on_delete {1} de {2}, dont la valeur par défaut est autre que son db_default',
  'on_delete {} of {}, a key without constraint': 'on_delete {1} de {2}, une clé sans contrainte',
  'on_delete {} of {}': 'on_delete {1} de {2}',
  '{} of {}, which may not all be NULL': '{1} de {2}, qui ne peuvent pas toutes être NULL',
  '{} of {}, a key without constraint': '{1} de {2}, une clé sans contrainte',
  '{} of {}': '{1} de {2}',
})

const FILLERS = table({
  'new numbers': 'de nouveaux numéros',
  'a row of {}': 'une ligne de {1}',
  'made-up values': 'des valeurs inventées',
  'an empty text': 'un texte vide',
})

export const notes = table({
  // Imports de models.py.
  'This line could not be read: {}. What stands before and after it was imported.':
    'Cette ligne n’a pas pu être lue : {1}. Ce qui la précède et la suit a été importé.',
  'Correct the line and import again.': 'Corrigez la ligne et importez de nouveau.',
  'Python stops here: {}.': 'Python s’arrête ici : {1}.',
  'Correct it in the file; it was imported as it stands.': 'Corrigez-le dans le fichier ; c’est importé tel quel.',
  'No model was found: no class here is built on models.Model.':
    'Aucun modèle trouvé : aucune classe ici n’hérite de models.Model.',
  'Choose the models.py of an app, or the folder of a project.':
    'Choisissez le models.py d’une app, ou le dossier d’un projet.',
  '{} stands under a condition; it was imported as if that always held.':
    '{1} dépend d’une condition ; il a été importé comme si elle était toujours vraie.',
  '{}: {} has arguments that only running it would tell; it is kept with its arguments as written.':
    '{1} : {2} a des arguments que seule l’exécution dirait ; il est gardé avec ses arguments tels quels.',
  '{}: {} is a field class of another package; it is kept with its arguments as written.':
    '{1} : {2} est une classe de champ d’un autre paquet ; elle est gardée avec ses arguments tels quels.',
  '{} points at {}, which is not among the imported models.':
    '{1} désigne {2}, qui n’est pas parmi les modèles importés.',
  'Import the file that defines it too, or choose another target.':
    'Importez aussi le fichier qui le définit, ou choisissez une autre cible.',
  '{}: the choices {} are known only when the code runs; they are kept as written.':
    '{1} : les choix {2} ne sont connus qu’à l’exécution du code ; ils sont gardés tels quels.',
  '{}: the base {} is not among the imported files, so what it adds is not shown.':
    '{1} : la base {2} n’est pas parmi les fichiers importés ; ce qu’elle ajoute n’est donc pas montré.',
  '{}: {} was not understood; it is kept as written.': '{1} : {2} n’a pas été compris ; c’est gardé tel quel.',
  '{} was taken for the user model, since no settings say otherwise.':
    '{1} a été pris pour le modèle d’utilisateur, aucun réglage ne disant autre chose.',
  'Import the settings.py too, or set AUTH_USER_MODEL in the design.':
    'Importez aussi settings.py, ou réglez AUTH_USER_MODEL dans la conception.',
  // Imports de tables.
  'It is a table of Django itself; it is not drawn.': 'C’est une table de Django lui-même ; elle n’est pas dessinée.',
  'The model is named {}.': 'Le modèle s’appelle {1}.',
  'The foreign key ({}) leads to {}, which is not here; it is drawn as a model from elsewhere.':
    'La clé étrangère ({1}) mène à {2}, qui n’est pas ici ; elle est dessinée comme un modèle venu d’ailleurs.',
  'It is drawn as the model {} from elsewhere.': 'Elle est dessinée comme le modèle {1} venu d’ailleurs.',
  'The table has no primary key. Django needs one: it would read the column id.':
    'La table n’a pas de clé primaire. Il en faut une à Django : il lirait la colonne id.',
  'The table only joins {} and {}; it is read as a many-to-many: {}.':
    'La table ne fait que joindre {1} et {2} ; elle est lue comme une relation plusieurs-à-plusieurs : {3}.',
  'The table only joins {} and {}; a many-to-many through it is added: {}.':
    'La table ne fait que joindre {1} et {2} ; une relation plusieurs-à-plusieurs par elle est ajoutée : {3}.',
  'Django made this database. It does not keep on_delete there: every relation is read as CASCADE.':
    'Django a créé cette base. Il n’y garde pas on_delete : toute relation est lue comme CASCADE.',
  'Set on_delete where it is another.': 'Réglez on_delete là où il est autre.',
  '{} is required, so its ON DELETE SET NULL is read as DO_NOTHING.':
    '{1} est obligatoire ; son ON DELETE SET NULL est donc lu comme DO_NOTHING.',
  '{} is unique, so it is read as a one-to-one to {}.': '{1} est unique ; elle est donc lue comme un un-à-un vers {2}.',
  'The type {} of {} is read as text.': 'Le type {1} de {2} est lu comme du texte.',
  '{} numbers itself; Django numbers primary keys of one column only.':
    '{1} se numérote seule ; Django ne numérote que les clés primaires d’une seule colonne.',
  '{} is damaged and cannot be read: {}.': '{1} est endommagée et ne peut pas être lue : {2}.',
  '{} is {}; it is not drawn.': '{1} est {2k} ; ce n’est pas dessiné.',
  '{} keeps its latest changes in a write-ahead log; what stands in {} is not read.':
    '{1} garde ses dernières modifications dans un journal ; ce que contient {2} n’est pas lu.',
  'Where something is missing, close the program that has it open, or run PRAGMA wal_checkpoint, and import again.':
    'S’il manque quelque chose, fermez le programme qui l’a ouvert, ou exécutez PRAGMA wal_checkpoint, et importez de nouveau.',
  '{} cannot be read: {}.': '{1} ne peut pas être lu : {2w}.',
  // Imports de scripts et de schémas.
  'Line {} was skipped: {}. It begins: {}': 'La ligne {1} a été ignorée : {2w}. Elle commence ainsi : {3}',
  'Line {} was skipped: {}.': 'La ligne {1} a été ignorée : {2w}.',
  'Line {} was read without {}.': 'La ligne {1} a été lue sans {2l}.',
  'Line {}: {}.': 'Ligne {1} : {2w}.',
  'Rows are not imported: one statement from line {} on.':
    'Les lignes de données ne sont pas importées : une instruction à partir de la ligne {1}.',
  'Rows are not imported: {} statements from line {} on.':
    'Les lignes de données ne sont pas importées : {1} instructions à partir de la ligne {2}.',
  'The script is one of {}; it is read as far as its words are those of PostgreSQL.':
    'Le script est de {1} ; il est lu tant que ses mots sont ceux de PostgreSQL.',
  'What stands behind line {} takes the migration back; it was not read.':
    'Ce qui suit la ligne {1} défait la migration ; ce n’est pas lu.',
  'There is no file.': 'Il n’y a pas de fichier.',
  '{} is no JSON: {}.': '{1} n’est pas du JSON : {2}.',
  '{} is JSON, but no diagram of drawDB or ChartDB.': '{1} est du JSON, mais pas un diagramme de drawDB ou de ChartDB.',
  '{}, a view, was skipped.': '{1}, une vue, a été ignorée.',
  'The relationship {}, whose tables or fields are not there, was skipped.':
    'La relation {1}, dont les tables ou les champs manquent, a été ignorée.',
  '{} was skipped.': '{1} a été ignoré.',
  '{} holds no design.': '{1} ne contient pas de conception.',
  'Only pictures that were exported with the design inside can be opened again.':
    'Seules les images exportées avec la conception à l’intérieur peuvent être rouvertes.',
  // Retours sur ce qui fut deviné.
  'Make it a model': 'En faire un modèle',
  'Make it a foreign key': 'En faire une clé étrangère',
  'Make it part of the design': 'L’intégrer à la conception',
  'Name it {}': 'L’appeler {1}',
  // Exports.
  '{} cannot say {}; it is left out.': '{1} ne peut pas exprimer {2x} ; c’est omis.',
  'Django itself still enforces it; the database alone does not.':
    'Django lui-même l’assure encore ; la base seule, non.',
  'Set the value in your own code before deleting.': 'Donnez la valeur dans votre propre code avant de supprimer.',
  'To {} {} is a name that it has already; it is {} there.': 'Pour {1}, {2} est un nom déjà pris ; ce nom y est {3}.',
  'Give one of the two another name: Django cannot create both in this database either.':
    'Donnez un autre nom à l’un des deux : Django ne peut pas non plus créer les deux dans cette base.',
  '{} may delete rows that on_delete PROTECT of {} keeps: a cascade takes them first.':
    '{1} peut supprimer des lignes que on_delete PROTECT de {2} garde : une cascade les emporte d’abord.',
  '{} may refuse a delete that on_delete RESTRICT of {} allows, as a cascade takes the row too.':
    '{1} peut refuser une suppression que on_delete RESTRICT de {2} permet, puisqu’une cascade emporte aussi la ligne.',
  'Django refuses such a delete. Delete through Django, or let only one path lead to these rows.':
    'Django refuse une telle suppression. Supprimez par Django, ou ne laissez qu’un chemin mener à ces lignes.',
  'Delete through Django, or the rows in between first.': 'Supprimez par Django, ou d’abord les lignes intermédiaires.',
  '{} belongs to {} in the design; its class stays in {}.':
    '{1} appartient à {2} dans la conception ; sa classe reste dans {3}.',
  'Move the class to the models.py of {}, or export the whole design anew.':
    'Déplacez la classe dans le models.py de {1}, ou exportez de nouveau toute la conception.',
  'The Meta of {} is built on {} in the file, so the change holds for {} too.':
    'Dans le fichier, la Meta de {1} hérite de {2} ; le changement vaut donc aussi pour {3}.',
  'If that is not meant, set the option in the Meta of {}.':
    'Si ce n’est pas voulu, donnez l’option dans la Meta de {1}.',
  "{} keeps on_delete={}: Django would refuse the database's form here.":
    '{1} garde on_delete={2} : Django refuserait ici la forme de la base.',
  'A chain of references is of one kind, a parent link is always Python’s, and SET_DEFAULT needs a db_default.':
    'Une chaîne de références est d’une seule sorte, un lien parent est toujours celui de Python, et SET_DEFAULT demande un db_default.',
  '“{}” is no name that Python can write; the export calls it {} and keeps the name in the database.':
    '« {1} » n’est pas un nom que Python peut écrire ; l’export l’appelle {2} et garde le nom dans la base.',
  'Rename it in the design to something Python can write.':
    'Donnez-lui dans la conception un nom que Python peut écrire.',
  '{} uses {}, which nothing in the design defines or imports.':
    '{1} utilise {2}, que rien dans la conception ne définit ni n’importe.',
  'Add the import to the exported file, or change the option that names it.':
    'Ajoutez l’import au fichier exporté, ou changez l’option qui le nomme.',
  // Migrations.
  'The table {} and its rows are gone.': 'La table {1} et ses lignes disparaissent.',
  'The column {} and its values are gone.': 'La colonne {1} et ses valeurs disparaissent.',
  'Empty {} became {}.': 'Les valeurs vides de {1} sont devenues {2f}.',
  'Empty {} become {}.': 'Les valeurs vides de {1} deviennent {2f}.',
  'Rows of {} got {} as {}.': 'Les lignes de {1} ont reçu {2f} dans {3}.',
  'Rows of {} get {} as {}.': 'Les lignes de {1} reçoivent {2f} dans {3}.',
  // Bases de données.
  'The database is locked by another program. Close it there, or wait a moment, and try again. (database is locked)':
    'La base est verrouillée par un autre programme. Fermez-la là-bas, ou attendez un instant, puis réessayez.',
  'The database is locked by another program. Close it there, or wait a moment, and try again.':
    'La base est verrouillée par un autre programme. Fermez-la là-bas, ou attendez un instant, puis réessayez.',
})
