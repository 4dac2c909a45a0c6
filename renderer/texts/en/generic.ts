/** Generic relations: the form, the command, what is said. */
export const generic = {
  key: 'Generic foreign key',
  relation: 'Generic relation',
  step: 'Add generic foreign key',
  added: (model: string, name: string) => `${model}.${name} can point at an object of any model`,
  keyWords: (model: string, type: string, object: string) =>
    `Each ${model} points at one object of any model: ${type} says which model, ${object} which row.`,
  wayBack: (names: string) => `Ways back: ${names}.`,
  noWayBack: 'No model declares the way back yet: give one a GenericRelation to this model.',
  relationWords: (model: string, name: string, target: string) =>
    `The way back: ${model}.${name}.all() gives the ${target} rows that point at it. Deleting the object deletes them too.`,
  noTarget: 'It needs a model that has a GenericForeignKey.',
  noKey: (target: string, type: string, object: string) =>
    `${target} has no GenericForeignKey over ${type} and ${object}.`,
  addKey: (target: string) => `Give ${target} one`,
  contentType: 'Which model',
  objectId: 'Which row',
  contentTypeText: 'ct_field: a foreign key to ContentType.',
  objectIdText: 'fk_field: holds the key of the row.',
  relationTypeText: 'content_type_field of the target.',
  relationObjectText: 'object_id_field of the target.',
  queryName: 'Name in filters',
  queryNameText: (target: string) => `related_query_name: filters of ${target} can then start with it.`,
  concrete: 'Proxies count as their model',
  concreteText: 'for_concrete_model; off: a proxy has a content type of its own.',
  addMissing: (names: string) => `Add ${names}`,
  withKey: 'With a generic key',
}
