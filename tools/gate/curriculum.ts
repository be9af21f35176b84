/** The area of each chapter, in order: chapter 01 has equations `LVM-1`, `LVM-2` … */
export const AREAS = [
  "LVM",
  "ELBO",
  "EM",
  "VI",
  "AVI",
  "VAE",
  "REP",
  "CVAE",
  "SSM",
  "LDM",
  "E2C",
  "PLN",
  "CAI",
  "MSG",
  "OPT",
  "SVI",
  "SQL",
  "MPG",
  "SAC",
  "LRL",
  "IRL",
  "VIME",
  "PHY",
] as const;

/** What the headings of a chapter must hold, in this order. */
export const SECTIONS = [
  "where we are",
  "derivation",
  "experiment",
  "results",
  "where the notes slip",
  "exercises",
  "further reading",
] as const;

/** The pattern of an equation's name. */
export const TAG_NAME = `(?:${AREAS.join("|")})-\\d+`;
