/** Kind of the input cells that hold, by table name, the keys of the managed models that have it, proxies included. */
export const TABLE_OWNERS = 'tableOwners'
