import { snakeCase } from '../../../shared/document/names.ts'
import type { Texts } from '../en/index.ts'

const words: { readonly [english: string]: string } = {
  // Groupes et sortes de champs.
  // Sortes de migrations.
  'Django migration': 'Migration Django',
  'SQL for SQLite': 'SQL pour SQLite',
  'SQL for PostgreSQL': 'SQL pour PostgreSQL',
  Text: 'Texte',
  Number: 'Nombre',
  'Date and time': 'Date et heure',
  'True/false': 'Vrai ou faux',
  File: 'Fichier',
  Identifier: 'Identifiant',
  Structured: 'Structuré',
  Special: 'Particulier',
  'Short text': 'Texte court',
  'Long text': 'Texte long',
  'E-mail address': 'Adresse e-mail',
  Slug: 'Slug',
  'Web address': 'Adresse web',
  'Whole number': 'Nombre entier',
  'Large whole number': 'Grand nombre entier',
  'Small whole number': 'Petit nombre entier',
  'Positive whole number': 'Nombre entier positif',
  'Large positive whole number': 'Grand nombre entier positif',
  'Small positive whole number': 'Petit nombre entier positif',
  'Decimal number': 'Nombre décimal',
  'Floating-point number': 'Nombre à virgule flottante',
  Date: 'Date',
  Time: 'Heure',
  Duration: 'Durée',
  'Yes or no': 'Oui ou non',
  Image: 'Image',
  'File in a folder': 'Fichier d’un dossier',
  'Automatic number': 'Numéro automatique',
  'Large automatic number': 'Grand numéro automatique',
  'Small automatic number': 'Petit numéro automatique',
  UUID: 'UUID',
  JSON: 'JSON',
  Bytes: 'Octets',
  'IP address': 'Adresse IP',
  'Computed by the database': 'Calculé par la base de données',
  'Composite primary key': 'Clé primaire composée',
  'A line of text with a greatest length, such as a title.':
    'Une ligne de texte de longueur limitée, un titre par exemple.',
  'Text of any length, such as an article.': 'Un texte de n’importe quelle longueur, un article par exemple.',
  'A short text that has to be an e-mail address.': 'Un texte court qui doit être une adresse e-mail.',
  'A short label for addresses: letters, digits, hyphens, underscores.':
    'Une étiquette courte pour les adresses : lettres, chiffres, traits d’union, tirets bas.',
  'A short text that has to be a URL.': 'Un texte court qui doit être une URL.',
  'A whole number of up to about two thousand million.': 'Un nombre entier jusqu’à environ deux milliards.',
  'A whole number of up to 19 digits.': 'Un nombre entier jusqu’à 19 chiffres.',
  'A whole number from −32768 to 32767.': 'Un nombre entier de −32768 à 32767.',
  'A whole number from 0 on, such as a count.': 'Un nombre entier à partir de 0, un compte par exemple.',
  'A whole number from 0 on, of up to 19 digits.': 'Un nombre entier à partir de 0, jusqu’à 19 chiffres.',
  'A whole number from 0 to 32767.': 'Un nombre entier de 0 à 32767.',
  'An exact number with a fixed number of decimal places, such as a price.':
    'Un nombre exact avec un nombre fixe de décimales, un prix par exemple.',
  'A number with a fraction that may be rounded, such as a measurement.':
    'Un nombre dont la partie fractionnaire peut être arrondie, une mesure par exemple.',
  'A day without a time.': 'Un jour sans heure.',
  'A day with a time.': 'Un jour avec une heure.',
  'A time of day.': 'Une heure de la journée.',
  'A length of time, such as 3 days.': 'Une durée, par exemple 3 jours.',
  'True or false; with null also unknown.': 'Vrai ou faux ; avec null aussi inconnu.',
  'An uploaded file; the column holds its path.': 'Un fichier téléversé ; la colonne contient son chemin.',
  'An uploaded picture; the column holds its path.': 'Une image téléversée ; la colonne contient son chemin.',
  'The path of a file that is chosen from a folder.': 'Le chemin d’un fichier choisi dans un dossier.',
  'A whole number that counts up by itself.': 'Un nombre entier qui s’incrémente de lui-même.',
  'A whole number of up to 19 digits that counts up by itself.':
    'Un nombre entier jusqu’à 19 chiffres qui s’incrémente de lui-même.',
  'A small whole number that counts up by itself.': 'Un petit nombre entier qui s’incrémente de lui-même.',
  'An identifier that is unique everywhere.': 'Un identifiant unique partout.',
  'Lists and objects of any shape, kept as JSON.': 'Des listes et des objets de toute forme, gardés en JSON.',
  'Raw bytes.': 'Des octets bruts.',
  'An IPv4 or IPv6 address.': 'Une adresse IPv4 ou IPv6.',
  'A value that the database computes from other fields.':
    'Une valeur que la base de données calcule à partir d’autres champs.',
  'Several fields that together identify the row.': 'Plusieurs champs qui ensemble identifient la ligne.',
  // Options des champs.
  'The most characters a value may have.': 'Le nombre maximal de caractères d’une valeur.',
  'The column may be empty (NULL).': 'La colonne peut être vide (NULL).',
  'A form may leave it empty.': 'Un formulaire peut le laisser vide.',
  'What a new object gets when nothing is given.': 'Ce que reçoit un nouvel objet quand rien n’est donné.',
  'No two rows may have the same value.': 'Deux lignes ne peuvent pas avoir la même valeur.',
  'This field identifies the row, instead of an automatic id.':
    'Ce champ identifie la ligne, au lieu d’un id automatique.',
  'The database keeps an index, so that looking up by this field is quick.':
    'La base de données tient un index, pour que la recherche par ce champ soit rapide.',
  'What the database itself fills in when nothing is given.':
    'Ce que la base de données remplit elle-même quand rien n’est donné.',
  'The name that people see; without it the field name with spaces.':
    'Le nom que l’on voit ; sinon le nom du champ avec des espaces.',
  'A hint that forms show beside the field.': 'Une aide que les formulaires montrent à côté du champ.',
  'Forms and the admin show the field.': 'Les formulaires et l’admin montrent le champ.',
  'The name of the database column; without it the field name.':
    'Le nom de la colonne dans la base ; sinon le nom du champ.',
  'A comment kept on the database column.': 'Un commentaire gardé sur la colonne.',
  'The tablespace of the field’s index, where the database has such a thing.':
    'Le tablespace de l’index du champ, si la base de données connaît cela.',
  'Values are unique among rows with the same date in the named field.':
    'Les valeurs sont uniques parmi les lignes de même date dans le champ nommé.',
  'Values are unique among rows with the same month in the named field.':
    'Les valeurs sont uniques parmi les lignes de même mois dans le champ nommé.',
  'Values are unique among rows with the same year in the named field.':
    'Les valeurs sont uniques parmi les lignes de même année dans le champ nommé.',
  'Functions that check a value before it is saved by a form.':
    'Des fonctions qui vérifient une valeur avant qu’un formulaire ne l’enregistre.',
  'Your own words for the field’s error messages.': 'Vos propres mots pour les messages d’erreur du champ.',
  'Marks a field that Django made by itself.': 'Marque un champ que Django a créé de lui-même.',
  'The field is part of serialised objects (fixtures).': 'Le champ fait partie des objets sérialisés (fixtures).',
  'How the database compares and sorts the text.': 'Comment la base de données compare et trie le texte.',
  'Letters of other alphabets are allowed, not only ASCII.':
    'Les lettres d’autres alphabets sont permises, pas seulement l’ASCII.',
  'How many digits a number has in all.': 'Combien de chiffres un nombre a en tout.',
  'How many of the digits stand after the decimal point.': 'Combien de ces chiffres suivent la virgule.',
  'Set to now whenever the object is saved.': 'Mis à maintenant à chaque enregistrement de l’objet.',
  'Set to now when the object is created.': 'Mis à maintenant à la création de l’objet.',
  'The folder, or the function that names it, for uploaded files.':
    'Le dossier des fichiers téléversés, ou la fonction qui le nomme.',
  'Where files are stored, if not in the default storage.':
    'Où sont stockés les fichiers, si ce n’est pas dans le stockage par défaut.',
  'The field that receives the picture’s width.': 'Le champ qui reçoit la largeur de l’image.',
  'The field that receives the picture’s height.': 'Le champ qui reçoit la hauteur de l’image.',
  'The folder whose files can be chosen.': 'Le dossier dont on peut choisir les fichiers.',
  'A regular expression for the file names offered.': 'Une expression régulière pour les noms de fichiers proposés.',
  'Files of folders inside the folder are offered too.': 'Les fichiers des sous-dossiers sont proposés aussi.',
  'Files can be chosen.': 'On peut choisir des fichiers.',
  'Folders can be chosen.': 'On peut choisir des dossiers.',
  'Which addresses are valid: both, IPv4 or IPv6.': 'Quelles adresses sont valides : both, IPv4 ou IPv6.',
  'An IPv4 address written as IPv6 is stored as IPv4.': 'Une adresse IPv4 écrite en IPv6 est stockée en IPv4.',
  'The JSON encoder class for values that plain JSON cannot hold.':
    'La classe d’encodage JSON pour les valeurs que JSON seul ne sait pas contenir.',
  'The JSON decoder class for stored values.': 'La classe de décodage JSON des valeurs stockées.',
  'The expression that the database computes the value from.':
    'L’expression à partir de laquelle la base calcule la valeur.',
  'The field class of the computed value.': 'La classe de champ de la valeur calculée.',
  'The computed value is stored, rather than computed at each read.':
    'La valeur calculée est stockée, plutôt que recalculée à chaque lecture.',
  'The fields that together identify the row.': 'Les champs qui ensemble identifient la ligne.',
  'The unique field of the target that is referred to; without it the primary key.':
    'Le champ unique de la cible auquel on se réfère ; sinon la clé primaire.',
  'This relation is the link from a child model to its parent.':
    'Cette relation est le lien d’un modèle enfant à son parent.',
  'The word for this relation in filters that start at the target.':
    'Le mot pour cette relation dans les filtres qui partent de la cible.',
  'Forms offer only the objects that fit these conditions.':
    'Les formulaires ne proposent que les objets qui respectent ces conditions.',
  'The database enforces that the target exists.': 'La base de données impose que la cible existe.',
  'Migrations follow a swapped target, such as a custom user model.':
    'Les migrations suivent une cible remplacée, comme un modèle d’utilisateur personnalisé.',
  'If A is related to B, then B is related to A (relation to itself only).':
    'Si A est relié à B, alors B est relié à A (seulement pour une relation vers soi-même).',
  'The two foreign keys of the through model that this relation uses.':
    'Les deux clés étrangères du modèle intermédiaire que cette relation utilise.',
  'The name of the join table.': 'Le nom de la table de jointure.',
  // Ce que l’on exporte.
  SQL: 'SQL',
  TypeScript: 'TypeScript',
  Python: 'Python',
  Documents: 'Documents',
  Pictures: 'Images',
  SQLite: 'SQLite',
  PostgreSQL: 'PostgreSQL',
  'MySQL / MariaDB': 'MySQL / MariaDB',
  'TypeScript types': 'Types TypeScript',
  'Zod schemas': 'Schémas Zod',
  'Kysely tables': 'Tables Kysely',
  'Drizzle (SQLite)': 'Drizzle (SQLite)',
  'Drizzle (PostgreSQL)': 'Drizzle (PostgreSQL)',
  'Drizzle (MySQL)': 'Drizzle (MySQL)',
  'Prisma schema': 'Schéma Prisma',
  'TypeORM entities': 'Entités TypeORM',
  'Sequelize models': 'Modèles Sequelize',
  'MikroORM entities': 'Entités MikroORM',
  'Django models': 'Modèles Django',
  DBML: 'DBML',
  'Mermaid diagram': 'Diagramme Mermaid',
  Graphviz: 'Graphviz',
  'PlantUML diagram': 'Diagramme PlantUML',
  'Data dictionary (Markdown)': 'Dictionnaire des données (Markdown)',
  'JSON Schema': 'JSON Schema',
  'OpenAPI components': 'Composants OpenAPI',
  'HTML documentation': 'Documentation HTML',
  'SVG picture': 'Image SVG',
  'Include external tables (auth_user …)': 'Inclure les tables externes (auth_user …)',
  'IF NOT EXISTS': 'IF NOT EXISTS',
  'DROP the tables first': 'Supprimer d’abord les tables (DROP)',
  'Sample rows as INSERTs': 'Lignes d’exemple en INSERT',
  'Choices of text as ENUM types': 'Choix de texte en types ENUM',
  'Keys from sequences (serial), not identity': 'Clés par séquences (serial), pas identity',
  'Choices of text as enums': 'Choix de texte en enums',
  'Database-level on_delete (Django 6.1)': 'on_delete au niveau de la base (Django 6.1)',
  Dark: 'Sombre',
  'Without the design inside': 'Sans la conception à l’intérieur',
}

