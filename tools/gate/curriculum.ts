import { chapters } from "../../notebooks/catalogue.ts";

/** What the headings of a chapter must hold, in this order. */
export const SECTIONS = [
  "where we are",
  "derivation",
  "experiment",
  "results",
  "exercises",
  "further reading",
] as const;

/** The pattern of an equation's name. */
export const TAG_NAME = `(?:${chapters.map(({ area }) => area).join("|")})-\\d+`;
