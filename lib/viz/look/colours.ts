/**
 * The only place where colours are values. A specification names roles; which colour a role has is
 * for the page to say, light or dark. Made for this course: words keep a contrast of at least 4.5 on
 * their paper, `ramp` and `diverging` run one way in lightness, and hue never speaks alone.
 */

/** A look: `light` for paper, saved pictures and print; `dark` for screens at night. */
export type Look = "light" | "dark";

/** The colours of one look, each by what it means. */
export interface Colours {
  /** The ground; also what is impossible. */
  readonly paper: string;
  /** What is so: data, log p, exact values. */
  readonly ink: string;
  /** What we choose: q, the ELBO, a policy; the chapter's method. */
  readonly bound: string;
  /** What is given: the prior, dynamics, luck. */
  readonly world: string;
  /** A goal, a reward, a value. */
  readonly wish: string;
  /** The first hidden cause, as a line or a word. */
  readonly causeA: string;
  /** The second hidden cause, as a line or a word. */
  readonly causeB: string;
  /** Context, what nobody can change. */
  readonly quiet: string;
  /** Lesser words. */
  readonly muted: string;
  /** Axes. */
  readonly hairline: string;
  readonly grid: string;
  /** The first cause as an area, and the words on it. */
  readonly fillA: string;
  readonly onA: string;
  /** The second cause as an area, and the words on it. */
  readonly fillB: string;
  readonly onB: string;
  /** Belief that has not decided. */
  readonly half: string;
  /** From least to most. */
  readonly ramp: readonly string[];
  /** From the second cause over undecided to the first. */
  readonly diverging: readonly string[];
}

/** Both looks. */
export const colours: Readonly<Record<Look, Colours>> = {
  light: {
    paper: "#ffffff",
    ink: "#1b1f27",
    bound: "#c54a00",
    world: "#0f5c97",
    wish: "#0a7a5a",
    causeA: "#7b3291",
    causeB: "#986a00",
    quiet: "#6f7681",
    muted: "#59616d",
    hairline: "#9aa0a9",
    grid: "#e7e9ec",
    fillA: "#6d2785",
    onA: "#ffffff",
    fillB: "#d39a12",
    onB: "#1b1f27",
    half: "#8b8586",
    ramp: ["#eaf0f4", "#d6e4ee", "#bad5e7", "#8bb9d8", "#2a6ea6", "#0a2b47"],
    diverging: ["#d39a12", "#8f898a", "#6d2785"],
  },
  dark: {
    paper: "#16181d",
    ink: "#eceef1",
    bound: "#fa8b45",
    world: "#85c3f2",
    wish: "#45c49c",
    causeA: "#cf93dd",
    causeB: "#e8b23a",
    quiet: "#959ca7",
    muted: "#aab1bc",
    hairline: "#6b727d",
    grid: "#2b2f37",
    fillA: "#c585d6",
    onA: "#16181d",
    fillB: "#f2c24b",
    onB: "#16181d",
    half: "#8f8a8e",
    ramp: ["#222a32", "#27394a", "#2a4c66", "#32698f", "#74b3dc", "#eaf6fe"],
    diverging: ["#f2c24b", "#9a9598", "#b06bc2"],
  },
};

/** What a mark or a word can stand for; each look has a colour for it. */
export const roles = [
  "ink",
  "bound",
  "world",
  "wish",
  "causeA",
  "causeB",
  "quiet",
  "muted",
  "fillA",
  "fillB",
  "onA",
  "onB",
  "half",
  "paper",
  "hairline",
  "grid",
] as const;

/** See {@link Colours} for what each means. */
export type Role = typeof roles[number];
