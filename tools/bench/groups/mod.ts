import type { Group } from "../group.ts";
import { em, emLarge } from "./em.ts";
import { firstCell } from "./first_cell.ts";
import { normals } from "./normals.ts";
import { notebooks } from "./notebooks.ts";

/** All that can be measured, in the order of the table. */
export const GROUPS: readonly Group[] = [em, emLarge, normals, firstCell, notebooks];
