/** English. Short, plain, in the user's terms; Django's own words where they are the thing itself. */
import { plural } from '../../shared/document/names.ts'
import type { ErrorCode } from '../../shared/protocol/errors.ts'

interface Names {
  readonly from: string
  readonly froms: string
  readonly to: string
  readonly tos: string
}

const article = (noun: string): string =>
  /^[aeiou]/i.test(noun) && !/^(uni|use|one)/i.test(noun) ? `an ${noun}` : `a ${noun}`

const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

const ERROR_TITLES: Record<ErrorCode, string> = {
  INVALID: 'That could not be done',
  DENIED: 'Not allowed',
  NOT_FOUND: 'Not there any more',
  CONFLICT: 'Changed by someone else',
  CANCELLED: 'Cancelled',
  DEADLINE: 'It took too long',
  RESOURCE: 'Too large',
  BUSY: 'In use by another program',
  IO: 'The disk did not allow it',
  SQL: 'The database refused',
  PARSE: 'The file cannot be read',
  CRASHED: 'The connection broke',
  UNSUPPORTED: 'Not possible here',
  INTERNAL: 'Something went wrong inside Relata',
}

export const EN = {
  ui: {
    close: 'Close',
    cancel: 'Cancel',
    dismiss: 'Dismiss',
    search: 'Search',
    nothingFound: 'Nothing found.',
    copy: 'Copy',
    copied: 'Copied',
    save: 'Save',
    delete: 'Delete',
    add: 'Add',
    remove: 'Remove',
    more: 'More',
    loading: 'Loading…',
    clear: 'Clear',
    yes: 'Yes',
    no: 'No',
  },

  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },

  frame: {
    untitled: 'Untitled',
    unsaved: 'unsaved changes',
    readOnly: 'Read-only',
    menu: 'Menu',
    menuGroups: {
      File: 'File',
      Edit: 'Edit',
      Insert: 'Insert',
      View: 'View',
      Arrange: 'Arrange',
      Model: 'Model',
      Relation: 'Relation',
      Preview: 'Preview',
      Export: 'Export',
      Help: 'Help',
    },
    toolbar: 'Toolbar',
    undo: (what: string | null) => (what === null ? 'Nothing to undo' : `Undo: ${what}`),
    redo: (what: string | null) => (what === null ? 'Nothing to redo' : `Redo: ${what}`),
    addModel: 'Model',
    relate: 'Relation',
    arrange: 'Arrange',
    search: 'Search or run a command',
    theme: 'Theme',
    export: 'Export',
    recent: 'Recent',
    outline: 'Models',
    inspector: 'Inspector',
    canvas: 'Canvas',
    dock: 'Preview and code',
    status: 'Status',
    resize: 'Resize',
    models: (n: number) => count(n, 'model'),
    relations: (n: number) => count(n, 'relation'),
    problems: (errors: number, warnings: number) =>
      errors + warnings === 0
        ? 'No problems'
        : [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
            .filter((part) => part !== '')
            .join(', '),
    showProblems: 'Show the problems',
    zoom: (percent: number) => `${percent} %`,
  },

  dock: {
    tabs: { preview: 'Preview', sql: 'SQL', typescript: 'TypeScript', django: 'Django', problems: 'Problems' },
    texts: {
      preview: 'Run queries on real rows of this design.',
      sql: 'The tables as SQL, as you draw.',
      typescript: 'The models as TypeScript types, as you draw.',
      django: 'The models as models.py, as you draw.',
      problems: 'What Django’s checks and ours say about this design.',
    },
  },

  outline: {
    title: 'Models',
    filter: 'Filter models',
    none: 'No models yet.',
    noneText: 'Press M, or double-click the canvas, to add the first one.',
    noMatch: (query: string) => `No model is called “${query}”.`,
    kinds: {
      concrete: 'model',
      abstract: 'abstract model',
      proxy: 'proxy model',
      external: 'external model',
      child: 'child model',
    },
    hasErrors: 'has errors',
    hasWarnings: 'has warnings',
    appModels: (n: number) => count(n, 'model'),
  },

  actions: {
    undo: { label: 'Undo', text: 'Take back the last step.' },
    redo: { label: 'Redo', text: 'Do again what was taken back.' },
    undone: (what: string) => `Undone: ${what}`,
    redone: (what: string) => `Done again: ${what}`,
    new: { label: 'New design', text: 'Start with an empty canvas.' },
    open: { label: 'Open…', text: 'Open a design from a file.' },
    examples: { label: 'Examples…', text: 'Open the blog, the library or the school.' },
    import: { label: 'Import…', text: 'Draw the models of a models.py, a SQLite file, SQL, DBML or Prisma.' },
    save: { label: 'Save', text: 'Save the design.' },
    saveAs: { label: 'Save as…', text: 'Save the design to another file.' },
    saveOnto: {
      label: 'Save back onto models.py',
      text: 'Write the edits into the file that the design was read from; only the lines they touch change.',
    },
    review: { label: 'Review changes', text: 'Show what a save changes in the models.py that is open, line by line.' },
    export: { label: 'Export…', text: 'Write the design as SQL, TypeScript, models.py or a document.' },
    palette: { label: 'Search and commands', text: 'Find a model, a field or a command by typing.' },
    findModel: { label: 'Find model', text: 'Filter the list of models.' },
    toggle: {
      outline: 'Show or hide the list of models',
      inspector: 'Show or hide the inspector',
      dock: 'Show or hide preview and code',
    },
    toggleText: 'More room for the canvas.',
    showTab: (tab: string) => `Show ${tab}`,
    theme: (name: string) => `Theme: ${name}`,
    themeText: 'Change the colours of the page.',
    addModel: { label: 'Add model', text: 'Put a new model on the canvas and name it.' },
    addField: { label: 'Add field', text: 'Add a field to the selected model.' },
    assistant: { label: 'Relate two models…', text: 'Two questions, and the right kind of relation is proposed.' },
    run: { label: 'Run query', text: 'Run what is in the shell of the preview.' },
    cancelQuery: { label: 'Stop query', text: 'Stop the query that is running.' },
    shell: { label: 'Go to the shell', text: 'Write a query.' },
    shortcuts: { label: 'Keyboard shortcuts', text: 'All keys on one sheet.' },
    welcome: { label: 'What to try', text: 'A few things to try with this design.' },
  },

  palette: {
    title: 'Search and commands',
    placeholder: 'Type a command, a model, a field or an accessor',
    groups: { commands: 'Commands', models: 'Models', fields: 'Fields', accessors: 'Reverse accessors' },
    none: 'Nothing is called that.',
    hint: 'Enter to go there',
    wentTo: (name: string) => `${name} is in view`,
  },

  hint: {
    title: 'Draw the first model',
    text: 'Double-click anywhere, or press M. Then drag from one model to another to relate them.',
    example: 'Open an example',
    import: 'Import models.py, SQLite, SQL…',
  },

  welcome: {
    title: 'What to try',
    draw: 'Double-click the canvas to add a model; drag from one model to another to relate them.',
    watch: 'Watch SQL, TypeScript and models.py change below while you draw.',
    ask: 'Ask the sample rows a question:',
    run: 'Run it',
  },

  examples: { title: 'Examples', text: 'Each has sample rows, so that queries return something.' },

  files: {
    openTitle: 'Open a file',
    saveTitle: 'Save to a file',
    folder: 'Folder',
    openFolder: 'Open this folder as a Django project',
    contents: 'Contents of the folder',
    emptyFolder: 'Nothing here that can be opened.',
    fileName: 'File name',
    size: (bytes: number) =>
      bytes < 1024
        ? `${bytes} B`
        : bytes < 1024 * 1024
          ? `${Math.round(bytes / 1024)} kB`
          : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
    date: (at: number) => new Date(at).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' }),
    replaceTitle: (name: string) => `Replace ${name}?`,
    replaceText: 'There is a file of that name already. What is in it will be gone.',
    replace: 'Replace',
    leaveTitle: (name: string) => `Save the changes to ${name === '' ? 'this design' : name}?`,
    leaveText: 'They are lost otherwise.',
    dontSave: 'Don’t save',
    saved: (name: string) => `Saved to ${name}`,
    notSaved: 'The design is not saved',
    notSavedText: 'Your work is still here. Save it to another place, or try again later.',
    saveElsewhere: 'Save elsewhere…',
    unreadable: (name: string) => `${name} cannot be opened`,
    unreadableText: 'It is not a design, or too damaged to be read. The design that was open is still here.',
    repaired: (name: string) => `${name} is open, but not all of it could be read`,
    repairedText: 'Nothing has been written. Look at the list before you save over the file.',
    readOnlyFile: 'The file, or its folder, cannot be written to. Save a copy to keep changes.',
    conflictTitle: (name: string) => `${name} was changed by another program`,
    conflictText:
      'Your changes are not saved. Look at what differs, or choose which one to keep; nothing has been overwritten.',
    compare: 'Compare',
    takeTheirs: 'Take the file',
    overwrite: 'Overwrite it',
    noDifference: 'The models are the same; only positions or views differ.',
    theirsUnreadable: 'The file as it is now cannot be read as a design.',
    differs: { mine: 'only here', theirs: 'only in the file', both: 'differs' },
    deletedOutside: 'The file was deleted by another program. Your design is still here; save it to keep it.',
    reloaded: 'The file was changed by another program; this is its new content.',
    recoveryTitle: (name: string) => `There is unsaved work on ${name}`,
    recoveryText: (at: number, fileIsNewer: boolean) =>
      `Relata kept a copy on ${new Date(at).toLocaleString('en')}.${fileIsNewer ? ' The file was saved after that.' : ''}`,
    recover: 'Open the copy',
    discardCopy: 'Discard the copy',
    later: 'Later',
    imported: (name: string, models: number) => `${count(models, 'model')} drawn from ${name}`,
    savedOnto: (files: number) =>
      files === 0 ? 'models.py is up to date already' : `Written back onto ${count(files, 'file')}`,
    ontoNotes: 'These parts could not be written:',
    ontoConflict: 'It is not as it was when the design was read. What was changed there would be lost.',
    ontoHint: (name: string) => `Saves go back into ${name}, only the lines you change`,
    reviewTitle: (files: number) => (files === 0 ? 'No changes' : `Changes to ${count(files, 'file')}`),
    reviewText: 'Only these lines are written; everything else in the file stays as it is.',
    reviewNothing: 'What is on the canvas is what the file says already.',
    changedLines: (added: number, removed: number) => `+${added} −${removed}`,
    importNotes: 'These parts were skipped or guessed:',
    moreNotes: (n: number) => `and ${count(n, 'more note')}`,
    dropHere: 'Drop the file to open or import it',
    tooLarge: (name: string) => `${name} is larger than 512 MB.`,
  },

  preview: {
    database: ({ kind, message }: { readonly kind: string; readonly message: string }) =>
      ({
        closed: 'Sample database: not open yet',
        opening: 'Sample database: opening…',
        syncing: 'Sample database: following the design…',
        ready: 'Sample database: up to date',
        blocked: `Sample database: waits, ${message}`,
        failed: `Sample database: ${message}`,
        unavailable: 'No sample database in this window',
      })[kind] ?? '',
    unavailable: 'No database here',
    unavailableText:
      'This window runs without the program that holds the sample database. Start Relata with “npm start” to run queries.',
    query: 'Query',
    data: 'Rows',
    language: 'Language of the shell',
    languages: { orm: 'Django’s ORM, on the models as drawn', sql: 'SQLite, on the tables as made' },
    shell: 'Query',
    shellHint: 'Post.objects.all()',
    run: 'Run',
    stop: 'Stop',
    write: 'Keep changes',
    writeText: 'Off: whatever a query changes is taken back when it ends.',
    saved: 'Saved and recent queries',
    saveQuery: 'Save this query in the design',
    inDesign: 'In this design',
    recent: 'Recent',
    results: 'Results',
    result: 'Result',
    firstTitle: 'Run a query to see rows',
    firstText: 'Names complete as you type: models, fields along __, lookups.',
    running: (ms: number) => `Running ${(ms / 1000).toFixed(1)} s`,
    took: (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`),
    rowCount: (rows: number, truncated: boolean) => (truncated ? `first ${count(rows, 'row')}` : count(rows, 'row')),
    committed: 'changes kept',
    at: (line: number, column: number) => `(line ${line}, column ${column})`,
    line: (line: number) => `Line ${line}`,
    noRows: 'No rows.',
    nothing: 'Done. Nothing to show.',
    noSql: 'No SQL was sent.',
    changed: (
      tables: readonly {
        readonly table: string
        readonly inserted: number
        readonly updated: number
        readonly deleted: number
      }[],
    ) =>
      tables
        .flatMap(({ table, inserted, updated, deleted }) => [
          ...(inserted > 0 ? [`${table}: ${inserted} added`] : []),
          ...(updated > 0 ? [`${table}: ${updated} changed`] : []),
          ...(deleted > 0 ? [`${table}: ${deleted} deleted`] : []),
        ])
        .join(', '),
    changes: (n: number) => `${count(n, 'row')} changed`,
    tables: 'Tables',
    fill: 'Fill…',
    filling: 'Filling…',
    fillWith: (rows: number) => `${count(rows, 'row')} in each table`,
    reset: 'Start again',
    resetText: 'Only the rows that are saved with the design.',
    noTables: 'No tables yet',
    noTablesText: 'Draw a model; its table appears here.',
  },

  impact: {
    ask: (model: string, key: string) => `What would deleting ${model} ${key} do?`,
    deletes: (rows: number) => `It would delete ${count(rows, 'row')}. Nothing has been changed.`,
    blocked: {
      protected: 'Django would refuse: these rows protect it.',
      restricted: 'Django would refuse: these rows restrict it.',
    },
    rows: (model: string, rows: number) => `${count(rows, 'row')} of ${model} deleted`,
    updates: (model: string, rows: number, field: string, value: string) =>
      `${count(rows, 'row')} of ${model}: ${field} becomes ${value}`,
  },

  problems: {
    severities: { error: 'Error', warning: 'Warning', info: 'Note' },
    groups: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
    none: 'All is well',
    noneText: 'Django’s checks and ours find nothing wrong with this design.',
  },

  code: {
    target: 'Target',
    missing: 'This target is not part of this build.',
    failed: (target: string, why: string) => `${target} could not be made of this design: ${why}`,
    onDelete: { orm: 'on_delete by Django', database: 'on_delete by the database' },
    onDeleteTexts: {
      orm: 'As Django makes the tables: the ORM does what on_delete says, SQL says nothing.',
      database: 'As ON DELETE in SQL, for programs other than Django; what SQL cannot say is listed.',
    },
    saveAs: (name: string) => `Save ${name}…`,
    exportTitle: 'Export',
  },

  relation: {
    kinds: { foreignKey: 'Foreign key', oneToOne: 'One-to-one', manyToMany: 'Many-to-many' },
    classes: { foreignKey: 'ForeignKey', oneToOne: 'OneToOneField', manyToMany: 'ManyToManyField' },
    kindTexts: {
      foreignKey: ({ from, to, froms }: Names) => `Each ${from} has one ${to}; one ${to} has many ${froms}.`,
      oneToOne: ({ from, to }: Names) => `Each ${from} has one ${to}, and each ${to} at most one ${from}.`,
      manyToMany: ({ from, to, froms, tos }: Names) => `Each ${from} has many ${tos}, each ${to} many ${froms}.`,
    },
    gets: (to: string, accessor: string) => `${to} gets: ${accessor}`,
    noAccessor: (to: string) => `${to} gets no accessor.`,
    autoThrough: 'Django’s own join table',
    joinTable: (table: string) => `Join table: ${table}.`,
    throughHelp: 'Make it a model to store more with each pair, such as a date.',
    promote: 'Promote to through model',
    makeNullable: 'Make nullable',
    needsDefault: 'The field needs a default for this; set it below.',
    setTo: 'Value of SET()',
    customOnDelete: (source: string) => `Written as ${source}; kept as it is.`,
  },

  assistant: {
    title: 'Relate two models',
    first: 'First model',
    second: 'Second model',
    canHaveMany: (a: string, b: string) => `Can one ${a} have many ${plural(b)}?`,
    optional: (owner: string, target: string) => `Can ${article(owner)} be without ${article(target)}?`,
    dependent: (owner: string, target: string) => `When ${article(target)} is deleted, does its ${owner} go too?`,
    add: 'Add the relation',
    external: (owner: string) =>
      `${owner} belongs to another app, so the field cannot be declared there. Answer the other way round, or add a model of your own.`,
    reason: {
      foreignKey: (owner: string, target: string) =>
        `Many ${plural(owner)} belong to one ${target}: a foreign key on ${owner}, where the “many” are.`,
      oneToOne: (owner: string, target: string) =>
        `One ${owner} for one ${target}: a one-to-one field on ${owner}, the model that completes the other.`,
      manyToMany: (owner: string, target: string) => `Many on both sides: ${owner} and ${target} meet in a join table.`,
    },
    onDelete: {
      CASCADE: (owner: string, target: string) => `CASCADE: ${article(owner)} has no meaning without its ${target}.`,
      SET_NULL: (owner: string, target: string) => `SET_NULL: the ${owner} stays, without ${article(target)}.`,
      PROTECT: (owner: string, target: string) =>
        `PROTECT: ${article(target)} that still has a ${owner} cannot be deleted.`,
      RESTRICT: (owner: string, target: string) =>
        `RESTRICT: ${article(target)} that still has a ${owner} cannot be deleted.`,
      SET_DEFAULT: (owner: string, target: string) => `SET_DEFAULT: the ${owner} goes to the default ${target}.`,
      DO_NOTHING: (owner: string, target: string) => `DO_NOTHING: the ${owner} keeps pointing at the ${target}.`,
    },
  },

  inspector: {
    name: 'Name',
    type: 'Type',
    kind: 'Kind',
    class: 'Class',
    arguments: 'Arguments',
    target: 'Target',
    chooseModel: 'Choose a model',
    basics: 'Basics',
    options: 'Options',
    moreOptions: 'More options',
    searchOptions: 'Search options',
    notSet: 'not set',
    field: 'Field',
    relation: 'Relation',
    design: 'Design',
    show: 'Show on the canvas',
    deleteField: 'Delete field',
    deleteRelation: 'Delete relation',
    deleteModel: 'Delete model',
    deleteNamed: (name: string) => `Delete ${name}`,
    moveUp: (name: string) => `Move ${name} up`,
    moveDown: (name: string) => `Move ${name} down`,
    customText: 'Not one of Django’s own classes: kept and exported as written.',
    classNeeded: 'A class is needed.',
    nameNeeded: 'A name is needed.',
    valueNeeded: 'A value is needed.',
    notPython: (why: string) => `Not a Python value: ${why}`,
    notInteger: 'A whole number is needed.',
    fieldTaken: (model: string, name: string) => `${model} already has a field “${name}”.`,
    modelTaken: (app: string, name: string) => `The app ${app} already has a model “${name}”.`,
    badRelatedName: 'Letters, digits and underscores; “+” at the end for no accessor.',
    choices: 'Choices',
    anyValue: 'Any value',
    choiceList: 'A list of values',
    choicesClass: 'Choices class',
    storedValue: 'Stored value',
    shownLabel: 'Shown as',
    addChoice: 'Choice',
    removeChoice: (label: string) => `Remove the choice ${label}`,
    inDatabase: 'In the database',
    column: 'Column',
    columnType: 'Type',
    null: 'May be NULL',
    primaryKey: 'primary key',
    app: 'App',
    base: 'Base class',
    moreBases: (names: readonly string[]) => `Also: ${names.join(', ')}`,
    table: 'Table',
    docstring: 'Description',
    docstringHint: 'What it stands for',
    modelKinds: { concrete: 'Model', abstract: 'Abstract', proxy: 'Proxy', external: 'External' },
    modelKindTexts: {
      concrete: 'Has a table of its own.',
      abstract: 'No table: its fields go to the models based on it.',
      proxy: 'Another Python face of its base’s table.',
      external: 'Belongs to another app: drawn and referred to, not generated.',
    },
    changeKind: 'Change kind of model',
    fields: (n: number) => (n === 0 ? 'Fields' : `Fields (${n})`),
    noFields: 'No fields yet; Django adds an id.',
    reverse: (model: string) => `${model} gets`,
    columns: (n: number) => `Columns (${n})`,
    notes: (n: number) => `Notes (${n})`,
    members: (n: number) => `Methods and more (${n})`,
    indexes: (n: number) => (n === 0 ? 'Indexes and constraints' : `Indexes and constraints (${n})`),
    index: 'Index',
    uniqueTogether: 'Unique',
    uniqueOf: (what: string) => `unique: ${what}`,
    checkConstraint: 'Check',
    checkHelp: 'A condition each row has to meet, such as Q(price__gte=0).',
    setOptions: (n: number) => `${n} set`,
    meta: {
      ordering: 'The order in which rows come by default: names, “-” in front for descending.',
      verbose_name: 'What people call one object; without it the name in small letters.',
      verbose_name_plural: 'What people call several; without it an “s” is added.',
      db_table: 'The table’s name, instead of app_model.',
      db_table_comment: 'A comment kept on the table.',
      db_tablespace: 'The tablespace, where the database has such a thing.',
      default_related_name: 'The accessor that targets of this model’s relations get by default.',
      managed: 'Django creates and changes the table.',
      order_with_respect_to: 'Rows can be put in order within the named relation.',
      swappable: 'The setting that can put another model in this one’s place.',
    },
    several: (n: number) => count(n, 'model'),
    deleteSeveral: (n: number) => `Delete ${count(n, 'model')}`,
    forAll: 'All of them',
    mixed: 'different apps',
    moveToApp: 'Move models to app',
    duplicate: 'Duplicate',
    selectHint: 'Select a model, a field or a relation to edit it here.',
    settings: 'Django settings',
    settingTexts: {
      DEFAULT_AUTO_FIELD: 'The class of the automatic id.',
      AUTH_USER_MODEL: 'The model that stands for a user.',
      USE_TZ: 'Dates with times know their time zone.',
    },
    badUserModel: 'Written as app.Model, such as auth.User.',
    apps: 'Apps',
    addApp: 'Add app',
    appLabel: 'Label of the app',
    badAppLabel: 'Letters, digits and underscores, not beginning with a digit.',
    appTaken: (label: string) => `There is already an app “${label}”.`,
    defaultApp: 'new models',
    makeDefaultApp: 'Use for new',
    importError: (type: string, message: string) => `Django would not start with this design. ${type}: ${message}`,
  },

  shortcuts: { title: 'Keyboard shortcuts', none: 'no key' },

  errors: {
    notDone: 'That could not be done',
    codes: ERROR_TITLES,
    startTitle: 'Relata could not start',
    tryAgain: 'Try again',
    lostHost: 'What you see is still here. Start Relata again, then save a copy.',
    startText:
      'The program behind this page does not answer. Start it again with “npm start” and open the link that it prints.',
  },
}

export type Texts = typeof EN
