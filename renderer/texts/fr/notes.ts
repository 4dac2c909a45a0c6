/** Ce que disent les imports, les exports et les migrations : les phrases du cœur, avec leurs trous. */
import { table } from './filled.ts'

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
  '{}: the constraint {} is known only when the code runs; it is kept as written, and no table shows it.':
    '{1} : la contrainte {2} n’est connue qu’à l’exécution du code ; elle est gardée telle quelle, et aucune table ne la montre.',
  '{}: the base {} is not among the imported files, so what it adds is not shown.':
    '{1} : la base {2} n’est pas parmi les fichiers importés ; ce qu’elle ajoute n’est donc pas montré.',
  '{}: {} also makes the columns {}, which are not shown.':
    '{1} : {2} fait aussi les colonnes {3}, qui ne sont pas montrées.',
  '{}: {} makes a table of translations with these fields, which is not shown.':
    '{1} : {2} fait une table de traductions avec ces champs, qui n’est pas montrée.',
  '{}: {} makes a table of the history of this one, which is not shown.':
    '{1} : {2} fait une table de l’historique de celui-ci, qui n’est pas montrée.',
  '{}: {} keeps its rows in tables of its package; here it has no column.':
    '{1} : {2} garde ses lignes dans des tables de son paquet ; ici il n’a pas de colonne.',
  '{}: another class has the name of its base {}, so what that adds is not shown.':
    '{1} : une autre classe porte le nom de sa base {2} ; ce que celle-ci ajoute n’est donc pas montré.',
  '{}: the metaclass {} may add fields; only running it would tell, so they are not shown.':
    '{1} : la métaclasse {2} peut ajouter des champs ; seule l’exécution les dirait, ils ne sont donc pas montrés.',
  'This file belongs to the tests and was not read; it has {} model.':
    'Ce fichier fait partie des tests et n’a pas été lu ; il a {1} modèle.',
  'This file belongs to the tests and was not read; it has {} models.':
    'Ce fichier fait partie des tests et n’a pas été lu ; il a {1} modèles.',
  'Import it by itself where you want them.': 'Importez-le à part si vous les voulez.',
  '{}: what {} sets was not followed; only its call was read.':
    '{1} : ce que fixe {2} n’a pas été suivi ; seul son appel a été lu.',
  '{}: {} was not understood; it is kept as written.': '{1} : {2} n’a pas été compris ; c’est gardé tel quel.',
  '{} was taken for the user model, since no settings say otherwise.':
    '{1} a été pris pour le modèle d’utilisateur, aucun réglage ne disant autre chose.',
  'Import the settings.py too, or set AUTH_USER_MODEL in the design.':
    'Importez aussi settings.py, ou réglez AUTH_USER_MODEL dans la conception.',
  '{} is defined again below, and Python forgets this one; it is not drawn.':
    '{1} est redéfini plus bas, et Python oublie cette classe-ci ; elle n’est pas dessinée.',
  'Give one of the two classes another name.': 'Donnez un autre nom à l’une des deux classes.',
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
  'Beside a unique or indexed text Django makes a second index for LIKE in PostgreSQL. This database has none, and its SQL will have none.':
    'À côté d’un texte unique ou indexé, Django crée dans PostgreSQL un second index pour LIKE. Cette base n’en a aucun, et son SQL n’en aura pas.',
  'Let them be made where Django is to manage this database.': 'Laissez-les créer si Django doit gérer cette base.',
  'Make them as Django does': 'Les créer comme Django',
  'No table is defined here, so there is nothing to draw.':
    'Aucune table n’est définie ici ; il n’y a donc rien à dessiner.',
  'Choose a file with the structure of a database: a dump of its rows alone has none.':
    'Choisissez un fichier avec la structure d’une base : un dump de ses seules lignes n’en a pas.',
  '{} is required, so its ON DELETE SET NULL is read as DO_NOTHING.':
    '{1} est obligatoire ; son ON DELETE SET NULL est donc lu comme DO_NOTHING.',
  '{} is unique, so it is read as a one-to-one to {}.': '{1} est unique ; elle est donc lue comme un un-à-un vers {2}.',
  'The type {} becomes {}, as the key that it refers to: {}.':
    'Le type {1} devient {2}, comme la clé à laquelle il se réfère : {3}.',
  'The type {} becomes {}, as the key that it refers to: {} and {} more.':
    'Le type {1} devient {2}, comme la clé à laquelle il se réfère : {3} et {4} de plus.',
  'The type {} becomes {}, {} in SQL: {} and {} more.': 'Le type {1} devient {2}, {3} en SQL : {4} et {5} de plus.',
  'The type {} becomes {}, {} in SQL: {}.': 'Le type {1} devient {2}, {3} en SQL : {4}.',
  'The type {} of {} is read as text.': 'Le type {1} de {2} est lu comme du texte.',
  'The default {} of {} is left out: nothing says whose SQL it is.':
    'La valeur par défaut {1} de {2} est omise : rien ne dit de quelle base est ce SQL.',
  '{} numbers itself; Django numbers primary keys of one column only.':
    '{1} se numérote seule ; Django ne numérote que les clés primaires d’une seule colonne.',
  '{} is damaged and cannot be read: {}.': '{1} est endommagée et ne peut pas être lue : {2}.',
  '{} is {}; it is not drawn.': '{1} est {2k} ; ce n’est pas dessiné.',
  '{} keeps its latest changes in a write-ahead log; what stands in {} is not read.':
    '{1} garde ses dernières modifications dans un journal ; ce que contient {2} n’est pas lu.',
  'Where something is missing, close the program that has it open, or run PRAGMA wal_checkpoint, and import again.':
    'S’il manque quelque chose, fermez le programme qui l’a ouvert, ou exécutez PRAGMA wal_checkpoint, et importez de nouveau.',
  '{} cannot be read: {}.': '{1} ne peut pas être lu : {2w}.',
  'It may be encrypted: then the program that it belongs to can export it.':
    'Il est peut-être chiffré : le programme auquel il appartient peut alors l’exporter.',
  // Imports de scripts et de schémas.
  'Line {} was skipped: {}. It begins: {}': 'La ligne {1} a été ignorée : {2w}. Elle commence ainsi : {3}',
  'Line {} was skipped: {}.': 'La ligne {1} a été ignorée : {2w}.',
  '{} was read without {}.': '{1} a été lue sans {2l}.',
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
  '{} is no JSON: {}.': '{1} n’est pas du JSON : {2w}.',
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
  '{} cannot say {}; it is over the first {} characters there.':
    '{1} ne peut pas exprimer {2x} ; il y porte sur les {3} premiers caractères.',
  '{} cannot say {}; it is cut after {} characters there.':
    '{1} ne peut pas exprimer {2x} ; il y est coupé après {3} caractères.',
  '{} cannot say {}; it is {} there.': '{1} ne peut pas exprimer {2x} ; c’y est {3}.',
  '{} cannot say {}; some of its queries part the name there.':
    '{1} ne peut pas exprimer {2x} ; certaines de ses requêtes y coupent le nom.',
  '{} cannot say {}; it is an ordinary one there.': '{1} ne peut pas exprimer {2x} ; c’y est un index ordinaire.',
  '{} cannot say {}; there they are one column.': '{1} ne peut pas exprimer {2x} ; c’y est une seule colonne.',
  'Django cannot say a table without a primary key; of {} it reads a column id, which the table has not.':
    'Django ne connaît pas de table sans clé primaire ; de {1} il lit une colonne id, que la table n’a pas.',
  'Make a column that is never twice the same the primary key. On SQLite, db_column="rowid" serves.':
    'Faites d’une colonne qui n’a jamais deux fois la même valeur la clé primaire. Sur SQLite, db_column="rowid" convient.',
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
})
