/** Ce que disent les fichiers et les bases de données qui ne se laissent pas lire ou écrire. */
import { table } from './filled.ts'

export const failures = table({
  'The database is locked by another program. Close it there, or wait a moment, and try again.':
    'La base est verrouillée par un autre programme. Fermez-la là-bas, ou attendez un instant, puis réessayez.',
  'This is not a SQLite database, or it is encrypted. Look whether it is the right file, or decrypt a copy of it first.':
    'Ce n’est pas une base SQLite, ou elle est chiffrée. Vérifiez que c’est le bon fichier, ou déchiffrez-en d’abord une copie.',
  '“{}” is not a SQLite database, or it is encrypted. Look whether it is the right file, or decrypt a copy of it first.':
    '« {1} » n’est pas une base SQLite, ou elle est chiffrée. Vérifiez que c’est le bon fichier, ou déchiffrez-en d’abord une copie.',
  'The database file is damaged. Work on a copy: “sqlite3 FILE .recover” writes what can be saved as SQL.':
    'Le fichier de base de données est endommagé. Travaillez sur une copie : « sqlite3 FICHIER .recover » écrit en SQL ce qui peut être sauvé.',
  'The database cannot be opened or written. Look whether its folder is there and may be written to, and try again.':
    'La base ne peut pas être ouverte ou écrite. Vérifiez que son dossier existe et peut être modifié, puis réessayez.',
  'The disk is full. Nothing was changed: make room on it and try again.':
    'Le disque est plein. Rien n’a été modifié : faites-y de la place, puis réessayez.',
  'This needs more memory than is allowed.': 'Cela demande plus de mémoire que permis.',
  'The disk reports an error. Nothing was changed: look whether it is still there and has room, and try again.':
    'Le disque signale une erreur. Rien n’a été modifié : vérifiez qu’il est toujours là et a de la place, puis réessayez.',
  'The database file has been deleted or replaced by another program, and what is shown is the old one. Export the rows that you still need, then open it again.':
    'Le fichier de la base a été supprimé ou remplacé par un autre programme ; ce qui est affiché est l’ancien. Exportez les lignes dont vous avez encore besoin, puis rouvrez-le.',
  'The database can only be read. Look whether its file and its folder may be written to, and try again.':
    'La base ne peut qu’être lue. Vérifiez que son fichier et son dossier peuvent être modifiés, puis réessayez.',
  '{} While running: {}': '{1} Pendant l’exécution de : {2}',
  '{} with this {} already exists.': 'Un objet {1} avec ce champ {2} existe déjà.',
  'This field cannot be null.': 'Ce champ ne peut pas contenir la valeur nulle.',
  'Constraint “{}” is violated.': 'La contrainte « {1} » n’est pas respectée.',
  'It refers to a row that does not exist, or another row still refers to it.':
    'Elle se réfère à une ligne qui n’existe pas, ou une autre ligne se réfère encore à elle.',
  'There is no such row in {}.': 'Il n’y a pas de telle ligne dans {1}.',
  'Rows of {} still refer to it.': 'Des lignes de {1} s’y réfèrent encore.',
  'This database has been closed.': 'Cette base a été fermée.',
  'This needs more than 1 GiB of memory and was stopped.': 'Cela demande plus de 1 Gio de mémoire et a été arrêté.',
  'The database process ended unexpectedly. Your design is not affected.':
    'Le processus de la base s’est terminé de façon inattendue. Votre conception n’est pas touchée.',
  'The process that read it ended unexpectedly, perhaps for lack of memory. Nothing has changed; try again.':
    'Le processus qui le lisait s’est terminé de façon inattendue, peut-être faute de mémoire. Rien n’a changé ; réessayez.',
  'There is no statement here.': 'Il n’y a pas d’instruction ici.',
  'One statement at a time, please.': 'Une instruction à la fois, s’il vous plaît.',
  'This statement is too long.': 'Cette instruction est trop longue.',
  'There is no table “{}” in this database.': 'Il n’y a pas de table « {1} » dans cette base.',
  // Fichiers.
  'This design has no file yet.': 'Cette conception n’a pas encore de fichier.',
  'This design has no file yet: choose where to save it.':
    'Cette conception n’a pas encore de fichier : choisissez où l’enregistrer.',
  'This copy is not there any more.': 'Cette copie n’existe plus.',
  'The design is too large for a recovery copy.': 'La conception est trop grande pour une copie de secours.',
  'Git does not have this version of the file.': 'Git n’a pas cette version du fichier.',
  'Git could not give this version of the file.': 'Git n’a pas pu donner cette version du fichier.',
  'More than {} Python files: open an app’s folder instead.':
    'Plus de {1} fichiers Python : ouvrez plutôt le dossier d’une app.',
  '“{}” is too large.': '« {1} » est trop volumineux.',
  'No Python file is in “{}”.': 'Aucun fichier Python dans « {1} ».',
  '“{}” is not a text file in UTF-8.': '« {1} » n’est pas un fichier texte en UTF-8.',
  '“{}” is not a text file (it is not UTF-8).': '« {1} » n’est pas un fichier texte (ce n’est pas de l’UTF-8).',
  '{} is not a text file in UTF-8.': '{1} n’est pas un fichier texte en UTF-8.',
  'Too many files are open in this window.': 'Trop de fichiers sont ouverts dans cette fenêtre.',
  'This is not open here (any more).': 'Ce n’est pas ou plus ouvert ici.',
  'This file was not chosen as a place to write to.': 'Ce fichier n’a pas été choisi pour y écrire.',
  'Only a plain file can be saved to.': 'On ne peut enregistrer que dans un fichier ordinaire.',
  '“{}” exists already and was not read with this design.':
    '« {1} » existe déjà et n’a pas été lu avec cette conception.',
  'This database has no place for a copy.': 'Cette base n’a pas de place pour une copie.',
  'This file is not in the list any more.': 'Ce fichier n’est plus dans la liste.',
  '“{}” is not a file.': '« {1} » n’est pas un fichier.',
  '“{}” is not a folder.': '« {1} » n’est pas un dossier.',
  '“{}” lies outside the folders of this session.': '« {1} » est hors des dossiers de cette session.',
  'This is not a file name.': 'Ce n’est pas un nom de fichier.',
  '“{}” or its folder may not be written by you, so it stays read-only.':
    'Vous ne pouvez pas écrire dans « {1} » ou dans son dossier : il reste en lecture seule.',
  'No copy of “{}” could be made: {}': 'Aucune copie de « {1} » n’a pu être faite : {2}',
  'This is not a fixture: {}.': 'Ce n’est pas une fixture : {1}.',
  'This is not a design.': 'Ce n’est pas une conception.',
  '“{}” is on a read-only disk.': '« {1} » est sur un disque en lecture seule.',
  '“{}” exists already.': '« {1} » existe déjà.',
  '“{}” is a folder.': '« {1} » est un dossier.',
  '“{}” is a link that leads nowhere.': '« {1} » est un lien qui ne mène nulle part.',
  '“{}” has too long a name.': '« {1} » a un nom trop long.',
  '“{}” does not fit: the disk is full.': '« {1} » ne tient pas : le disque est plein.',
  '“{}” does not fit: your disk quota is used up.': '« {1} » ne tient pas : votre quota de disque est épuisé.',
  '“{}” cannot be opened: too many files are open.': '« {1} » ne peut pas être ouvert : trop de fichiers sont ouverts.',
  '“{}” is in use by another program.': '« {1} » est utilisé par un autre programme.',
  '“{}” cannot be read or written: the disk reports an error.':
    '« {1} » ne peut pas être lu ou écrit : le disque signale une erreur.',
  '“{}” cannot be read or written.': '« {1} » ne peut pas être lu ou écrit.',
  '“{}” is not there any more.': '« {1} » n’existe plus.',
  '“{}” may not be accessed: permission denied.': '« {1} » n’est pas accessible : permission refusée.',
  '“{}” may not be accessed: the system does not permit it.':
    '« {1} » n’est pas accessible : le système ne le permet pas.',
  '“{}” is empty: there are no tables in it yet.': '« {1} » est vide : il n’y a pas encore de tables.',
})
