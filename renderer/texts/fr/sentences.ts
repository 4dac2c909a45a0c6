import type { Texts } from '../en/index.ts'
import { failures } from './failures.ts'
import { notes } from './notes.ts'

const and = (names: string): string => names.replaceAll(' and ', ' et ')

/**
 * Phrases du cœur avec leurs trous, `{}` dans le texte anglais : conseils, réparations, refus de commandes. Les textes
 * des vérifications de Django restent les siens.
 */
export const sentences: Texts['sentences'] = {
  ...notes,
  ...failures,
  // Ce qui est tapé dans une cellule.
  'Write a type, such as “char 200” or “fk User”.': () => 'Écrivez un type, tel que « char 200 » ou « fk User ».',
  '“{}” is not a type. Try {}.': (word = '', near = '') => `« ${word} » n’est pas un type. Essayez ${near}.`,
  'Say which model it leads to: “generic Comment”.': () => 'Dites à quel modèle il mène : « generic Comment ».',
  '“{}” is not known here. Try null, unique, pk, index, default or choices.': (word = '') =>
    `« ${word} » n’est pas connu ici. Essayez null, unique, pk, index, default ou choices.`,
  '“{}” is not known here. Arguments stand in parentheses: {}(…).': (word = '', name = '') =>
    `« ${word} » n’est pas connu ici. Les arguments vont entre parenthèses : ${name}(…).`,
  '{} has no length: leave {} out, or write “default {}”.': (type = '', size = '') =>
    `${type} n’a pas de longueur : retirez ${size}, ou écrivez « default ${size} ».`,
  '“{}” is nothing that happens on delete. Try cascade, protect or set null.': (word = '') =>
    `« ${word} » ne dit pas ce qui arrive à la suppression. Essayez cascade, protect ou set null.`,
  'Say what follows “{}”.': (word = '') => `Dites ce qui suit « ${word} ».`,
  '“{}” is no value of {}.': (value = '', type = '') => `« ${value} » n’est pas une valeur de ${type}.`,
  '“{}” cannot be the {} of a field.': (value = '', keyword = '') =>
    `« ${value} » ne peut pas être le ${keyword} d’un champ.`,
  'Which model does it point at?': () => 'Quel modèle désigne-t-il ?',
  'No model is called “{}”.': (name = '') => `Aucun modèle ne s’appelle « ${name} ».`,
  'No model is called “{}”. “+{}” makes it.': (name = '') =>
    `Aucun modèle ne s’appelle « ${name} ». « +${name} » le crée.`,
  '“{}” is not known here. Try cascade, protect, set null, null or “as posts”.': (word = '') =>
    `« ${word} » n’est pas connu ici. Essayez cascade, protect, set null, null ou « as posts ».`,
  '“{}” is not known here. Try blank, through or “as posts”.': (word = '') =>
    `« ${word} » n’est pas connu ici. Essayez blank, through ou « as posts ».`,
  '“{}” is said by the other model: give {} a field “{} {}”.': (word = '', other = '', fk = '', own = '') =>
    `« ${word} » se dit dans l’autre modèle : donnez à ${other} un champ « ${fk} ${own} ».`,
  'A cell holds no checks. Constraints are added in the model’s inspector.': () =>
    'Une cellule ne contient pas de vérifications. Les contraintes s’ajoutent dans l’inspecteur du modèle.',
  'A many-to-many has no on_delete: Django deletes the rows between with either end.': () =>
    'Une relation plusieurs à plusieurs n’a pas de on_delete : Django supprime les lignes intermédiaires avec l’une ou l’autre extrémité.',
  'Which model does it come from?': () => 'De quel modèle vient-il ?',
  'Many to many is said from either side: “m2m {} through …”.': (model = '') =>
    `Plusieurs à plusieurs se dit de l’un ou l’autre côté : « m2m ${model} through … ».`,
  'Django makes no {} by itself. Try “default uuid” of a uuid, or the name of a function of yours.': (call = '') =>
    `Django ne fait pas de ${call} de lui-même. Essayez « default uuid » d’un uuid, ou le nom d’une fonction à vous.`,
  'A key over several columns ({}) is none of a cell’s. Draw the relation instead.': (columns = '') =>
    `Une clé sur plusieurs colonnes (${columns}) ne se dit pas dans une cellule. Tracez plutôt la relation.`,
  '{} is left out: relations have no names in Django.': (name = '') =>
    `${name} est omis : les relations n’ont pas de nom dans Django.`,
  'ON UPDATE {} is left out: Django has none, and the keys of rows do not change.': (what = '') =>
    `ON UPDATE ${what} est omis : Django n’en a pas, et les clés des lignes ne changent pas.`,
  'Arrays are PostgreSQL’s. For other databases take “json”, or “m2m” of a model of their own.': () =>
    'Les tableaux sont propres à PostgreSQL. Pour d’autres bases, prenez « json », ou « m2m » vers un modèle à part.',
  'An array holds plain values. Many of a model are “m2m”.': () =>
    'Un tableau contient des valeurs simples. Plusieurs d’un modèle, c’est « m2m ».',
  'A computed value has a plain type, such as “decimal 10,2”.': () =>
    'Une valeur calculée a un type simple, tel que « decimal 10,2 ».',
  'Say the type of what it gives first: “decimal 10,2 generated {}”.': (expression = '') =>
    `Dites d’abord le type de ce que cela donne : « decimal 10,2 generated ${expression} ».`,
  '“{}” is a function: write it as Django does, such as Lower("title").': (name = '') =>
    `« ${name} » est une fonction : écrivez-la comme Django, par exemple Lower("title").`,
  'No field of this model is called “{}”.': (name = '') => `Aucun champ de ce modèle ne s’appelle « ${name} ».`,
  '“{}” cannot be computed here. Try + - * / and ||, or Django’s own words.': (sign = '') =>
    `« ${sign} » ne se calcule pas ici. Essayez + - * / et ||, ou les mots de Django.`,
  'A computed value is made of the model’s own fields.': () => 'Une valeur calculée est faite des champs du modèle.',
  '“||” joins texts: numbers and their signs are none.': () =>
    '« || » joint des textes : les nombres et leurs signes n’en sont pas.',
  // Conseils (relata.70xx).
  'This text has two ways to be missing, NULL and the empty text, and queries must ask for both.': () =>
    'Ce texte peut manquer de deux façons, NULL et le texte vide, et les requêtes doivent chercher les deux.',
  'Django’s habit is blank=True without null=True.': () => 'L’usage de Django est blank=True sans null=True.',
  'NULL does not count as equal to NULL, so any number of rows may be without a value here.': () =>
    'NULL n’est pas égal à NULL : autant de lignes qu’on veut peuvent être sans valeur ici.',
  'Fine for an optional key; make it required if every row must have its own.': () =>
    'Bien pour une clé facultative ; rendez-la obligatoire si chaque ligne doit avoir la sienne.',
  '{} are unique together only where {} is not NULL.': (all = '', some = '') =>
    `${and(all)} ne sont uniques ensemble que là où ${and(some)} n’est pas NULL.`,
  'A second constraint with a condition (field is NULL) closes the gap.': () =>
    'Une seconde contrainte avec une condition (le champ est NULL) comble ce manque.',
  'Without __str__ the admin and the shell show “{}”.': (shown = '') =>
    `Sans __str__, l’admin et le shell affichent « ${shown} ».`,
  'For example: {}': (code = '') => `Par exemple : ${code}`,
  'This looks like the key of {}, but no relation is drawn.': (target = '') =>
    `On dirait la clé de ${target}, mais aucune relation n’est dessinée.`,
  'As a foreign key it keeps its column, and queries and deletes follow it.': () =>
    'Clé étrangère, elle garde sa colonne, et les requêtes comme les suppressions la suivent.',
  'Floats cannot hold most sums of money exactly; they are off by fractions of a cent.': () =>
    'Un flottant ne peut pas contenir exactement la plupart des sommes d’argent ; il s’en écarte de fractions de centime.',
  'Use DecimalField(max_digits=10, decimal_places=2).': () => 'Utilisez DecimalField(max_digits=10, decimal_places=2).',
  '{} only joins {} and {}; a ManyToManyField makes such a table by itself.': (model = '', from = '', to = '') =>
    `${model} ne fait que joindre ${from} et ${to} ; un ManyToManyField crée une telle table de lui-même.`,
  'With through={} it stays, and {} gets the shortcut.': (through = '', from = '') =>
    `Avec through=${through} elle reste, et ${from} gagne le raccourci.`,
  '{} relations lead to {}; from there only a related_name tells which one is meant.': (n = '', target = '') =>
    `${n} relations mènent à ${target} ; de là, seul un related_name dit laquelle est visée.`,
  'Without it this one is called {}.': (name = '') => `Sans lui, celle-ci s’appelle ${name}.`,
  '{} is a many-to-many between the same two models, the other way round; both get a join table of their own.': (
    name = '',
  ) =>
    `${name} est une relation plusieurs-à-plusieurs entre les mêmes modèles, dans l’autre sens ; chacune reçoit sa propre table de jointure.`,
  'One many-to-many serves both directions: from the other side it is reached by its related_name.': () =>
    'Une seule sert dans les deux sens : de l’autre côté, on l’atteint par son related_name.',
  'Django adds _id to the column by itself, so this one is called {}.': (name = '') =>
    `Django ajoute _id à la colonne de lui-même : celle-ci s’appelle donc ${name}.`,
  'Name the relation after the object that it gives: {}.': (name = '') =>
    `Nommez la relation d’après l’objet qu’elle donne : ${name}.`,
  'This foreign key has no index, so going back from the target, and deleting there, reads the whole table.': () =>
    'Cette clé étrangère n’a pas d’index : revenir de la cible, ou y supprimer, lit toute la table.',
  'Leave db_index as it is, or let an index of Meta begin with this field.': () =>
    'Laissez db_index tel quel, ou faites commencer un index de Meta par ce champ.',
  'Deleting a {} deletes along a chain of more than {} models: {}.': (model = '', n = '', way = '') =>
    `Supprimer un ${model} supprime le long d’une chaîne de plus de ${n} modèles : ${way}.`,
  'PROTECT or SET_NULL at one of them ends the chain.': () => 'PROTECT ou SET_NULL sur l’un d’eux arrête la chaîne.',
  'No first row can be made: {}.': (way = '') =>
    `Aucune première ligne ne peut être créée : ${way.replaceAll(' needs ', ' a besoin de ')}.`,
  'One of these foreign keys must be nullable.': () => 'L’une de ces clés étrangères doit pouvoir être NULL.',
  '{} sounds like many, but a foreign key holds one {}.': (field = '', target = '') =>
    `${field} fait penser à plusieurs, mais une clé étrangère contient un seul ${target}.`,
  'Many {} for each {} are a many-to-many; one is better called {}.': (many = '', model = '', name = '') =>
    `Plusieurs ${many} pour chaque ${model} sont une relation plusieurs-à-plusieurs ; un seul s’appelle mieux ${name}.`,
  '“{}” is no name that Python can write.': (name = '') => `« ${name} » n’est pas un nom que Python puisse écrire.`,
  'Exports to Django call it {}.': (name = '') => `Les exports vers Django l’appellent ${name}.`,
  'migrate of Django 5.2 stops here: it creates {} before the columns of its composite key.': (join = '') =>
    `migrate de Django 5.2 s’arrête ici : il crée ${join} avant les colonnes de sa clé composée.`,
  'Declared by {}, the same many-to-many can be migrated.': (target = '') =>
    `Déclarée par ${target}, la même relation plusieurs-à-plusieurs peut être migrée.`,
  'A name after {} for {}, or a key of one column, avoids it.': (owner = '', join = '') =>
    `Un nom qui suit ${owner} pour ${join}, ou une clé d’une seule colonne, l’évite.`,
  'Django cannot load this model: {}': (error = '') => `Django ne peut pas charger ce modèle : ${error}`,
  'Until this is right Django checks nothing else.': () =>
    'Tant que ce n’est pas corrigé, Django ne vérifie rien d’autre.',
  // Réparations.
  'No NULL': () => 'Sans NULL',
  'Make it required': () => 'Rendre obligatoire',
  'Add __str__': () => 'Ajouter __str__',
  'Make nullable': () => 'Permettre NULL',
  'Index it': () => 'Indexer',
  'No primary key': () => 'Pas de clé primaire',
  'Make it the primary key': () => 'En faire la clé primaire',
  'Make it many-to-many': () => 'En faire une relation plusieurs-à-plusieurs',
  'Make it one-to-one': () => 'En faire une relation un-à-un',
  'Make it a foreign key to {}': (target = '') => `En faire une clé étrangère vers ${target}`,
  'Make it a one-to-one to {}': (target = '') => `En faire un un-à-un vers ${target}`,
  'Make it a DecimalField': () => 'En faire un DecimalField',
  'Refer to the primary key': () => 'Pointer vers la clé primaire',
  'Remove the leading slash': () => 'Retirer la barre initiale',
  'Remove the default': () => 'Retirer la valeur par défaut',
  'Use the default name': () => 'Utiliser le nom par défaut',
  'Allow files': () => 'Permettre les fichiers',
  'Give it related_name {}': (name = '') => `Lui donner le related_name ${name}`,
  'Rename to {}': (name = '') => `Renommer en ${name}`,
  'Delete {}': (name = '') => `Supprimer ${name}`,
  'Remove {}': (what = '') => `Retirer ${and(what)}`,
  'Set {} to {}': (option = '', value = '') => `Mettre ${option} à ${value}`,
  'Use {}': (what = '') => `Utiliser ${what}`,
  'Keep {}': (what = '') => `Garder ${what}`,
  // Refus de commandes.
  'A name is needed.': () => 'Il faut un nom.',
  'A design has at least one view.': () => 'Une conception a au moins une vue.',
  'A model cannot be its own base class.': () => 'Un modèle ne peut pas être sa propre classe de base.',
  'A model is named twice.': () => 'Un modèle est nommé deux fois.',
  'The model is gone.': () => 'Le modèle n’existe plus.',
  'There is already an app “{}”.': (label = '') => `Il y a déjà une app « ${label} ».`,
  'That is not a value for {}.': (key = '') => `Ce n’est pas une valeur pour ${key}.`,
  '{} cannot have choices here.': (name = '') => `${name} ne peut pas avoir de choix ici.`,
  '{} is not in this design any more.': (what = '') => `${THINGS[what] ?? what} n’est plus dans cette conception.`,
  '{} is already in this design.': (what = '') => `${THINGS[what] ?? what} est déjà dans cette conception.`,
  'The field is already in {}.': (model = '') => `Le champ est déjà dans ${model}.`,
  'The index is already in {}.': (model = '') => `L’index est déjà dans ${model}.`,
  'The constraint is already in {}.': (model = '') => `La contrainte est déjà dans ${model}.`,
  '{} still has {}; move or delete that first.': (app = '', model = '') =>
    `${app} contient encore ${model} ; déplacez-le ou supprimez-le d’abord.`,
  '{} is where new models go; choose another app for them first.': (app = '') =>
    `${app} reçoit les nouveaux modèles ; choisissez-leur d’abord une autre app.`,
  '{} is not a relation; say which kind it shall be.': (name = '') =>
    `${name} n’est pas une relation ; dites de quelle sorte elle doit être.`,
  '{} already goes through {}.': (name = '', model = '') => `${name} passe déjà par ${model}.`,
  '{} is not a many-to-many relation between models of this design.': (name = '') =>
    `${name} n’est pas une relation plusieurs-à-plusieurs entre des modèles de cette conception.`,
}

const THINGS: Readonly<Record<string, string>> = {
  'The model': 'Le modèle',
  'The field': 'Le champ',
  'The app': 'L’app',
  'The area': 'La zone',
  'The note': 'La note',
  'The view': 'La vue',
  'The query': 'La requête',
  'The index': 'L’index',
  'The constraint': 'La contrainte',
  'The choices class': 'La classe de choix',
}