const onDelete: Texts['core']['onDelete'] = {
  CASCADE: ({ to, from }) => `Supprimer un ${to} supprime ses ${from}.`,
  PROTECT: ({ to, from }) => `Un ${to} ne peut pas être supprimé tant qu’il a des ${from}.`,
  RESTRICT: ({ to, from }) =>
    `Un ${to} ne peut pas être supprimé tant qu’il a des ${from}, sauf si une autre cascade les supprime aussi.`,
  SET_NULL: ({ to, from }) => `Supprimer un ${to} garde ses ${from}, sans ${to}.`,
  SET_DEFAULT: ({ to, from }) => `Supprimer un ${to} donne à ses ${from} le ${to} par défaut.`,
  SET: ({ to, from }) => `Supprimer un ${to} donne à ses ${from} le ${to} que nomme SET().`,
  DO_NOTHING: ({ to, from }) =>
    `Supprimer un ${to} laisse ses ${from} désigner le vide, ce que la base de données refuse.`,
}

const relationWords: Texts['core']['relationWords'] = ({ kind, from, to, name, nullable, accessor }) => {
  const self = from === to
  const there = snakeCase(from)
  const back = snakeCase(to)
  const other = self ? `autre ${to}` : to
  if (kind === 'manyToMany') {
    const way = accessor === null || self ? '' : ` : ${back}.${accessor}.all()`
    return [
      `Chaque ${from} a plusieurs ${self ? `autres ${to}` : to} : ${there}.${name}.all()`,
      self ? 'Cela vaut dans les deux sens.' : `Chaque ${to} a plusieurs ${from}${way}`,
    ]
  }
  const first = `Chaque ${from} a un ${other}${nullable ? ' ou aucun' : ''} : ${there}.${name}`
  if (kind === 'oneToOne')
    return [first, `Un ${to} a au plus un ${from}${accessor === null ? '' : ` : ${back}.${accessor}`}`]
  return [first, `Un ${to} a plusieurs ${from}${accessor === null ? '' : ` : ${back}.${accessor}.all()`}`]
}

export const core: Texts['core'] = { words, onDelete, relationWords }
