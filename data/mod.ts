/**
 * Small real data sets, with source and licence in data/README.md.
 *
 * @module
 */
export { type OldFaithful, oldFaithful } from "./old_faithful.ts";
export { parseTable, TableError } from "./parse_table.ts";
